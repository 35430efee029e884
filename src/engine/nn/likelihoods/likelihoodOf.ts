import type { Experiment } from "../../experiment";
import type { NetworkShape } from "../network";
import type { Parameters } from "../parameters";
import { bernoulli } from "./bernoulli";
import { gaussian, learnedGaussian } from "./gaussian";
import type { Likelihood } from "./likelihood";
import { logistic } from "./logistic";

/** What the learned scale of a logistic starts from, in units of the pixels' range: its standard deviation is 0.18. */
const SCALE = 0.1;

type LikelihoodShape = Pick<NetworkShape, "image" | "network"> & Pick<Experiment, "decoder" | "sigma">;

/** p(x|z) as the experiment asks for it. Points can have Gaussians only: they are no levels, and in no range. */
export function likelihoodOf(parameters: Parameters, { decoder, sigma, image, network }: LikelihoodShape): Likelihood {
  const squash = image !== undefined && network !== "linear";
  switch (image || decoder === "learned" ? decoder : "gaussian") {
    case "bernoulli":
      return bernoulli;
    case "gaussian":
      return gaussian(sigma, squash);
    case "learned":
      return learnedGaussian(parameters.number("decoder.logSigma", Math.log(sigma)), squash);
    case "logistic":
      return logistic(parameters.number("decoder.logScale", Math.log(SCALE)));
  }
}
