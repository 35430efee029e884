import { add, clipByValue, div, log, mul, square, sub, sum, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Model } from "../models/model";

/** A probability in single precision is this far from 0 and from 1, so that its logarithm is finite. */
const CERTAIN = 1e-7;

/**
 * log p(x | z) of each row, nats: [B]. The one place here that knows what kind of decoder a model has: Bernoulli over
 * pixels, or N(x̂, σ²) where there is a σ.
 *
 * @param x [B, P], or [1, P] for one sample under many z
 * @param z [B, D]
 */
export function modelLogLikelihood(model: Model, x: Tensor2D, z: Tensor2D, sigma: number | undefined): Tensor1D {
  const xHat = model.decode(z); // [B, P]
  if (sigma !== undefined) {
    const surprise = add(square(div(sub(x, xHat), sigma)), Math.log(2 * Math.PI * sigma * sigma)); // [B, P]
    return mul(-0.5, sum(surprise, 1));
  }
  const p = clipByValue(xHat, CERTAIN, 1 - CERTAIN);
  const ink = mul(x, log(p));
  const paper = mul(sub(1, x), log(sub(1, p)));
  return sum(add(ink, paper), 1);
}
