import {
  add,
  div,
  exp,
  expandDims,
  log,
  mul,
  neg,
  reshape,
  sigmoid,
  softplus,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { withGradient } from "./withGradient";

/** Values that a pixel can have: k/255. */
export const LEVELS = 256;
/** Half the distance of two levels. */
const HALF = 0.5 / (LEVELS - 1);

/**
 * log p of each row under a logistic of location m and scale s whose mass between two half levels goes to the level there;
 * the first level has all below it, the last all above: [B], nats. With a, b = (x ± δ − m)/s and δ half a level,
 *
 *     p = σ(a) − σ(b) = σ(a) · σ(−b) · (1 − e^(b − a)),
 *
 * so the logarithm is a sum of three terms that neither cancel nor overflow, of which the first level lacks σ(−b), the last σ(a).
 *
 * @param x [B, P] or [1, P], levels k/255; constant: no gradient flows into it
 * @param location [B, P]
 * @param logScale log s [1]
 */
export function logLevels(x: Tensor2D, location: Tensor2D, logScale: Tensor): Tensor1D {
  return withGradient(
    [location, logScale],
    () => {
      const perScale = exp(neg(logScale)); // 1/s
      const distance = mul(sub(x, location), perScale); // [B, P]
      const half = mul(HALF, perScale);
      const [a, b] = [add(distance, half), sub(distance, half)];
      const [isBelow, isAbove] = [step(sub(1 - HALF, x)), step(sub(x, HALF))]; // not the last level, not the first
      const w = mul(2, half);
      const rest = exp(neg(w)); // e^(b − a)
      const inner = mul(isBelow, isAbove);
      const tails = add(mul(isBelow, softplus(neg(a))), mul(isAbove, softplus(b)));
      const value = sum(sub(mul(inner, log(sub(1, rest))), tails), 1) as Tensor1D;

      const [dTailA, dTailB] = [mul(isBelow, sigmoid(neg(a))), mul(isAbove, sigmoid(b))];
      const dLocation = mul(sub(dTailB, dTailA), perScale); // [B, P]
      const width = div(mul(w, rest), sub(1, rest)); // w/(e^w − 1)
      const dLogScale = sum(sub(sub(mul(b, dTailB), mul(a, dTailA)), mul(inner, width)), 1); // [B]
      return { value, saved: [dLocation, dLogScale] };
    },
    (dy, saved) => {
      const [dLocation, dLogScale] = saved as [Tensor2D, Tensor1D];
      return [mul(dLocation, expandDims(dy, 1)), reshape(sum(mul(dLogScale, dy)), [1])];
    },
  );
}
