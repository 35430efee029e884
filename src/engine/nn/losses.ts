/** Losses of the lecture. Each is a mean over the batch. */
import {
  add,
  exp,
  mean,
  mul,
  type Scalar,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

export { bernoulliNll } from "../kernels/bernoulliNll";

/** Mean squared error per pixel, 1/(B·P)·Σ (x − x̂)². */
export function meanSquaredError(x: Tensor2D, xHat: Tensor2D): Scalar {
  return mean(squaredDifference(x, xHat));
}

/** z = μ + σ ⊙ ε with σ = exp(½ log σ²); ε ~ N(0, I)   (Kingma & Welling 2014, eq. 10). */
export function reparameterize(mu: Tensor2D, logVar: Tensor2D, eps: Tensor2D): Tensor2D {
  const sigma = exp(mul(0.5, logVar)); // [B, D]
  return add(mu, mul(sigma, eps)); // [B, D]
}

/** KL(N(μ, σ²) ‖ N(0, I)) = ½ Σ_d (μ² + σ² − log σ² − 1), nats per image   (Kingma & Welling 2014, appendix B). */
export function klToPrior(mu: Tensor2D, logVar: Tensor2D): Scalar {
  const perDimension = mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)) as Tensor2D; // [B, D]
  return mean(sum(perDimension, 1));
}
