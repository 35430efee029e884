/**
 * log p(x|z) of each row rather than of a batch: what posteriors and bounds are made of. No gradients are asked of it, so that
 * it is composed from stock operations; `losses.ts` has the same, averaged and fast, to learn from.
 */
import { mul, softplus, squaredDifference, sub, sum, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/** Σ x·l − log(1 + eˡ) over pixels, x ~ Bernoulli(σ(l)): [B], nats. x [B, P] or [1, P] in [0, 1], logits [B, P]. */
export function logBernoulli(x: Tensor2D, logits: Tensor2D): Tensor1D {
  return sum(sub(mul(x, logits), softplus(logits)), 1) as Tensor1D;
}

/** Σ −½ ((x − x̂)²/σ² + log 2πσ²) over coordinates, x ~ N(x̂, σ²): [B], nats. x [B, P] or [1, P], xHat [B, P]. */
export function logGaussian(x: Tensor2D, xHat: Tensor2D, sigma: number): Tensor1D {
  const coordinates = xHat.shape[1];
  const offset = (coordinates / 2) * Math.log(2 * Math.PI * sigma * sigma);
  return sub(mul(sum(squaredDifference(x, xHat), 1), -0.5 / (sigma * sigma)), offset) as Tensor1D;
}
