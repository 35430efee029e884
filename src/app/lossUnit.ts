import { type Experiment, hasLikelihood } from "../engine/experiment";

/**
 * What a loss counts: squared errors, or nats of p(x|z), which is a probability of ink, a density, or a probability of 256
 * levels. Two runs compare only where it is the same.
 */
export type LossUnit = "mse" | "ink" | "density" | "levels";

const OF_DECODER = { bernoulli: "ink", gaussian: "density", learned: "density", logistic: "levels" } as const;

/** @param points whether the samples are points rather than images */
export function lossUnit({ model, decoder }: Experiment, points: boolean): LossUnit {
  if (!hasLikelihood(model)) return "mse";
  return points ? "density" : OF_DECODER[decoder];
}
