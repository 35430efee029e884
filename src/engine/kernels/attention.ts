import {
  cast,
  expandDims,
  less,
  lessEqual,
  matMul,
  mul,
  range,
  softmax,
  type Tensor,
  type Tensor3D,
  transpose,
  where,
} from "@tensorflow/tfjs-core";
import { ATTENTION, ATTENTION_GRADIENT, hasKernel, runKernel } from "./names";
import { withGradient } from "./withGradient";

/**
 * What the query of place i sees: every place, those up to i and i itself ("causal"), or only those before i ("strict").
 * The first query of a strict mask sees nothing, and its answer is 0.
 */
export type Mask = "none" | "causal" | "strict";

/**
 * softmax(q·kᵀ / √d)·v, with the softmax over what a query sees   (Vaswani et al. 2017, eq. 1). With a mask it is the causal
 * attention of an autoregressive prior (PixelSNAIL, Chen et al. 2018).
 * @param q [B, L, d]
 * @param k [B, L, d]
 * @param v [B, L, e]
 * @returns [B, L, e]
 */
export function attention(q: Tensor3D, k: Tensor3D, v: Tensor3D, mask: Mask = "none"): Tensor3D {
  return hasKernel(ATTENTION) ? fused(q, k, v, mask) : composed(q, k, v, mask);
}

const fused = (q: Tensor3D, k: Tensor3D, v: Tensor3D, mask: Mask) =>
  withGradient(
    [q, k, v],
    () => {
      const [value, p] = runKernel<[Tensor3D, Tensor]>(ATTENTION, { q, k, v }, { mask });
      return { value, saved: [q, k, v, p] };
    },
    (dy, saved) => {
      const [queries, keys, values, p] = saved as [Tensor, Tensor, Tensor, Tensor];
      return runKernel<Tensor[]>(ATTENTION_GRADIENT, { dy, q: queries, k: keys, v: values, p }, { mask });
    },
  );

function composed(q: Tensor3D, k: Tensor3D, v: Tensor3D, mask: Mask): Tensor3D {
  const [, length, d] = q.shape;
  const scores = mul(matMul(q, transpose(k, [0, 2, 1])), 1 / Math.sqrt(d)) as Tensor3D; // [B, L, L]
  if (mask === "none") return matMul(softmax(scores), v);
  const seen = seenPlaces(length, mask); // [L, L]
  const p = softmax(where(seen, scores, -3e38));
  return matMul(mul(p, cast(seen, "float32")), v); // the product clears a row that sees nothing
}

function seenPlaces(length: number, mask: "causal" | "strict"): Tensor {
  const places = range(0, length, 1, "int32");
  const [queries, keys] = [expandDims(places, 1), expandDims(places, 0)]; // [L, 1], [1, L]
  return mask === "causal" ? lessEqual(keys, queries) : less(keys, queries);
}
