/** A model in stages: the autoencoder stands still while a prior learns from the codes that it makes of the data. */
import type { CodeDataset } from "../engine/data/codes";
import type { AnyDataset } from "../engine/data/samples";
import type { Experiment } from "../engine/experiment";
import { type DiscreteModel, isDiscrete } from "../engine/models/model";
import type { Checkpoint } from "../engine/training/checkpoint";
import { encodeToCodes } from "../engine/training/encodeToCodes";
import { Trainer } from "../engine/training/trainer";

/** The autoencoder of a prior over codes, as it was when the prior was begun. */
export interface Codec {
  readonly trainer: Trainer;
  readonly model: DiscreteModel;
}

export function codecOf(dataset: AnyDataset, experiment: Experiment, checkpoint: Checkpoint): Codec {
  const trainer = new Trainer(dataset, { ...experiment, stage: "autoencoder" });
  const { model } = trainer;
  if (!isDiscrete(model)) throw new TypeError("a prior needs a model whose code is a choice");
  trainer.restore(checkpoint);
  return { trainer, model };
}

export const codesOf = (
  { trainer, model }: Codec,
  breathe: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<CodeDataset> => encodeToCodes(trainer, model, breathe, onProgress);
