import { mul, sigmoid, softplus, step, sub, sum } from "@tensorflow/tfjs-core";
import { bernoulliNll } from "../../kernels/bernoulliNll";
import { noise } from "../../kernels/noise";
import type { Likelihood } from "./likelihood";

/**
 * x_i ~ Bernoulli(σ(output_i)): each pixel is ink or paper (Kingma & Welling 2014, appendix C.1).
 * A grey pixel counts as its probability of ink, so that for grey images this is a loss, and no density of theirs.
 */
export const bernoulli: Likelihood = {
  mean: sigmoid,
  nll: bernoulliNll,
  /** log p = Σ x·l − log(1 + e^l) */
  logLikelihood: (x, output) => sum(sub(mul(x, output), softplus(output)), 1),
  sample: (output, draw) => step(sub(sigmoid(output), noise("uniform", draw, output.shape))),
};
