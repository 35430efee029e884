import { type Experiment, hasLikelihood, isPrior } from "../engine/experiment";

/**
 * What a loss counts: squared errors; or nats of p(x|z), which is a probability of ink, a density, or a probability of 256
 * levels; or nats of p(x), the probability of an image's levels or of its codes. Two runs compare only where it is the same.
 */
export type LossUnit = "mse" | "ink" | "density" | "levels" | `pixels-${number}` | `codes-${number}`;

const OF_DECODER = { bernoulli: "ink", gaussian: "density", learned: "density", logistic: "levels" } as const;

/** @param points whether the samples are points rather than images */
export function lossUnit(experiment: Experiment, points: boolean): LossUnit {
  const { model, decoder, levels, codes } = experiment;
  if (isPrior(experiment)) return model === "pixelCnn" ? `pixels-${levels}` : `codes-${codes}`;
  if (!hasLikelihood(model)) return "mse";
  return points ? "density" : OF_DECODER[decoder];
}

/** Whether the loss is in nats rather than a squared error. */
export const inNats = (experiment: Experiment): boolean => lossUnit(experiment, false) !== "mse";
