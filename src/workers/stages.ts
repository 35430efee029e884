/** A model in stages: the autoencoder stands still while a prior learns from the codes that it makes of the data. */
import type { CodeDataset } from "../engine/data/codes";
import type { AnyDataset } from "../engine/data/samples";
import type { Experiment } from "../engine/experiment";
import { levelOfStage } from "../engine/knobs";
import { type CodeLevel, type DiscreteModel, isDiscrete } from "../engine/models/model";
import type { Prior } from "../engine/priors/prior";
import type { Checkpoint } from "../engine/training/checkpoint";
import { restoredPrior } from "../engine/training/createPrior";
import { encodeToCodes } from "../engine/training/encodeToCodes";
import { Trainer } from "../engine/training/trainer";

/** A prior as it was at some step of its training. */
export interface TrainedPrior {
  readonly experiment: Experiment;
  readonly checkpoint: Checkpoint;
}

/** The autoencoder of a prior over codes, as it was when the prior was begun. */
export interface Codec {
  /** What the autoencoder was trained on, and what was held out. */
  readonly dataset: AnyDataset;
  /** The autoencoder's step. */
  readonly step: number;
  readonly model: DiscreteModel;
  /** Which grid of codes the prior is over, counted from the coarsest. */
  readonly level: number;
  /** Priors of the grids above that one, the coarsest first, as they were when it was begun. */
  readonly above: readonly Prior[];
}

/** @param above priors of the grids above the experiment's, the coarsest first; without them nothing can be drawn below */
export function codecOf(
  dataset: AnyDataset,
  experiment: Experiment,
  checkpoint: Checkpoint,
  above: readonly TrainedPrior[] = [],
): Codec {
  const trainer = new Trainer(dataset, { ...experiment, stage: "autoencoder" });
  trainer.restore(checkpoint);
  const model = trainer.snapshot();
  const { dataset: learned } = trainer;
  trainer.dispose();
  if (!isDiscrete(model)) throw new TypeError("a prior needs a model whose code is a choice");
  const priors = above.map((each, level) => {
    const told = each.experiment.conditioning === "class" && dataset.train.labels !== undefined;
    return restoredPrior(shapeOf(model, level), each.experiment, told ? dataset.classes : 0, each.checkpoint);
  });
  return { dataset: learned, step: checkpoint.step, model, level: levelOfStage(experiment.stage), above: priors };
}

export function disposeCodec({ model, above }: Codec): void {
  for (const { parameters } of [model, ...above]) parameters.dispose();
}

export const codesOf = (
  { dataset, model, level }: Codec,
  breathe: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<CodeDataset> => encodeToCodes(dataset, model, breathe, onProgress, level);

/** What a prior over a level's codes is over. */
function shapeOf({ levels }: DiscreteModel, level: number) {
  const of = ({ height, width, codebook }: CodeLevel) => ({ height, width, choices: codebook.size });
  const above = levels[level - 1];
  return { ...of(levels[level] as CodeLevel), ...(above && { above: of(above) }) };
}
