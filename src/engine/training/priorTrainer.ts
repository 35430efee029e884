import { type Tensor, type Tensor4D, zeros } from "@tensorflow/tfjs-core";
import { type CodeDataset, isCodes } from "../data/codes";
import type { Dataset } from "../data/dataset";
import { withoutClass } from "../data/withoutClass";
import type { Experiment } from "../experiment";
import type { Terms } from "../models/model";
import type { Prior } from "../priors/prior";
import { BaseTrainer, type StepInputs } from "./baseTrainer";
import { createPrior } from "./createPrior";
import { type PriorBatch, PriorFeed } from "./priorFeed";

/** One prior being trained, on pixels or on the codes that an autoencoder has made of them. */
export class PriorTrainer extends BaseTrainer<PriorBatch> {
  readonly dataset: Dataset | CodeDataset;
  readonly prior: Prior;
  /** Classes that it is told of; 0 for none. */
  readonly classes: number;
  private readonly feed: PriorFeed;
  private readonly heldOutFeed: PriorFeed;

  /** @throws ImportProblem "left-out" */
  constructor(given: Dataset | CodeDataset, experiment: Experiment) {
    const dataset = isCodes(given.train) ? given : (withoutClass(given as Dataset, experiment.without) as Dataset);
    const { train } = dataset;
    const told = experiment.conditioning === "class" && train.labels !== undefined;
    const classes = told ? dataset.classes : 0;
    const prior = createPrior(train, experiment, classes);
    const { grid } = prior;
    super(experiment, prior.parameters, train.count);
    this.dataset = dataset;
    this.prior = prior;
    this.classes = classes;
    this.feed = new PriorFeed(train, grid, told);
    this.heldOutFeed = new PriorFeed(dataset.heldOut, grid, told);
  }

  protected batch({ indices }: Pick<StepInputs, "indices">): PriorBatch {
    return this.feed.batch(indices);
  }

  /** Some of the samples that it has never seen; their tensors are the caller's. */
  heldOut(indices: Uint32Array): PriorBatch {
    return this.heldOutFeed.batch(indices);
  }

  protected nothing(samples: number): PriorBatch {
    const { height, width, colours } = this.prior.grid;
    const x: Tensor4D = zeros([samples, height, width, colours], "int32");
    const { above } = this.prior;
    return {
      x,
      label: this.classes > 0 ? zeros([samples], "int32") : undefined,
      above: above && zeros([samples, above.height, above.width, 1], "int32"),
    };
  }

  protected terms({ x, label, above }: PriorBatch): Terms {
    return this.prior.pass(x, label, above).terms;
  }

  protected get lasting(): readonly Tensor[] {
    return this.feed.tensors;
  }

  protected disposeSamples(): void {
    this.feed.dispose();
    this.heldOutFeed.dispose();
  }
}
