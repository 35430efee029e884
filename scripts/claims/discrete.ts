/** The VQ-VAE of the claims of chapters 7 and 8, as the page chooses it, and the prior over its codes. */
import type { CodeDataset } from "../../src/engine/data/codes";
import type { Dataset } from "../../src/engine/data/dataset";
import { DEFAULT_EXPERIMENT, type Experiment } from "../../src/engine/experiment";
import { type DiscreteModel, isDiscrete } from "../../src/engine/models/model";
import { encodeToCodes } from "../../src/engine/training/encodeToCodes";
import { read } from "../../src/engine/training/evaluate";
import { evaluatePrior } from "../../src/engine/training/evaluatePrior";
import { PriorTrainer } from "../../src/engine/training/priorTrainer";
import { type Trained, train } from "./train";

/** 28 × 28 pixels as 7 × 7 choices among 64 codes of 8 numbers. */
export const VQ = {
  ...({ model: "vqVae", network: "conv", latent: 8, codes: 64, hidden: 128 } as const),
  ...{ batch: 32, learningRate: 0.002 },
} as const satisfies Partial<Experiment>;
export const VQ_STEPS = 600;

const rest = async () => true;

export function discreteOf({ trainer }: Trained): DiscreteModel {
  if (!isDiscrete(trainer.model)) throw new Error("a VQ-VAE chooses codes");
  return trainer.model;
}

/** dB of x̂ against x, of pixels in [0, 1]. */
export const psnr = (mse: number): number => -10 * Math.log10(mse);

/** The data in the codes of the VQ-VAE of these claims. */
export async function codes(): Promise<CodeDataset> {
  const trained = await train(VQ, VQ_STEPS);
  return encodeToCodes(
    trained.trainer.dataset,
    discreteOf(trained),
    async () => {},
    () => {},
  );
}

export interface TrainedPrior {
  readonly trainer: PriorTrainer;
  /** −log p(x) of held-out samples, nats. */
  readonly nll: number;
}

/** A prior, trained as on the page; the last third runs at a tenth of the learning rate. */
export async function trainPrior(
  data: Dataset | CodeDataset,
  change: Partial<Experiment>,
  steps: number,
): Promise<TrainedPrior> {
  const trainer = new PriorTrainer(data, { ...DEFAULT_EXPERIMENT, ...change });
  const { experiment } = trainer;
  for (let step = 0; step < steps; step++) {
    const settling = step >= (2 / 3) * steps;
    const learningRate = settling ? experiment.learningRate / 10 : experiment.learningRate;
    await read(trainer.train({ ...experiment, learningRate }));
  }
  const evaluation = await evaluatePrior(trainer, rest);
  if (!evaluation) throw new Error("the evaluation was given up");
  return { trainer, nll: evaluation.losses[0] as number };
}

/** The prior over codes of these claims. */
export const CODE_PRIOR = { ...VQ, stage: "prior", batch: 64, channels: 32, layers: 3 } as const;
export const CODE_PRIOR_STEPS = 400;
