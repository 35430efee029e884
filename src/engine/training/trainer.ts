import {
  add,
  keep,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  type Variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { type AnyDataset, isPoints, sampleSize } from "../data/samples";
import { withoutClass } from "../data/withoutClass";
import type { Experiment } from "../experiment";
import type { AutoencoderId } from "../knobs";
import { splitChoices, splitLevels } from "../models/codeLevels";
import {
  type Batch,
  codeSize,
  isDiscrete,
  type Model,
  type ModelShape,
  type Pass,
  type PassKnobs,
  type Terms,
} from "../models/model";
import { createModel } from "../models/registry";
import { isLocked } from "../nn/locks";
import type { Parameters } from "../nn/parameters";
import { BaseTrainer, type Passed, type StepInputs } from "./baseTrainer";
import { Feed } from "./feed";

/** How far a point may lie from what it is decoded from, of a cloud as wide as 2: the σ of p(x|z). */
const POINT_SIGMA = 0.1;

/** One model being trained on one data set. */
export class Trainer extends BaseTrainer<Batch> {
  /** What it is trained on: without the class that the experiment leaves out. */
  readonly dataset: AnyDataset;
  readonly model: Model;
  private readonly feed: Feed;
  private readonly shape: ModelShape;

  /** @throws ImportProblem "left-out" */
  constructor(dataset: AnyDataset, experiment: Experiment) {
    const left = withoutClass(dataset, experiment.without);
    const { train } = left;
    const ofPoints = isPoints(train);
    const shape = {
      ...experiment,
      sigma: ofPoints && experiment.decoder !== "learned" ? POINT_SIGMA : experiment.sigma,
      pixels: sampleSize(train),
      image: ofPoints ? undefined : train,
    };
    const model = createModel(modelOf(experiment), shape);
    super(experiment, model.parameters, train.count);
    this.dataset = left;
    this.model = model;
    this.shape = shape;
    this.feed = new Feed(train, experiment, model.code);
  }

  protected batch({ indices, draws, knobs }: Pick<StepInputs, "indices" | "draws" | "knobs">): Batch {
    return this.feed.batch(indices, draws, knobs.strength);
  }

  protected nothing(samples: number): Batch {
    const x: Tensor2D = zeros([samples, sampleSize(this.dataset.train)]);
    return { x, xTilde: x, eps: zeros([samples, codeSize(this.model.code)]), direction: 0 };
  }

  protected terms(batch: Batch, knobs: PassKnobs): Terms {
    return this.model.pass(batch, knobs).terms;
  }

  /** Where codes are chosen, the codebook follows what chose them. */
  protected override pass(batch: Batch, knobs: PassKnobs): Passed {
    const { terms, mu, indices }: Pass = this.model.pass(batch, knobs);
    if (!isDiscrete(this.model) || !indices) return { terms };
    const { levels } = this.model;
    const chosen = [keep(mu.clone()), keep(indices)] as const;
    const after = () => {
      tidy(() => {
        const [zE, choices] = [splitLevels(chosen[0], levels), splitChoices(chosen[1], levels)];
        for (const [i, { codebook }] of levels.entries())
          codebook.follow(reshape(zE[i] as Tensor2D, [(choices[i] as Tensor1D).size, -1]), choices[i] as Tensor1D);
      });
      for (const one of chosen) one.dispose();
    };
    return { terms, after };
  }

  /** Whether a parameter stands still. */
  isLocked(name: string): boolean {
    const { model, experiment } = this;
    return isLocked(name, experiment.lock, isDiscrete(model) ? model.ofLevel : []);
  }

  protected override get learning(): Variable[] {
    const { names, variables } = this.parameters;
    return variables.filter((_, i) => !this.isLocked(names[i] as string));
  }

  /** The model as it is at this moment, which later steps leave alone; the caller disposes of its parameters. */
  snapshot(): Model {
    const copy = createModel(modelOf(this.experiment), this.shape);
    const here = allOf(this.model.parameters);
    allOf(copy.parameters).forEach((target, i) => {
      tidy(() => target.assign(add(here[i] as Variable, 0)));
    });
    return copy;
  }

  protected get lasting(): readonly Tensor[] {
    return this.feed.tensors;
  }

  protected disposeSamples(): void {
    this.feed.dispose();
  }
}

function modelOf({ model }: Experiment): AutoencoderId {
  if (model === "pixelCnn") throw new TypeError("a PixelCNN has no code");
  return model;
}

const allOf = ({ variables, averages }: Parameters): Variable[] => [...variables, ...averages];
