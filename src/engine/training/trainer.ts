import {
  add,
  dispose,
  keep,
  mul,
  type Scalar,
  stack,
  type Tensor1D,
  tensor,
  tensor2d,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { Batches, gather } from "../data/batches";
import type { Dataset } from "../data/dataset";
import type { Experiment, LiveKnobs } from "../experiment";
import type { Model, Terms } from "../models/model";
import { createModel } from "../models/registry";
import { key, normals, Stream } from "../random";
import { Adam } from "./adam";
import type { Checkpoint } from "./checkpoint";

/** Σ weight · value over the ledger. */
export function total(terms: Terms): Scalar {
  return Object.values(terms)
    .map(({ value, weight }) => mul(value, weight) as Scalar)
    .reduce((sum, term) => add(sum, term));
}

/** One model being trained on one data set: weights, optimiser and the number of steps taken. */
export class Trainer {
  readonly model: Model;
  readonly batches: Batches;
  step = 0;
  private readonly adam: Adam;

  constructor(
    readonly dataset: Dataset,
    readonly experiment: Experiment,
  ) {
    const { width, height, count } = dataset.train;
    this.model = createModel(experiment.model, { ...experiment, pixels: width * height });
    this.adam = new Adam(this.model.parameters.variables);
    this.batches = new Batches(count, experiment.batch, experiment.seed);
  }

  /** Takes one step. Returns [total, ...terms] of the batch before the update; the caller reads and disposes it. */
  train(knobs: LiveKnobs): Tensor1D {
    this.step++;
    return tidy(() => {
      const { train } = this.dataset;
      const indices = this.batches.at(this.step);
      const x = tensor2d(gather(train, indices), [indices.length, train.width * train.height]);
      const { seed, latent } = this.experiment;
      const draws = normals(key(seed, Stream.epsilon, this.step), indices.length * latent);
      const eps = tensor2d(draws, [indices.length, latent]);
      const { losses, gradients } = this.gradients(() => this.model.pass(x, eps, knobs).terms);
      this.adam.update(gradients, this.step, knobs.learningRate);
      return losses;
    });
  }

  private gradients(loss: () => Terms) {
    let parts: Scalar[] = [];
    const { value, grads } = variableGrads(() => {
      const terms = loss();
      parts = Object.values(terms).map((term) => keep(term.value));
      return total(terms);
    }, this.model.parameters.variables);
    const losses = stack([value, ...parts]) as Tensor1D;
    dispose(parts);
    return { losses, gradients: grads };
  }

  /** A copy of everything that changes while training; undefined if a number in it is not finite. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const { step } = this;
    // Assigning to a variable makes a new tensor, so the reads are of one moment even if training goes on meanwhile.
    const values = (await Promise.all(this.state.map((tensor) => tensor.data()))).map((data) =>
      Float32Array.from(data),
    );
    return values.every((data) => data.every(Number.isFinite)) ? { step, values } : undefined;
  }

  /** Goes back to a checkpoint of the same experiment. */
  restore({ step, values }: Checkpoint): void {
    this.step = step;
    this.state.forEach((target, i) => {
      tidy(() => target.assign(tensor(values[i] as Float32Array, target.shape as [number])));
    });
  }

  dispose(): void {
    this.model.parameters.dispose();
    this.adam.dispose();
  }

  private get state(): Variable[] {
    return [...this.model.parameters.variables, ...this.adam.moments];
  }
}
