import {
  div,
  maximum,
  mul,
  ones,
  reshape,
  type Scalar,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { corrupt } from "../kernels/corrupt";
import { constant } from "../kernels/withGradient";

/** Where everything is left out, nothing is divided by 0. */
const LEAST_KEPT = 1e-3;

/**
 * m / (1 − p) with m ~ Bernoulli(1 − p) for `count` units: 0 where one is left out, and what stays is made larger, so that the
 * expectation stays too (Srivastava et al. 2014, § 10).
 * @param rate p
 */
export const keptUnits = (draw: number | Tensor1D, rate: number | Scalar, count: number): Tensor1D =>
  constant(() => enlarged(corrupt(ones([count]) as Tensor1D, { kind: "masking", strength: rate }, draw), rate));

/**
 * Leaves units of a layer out.
 * @param h [B, H]
 * @param kept of the whole network: this layer's B · H begin at `from`
 */
export const dropout = (h: Tensor2D, kept: Tensor1D, from: number): Tensor2D =>
  mul(h, reshape(slice(kept, [from], [h.size]), h.shape));

/** What a dropout with probability `rate` has left, made larger. */
export const enlarged = <T extends Tensor>(left: T, rate: number | Scalar): T =>
  div(left, maximum(sub(1, rate), LEAST_KEPT));
