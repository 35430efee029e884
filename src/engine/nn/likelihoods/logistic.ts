import {
  add,
  clipByValue,
  div,
  exp,
  log,
  mean,
  mul,
  neg,
  round,
  softplus,
  sub,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { LEVELS, logLevels } from "../../kernels/logLevels";
import { noise } from "../../kernels/noise";
import type { Likelihood } from "./likelihood";

/**
 * A logistic distribution around the output whose mass is gathered into the 256 levels that a pixel can have, with one scale
 * for all pixels that is learned (Kingma et al. 2016, appendix C; Salimans et al. 2017, eq. 2). A probability, never a density:
 * −log p(x|z) ÷ (P · log 2) are bits per pixel that a file could reach.
 *
 * @param logScale log s [1]
 */
export function logistic(logScale: Variable): Likelihood {
  return {
    /** Of the logistic cut off at 0 and 1, which is that of the levels but for their rounding: ∫₀¹ σ((m − t)/s) dt */
    mean(output) {
      const s = exp(logScale);
      return mul(s, sub(softplus(div(output, s)), softplus(div(sub(output, 1), s))));
    },
    nll: (x, output) => neg(mean(logLevels(x, output, logScale))),
    logLikelihood: (x, output) => logLevels(x, output, logScale),
    sample(output, draw) {
      const u = noise<Tensor2D>("uniform", draw, output.shape);
      const x = add(output, mul(exp(logScale), log(div(u, sub(1, u))))); // [B, P]
      return div(clipByValue(round(mul(x, LEVELS - 1)), 0, LEVELS - 1), LEVELS - 1);
    },
  };
}
