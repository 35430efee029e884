/** Losses of the lecture. Each is a mean over the batch. */
import { mean, type Scalar, squaredDifference, type Tensor2D } from "@tensorflow/tfjs-core";

export { bernoulliNll } from "../kernels/bernoulliNll";
export { klToPrior, reparameterize } from "../kernels/gaussian";

/** Mean squared error per pixel, 1/(B·P)·Σ (x − x̂)². */
export function meanSquaredError(x: Tensor2D, xHat: Tensor2D): Scalar {
  return mean(squaredDifference(x, xHat));
}
