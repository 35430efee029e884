import {
  add,
  exp,
  mul,
  reshape,
  type Scalar,
  sigmoid,
  type Tensor,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { gaussianNll } from "../../kernels/gaussianNll";
import { noise } from "../../kernels/noise";
import { meanSquaredError } from "../../kernels/squaredError";
import { logNormal } from "../logNormal";
import type { Likelihood } from "./likelihood";

/** Whether x̂ is squashed into [0, 1], where an image's pixels are; a point may be anywhere. */
const meanOf = (squash: boolean) => (output: Tensor2D) => (squash ? sigmoid(output) : output);

const drawn = (mean: Tensor2D, sigma: Tensor | number, draw: number): Tensor2D =>
  add(mean, mul(sigma, noise("normal", draw, mean.shape)));

/** x ~ N(x̂, σ²) with one fixed σ: the squared error in units of 2σ² (Kingma & Welling 2014, appendix C.2). */
export function gaussian(sigma: number, squash: boolean): Likelihood {
  const mean = meanOf(squash);
  return {
    mean,
    nll: (x, output) => gaussianNll(x, mean(output), { sigma }),
    logLikelihood: (x, output) => logNormal(x, mean(output), 2 * Math.log(sigma)),
    sample: (output, draw) => drawn(mean(output), sigma, draw),
  };
}

/**
 * The same with one σ for all pixels that is learned: at its best σ² is the mean squared error, and the weight between
 * reconstruction and KL finds itself (σ-VAE; Rybkin, Daniilidis & Levine 2021, § 3.2).
 *
 *     −log p(x|z) = P · (½ MSE/σ² + log σ + ½ log 2π)
 *
 * @param logSigma [1]
 */
export function learnedGaussian(logSigma: Variable, squash: boolean): Likelihood {
  const mean = meanOf(squash);
  return {
    mean,
    nll(x, output) {
      const error = meanSquaredError(x, mean(output));
      const surprise = mul(0.5, mul(error, exp(mul(-2, logSigma))));
      const perPixel = add(add(surprise, logSigma), 0.5 * Math.log(2 * Math.PI)); // [1]
      return reshape(mul(perPixel, x.shape[1]), []) as Scalar;
    },
    logLikelihood: (x, output) => logNormal(x, mean(output), mul(2, logSigma)),
    sample: (output, draw) => drawn(mean(output), exp(logSigma), draw),
    logSigma,
  };
}
