/** Vector quantisation (van den Oord, Vinyals & Kavukcuoglu 2017): the nearest code, and how gradients pass it. */
import {
  argMin,
  gather,
  matMul,
  mul,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { hasKernel, LOOKUP, LOOKUP_GRADIENT, NEAREST_CODE, runKernel } from "./names";
import { oneHotRows } from "./oneHot";
import { constant, withGradient } from "./withGradient";

/**
 * k(n) = argmin_k ‖z_n − e_k‖², of equally near codes the first   (van den Oord et al. 2017, eq. 1).
 * @param z [N, D]
 * @param codebook [K, D]
 * @returns int32 [N], constant: no gradient flows through a choice
 */
export function nearestCode(z: Tensor2D, codebook: Tensor2D): Tensor1D {
  if (hasKernel(NEAREST_CODE)) return constant(() => runKernel(NEAREST_CODE, { z, codebook }));
  return constant(() => {
    // ‖z‖² is the same for every code
    const distance = sub(sum(square(codebook), 1), mul(2, matMul(z, codebook, false, true))); // [N, K]
    return argMin(distance, 1) as Tensor1D;
  });
}

/**
 * e_k(n), row by row. Back into the codebook, a code gets the sum of the gradients of the rows that it was looked up for.
 * @param codebook [K, D]
 * @param indices int32 [N], each in 0 … K − 1
 * @returns [N, D]
 */
export function lookup(codebook: Tensor2D, indices: Tensor1D): Tensor2D {
  const codes = codebook.shape[0];
  const forward = hasKernel(LOOKUP)
    ? () => runKernel<Tensor2D>(LOOKUP, { codebook, indices })
    : () => gather(codebook, indices);
  return withGradient(
    [codebook],
    () => ({ value: forward(), saved: [indices] }),
    (dy, [i]) => [sumByCode(dy as Tensor2D, i as Tensor1D, codes)],
  );
}

/**
 * Σ y_n over the n with k(n) = k, for each code k.
 * @param y [N, D]
 * @param indices int32 [N], each in 0 … codes − 1
 * @returns [codes, D]
 */
export function sumByCode(y: Tensor2D, indices: Tensor1D, codes: number): Tensor2D {
  return hasKernel(LOOKUP_GRADIENT)
    ? runKernel<Tensor2D>(LOOKUP_GRADIENT, { dy: y, indices }, { codes })
    : matMul(oneHotRows(indices, codes), y, true, false);
}

/** z_q where it is used, z where it is differentiated: the decoder's gradient is copied to the encoder (§ 3.2). */
export function straightThrough<T extends Tensor>(z: T, zQ: T): T {
  return withGradient(
    [z],
    () => ({ value: zQ.clone() as T, saved: [] }),
    (dy) => [dy.clone()],
  );
}

export interface Quantized {
  /** int32 [N] */
  readonly indices: Tensor1D;
  /** The codes, [N, D]. Their gradient flows into the codebook. */
  readonly codes: Tensor2D;
  /** The same numbers, [N, D]. Their gradient flows straight to z. */
  readonly zQ: Tensor2D;
}

/**
 * z_q(n) = e_k(n) with k(n) = argmin_k ‖z_n − e_k‖²   (van den Oord et al. 2017, eq. 2), in both the ways that eq. 3
 * differentiates it: log p(x|z_q) + ‖sg[z] − e‖² + β‖z − sg[e]‖² takes `zQ` first, and `codes` for e.
 */
export function quantize(z: Tensor2D, codebook: Tensor2D): Quantized {
  const indices = nearestCode(z, codebook);
  const codes = lookup(codebook, indices);
  return { indices, codes, zQ: straightThrough(z, codes) };
}
