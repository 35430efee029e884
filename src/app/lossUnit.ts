import { type Experiment, hasPoints } from "../engine/experiment";

/**
 * What a loss counts: squared errors, or nats of p(x|z), which is a probability of ink, a density, or a probability of 256
 * levels. Two runs compare only where it is the same.
 */
export type LossUnit = "mse" | "ink" | "density" | "levels";

const OF_DECODER = { bernoulli: "ink", gaussian: "density", learned: "density", logistic: "levels" } as const;

export function lossUnit({ model, decoder, dataset }: Experiment): LossUnit {
  if (model !== "vae") return "mse";
  return hasPoints(dataset) ? "density" : OF_DECODER[decoder];
}
