import {
  add,
  dispose,
  keep,
  reshape,
  type Scalar,
  stack,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor2d,
  tidy,
  util,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { Batches } from "../data/batches";
import { type AnyDataset, isPoints, sampleSize } from "../data/samples";
import { withoutClass } from "../data/withoutClass";
import type { Experiment, LiveKnobs } from "../experiment";
import { type AdamSchedule, adamSchedule } from "../kernels/adam";
import { currentGpu } from "../kernels/webgpu/register";
import { weightedSum } from "../kernels/weightedSum";
import {
  type Batch,
  codeSize,
  isDiscrete,
  type Model,
  type ModelShape,
  type Pass,
  type PassKnob,
  type PassKnobs,
  type Terms,
} from "../models/model";
import { createModel } from "../models/registry";
import type { Parameters } from "../nn/parameters";
import { Adam } from "./adam";
import type { Checkpoint, Weights } from "./checkpoint";
import { read } from "./evaluate";
import { type Draws, drawsOf, Feed } from "./feed";
import { ReplayedSteps } from "./replayedSteps";

/** How far a point may lie from what it is decoded from, of a cloud as wide as 2: the σ of p(x|z). */
const POINT_SIGMA = 0.1;

/** Σ weight · value over the ledger. */
export function total(terms: Terms): Scalar {
  const lines = Object.values(terms);
  return weightedSum(
    lines.map(({ value }) => value),
    lines.map(({ weight }) => weight),
  );
}

/** The knobs of a step: while it warms up, the KL term counts a part of β (Bowman et al. 2016; Sønderby et al. 2016). */
export function annealed(knobs: LiveKnobs, step: number): Record<PassKnob, number> {
  const { warmUp, beta, learningRate: _, ...rest } = knobs;
  return { ...rest, beta: step < warmUp ? (beta * step) / warmUp : beta };
}

/** What a step needs to know: numbers, or tensors where a recorded step is to find them changed when it is replayed. */
export interface StepInputs {
  readonly indices: Uint32Array | Tensor1D;
  readonly draws: Draws;
  readonly schedule: AdamSchedule | Tensor1D;
  readonly knobs: PassKnobs;
}

/** One model being trained on one data set: weights, optimiser and the number of steps taken. */
export class Trainer {
  /** What it is trained on: without the class that the experiment leaves out. */
  readonly dataset: AnyDataset;
  readonly model: Model;
  readonly batches: Batches;
  step = 0;
  private readonly adam: Adam;
  private readonly feed: Feed;
  private readonly shape: ModelShape;
  private replayed: ReplayedSteps | undefined;

  /** @throws ImportProblem "left-out" */
  constructor(
    dataset: AnyDataset,
    readonly experiment: Experiment,
  ) {
    this.dataset = withoutClass(dataset, experiment.without);
    const { train } = this.dataset;
    const ofPoints = isPoints(train);
    this.shape = {
      ...experiment,
      sigma: ofPoints && experiment.decoder !== "learned" ? POINT_SIGMA : experiment.sigma,
      pixels: sampleSize(train),
      image: ofPoints ? undefined : train,
    };
    this.model = createModel(experiment.model, this.shape);
    this.adam = new Adam(this.model.parameters.variables);
    this.batches = new Batches(train.count, experiment.batch, experiment.seed);
    this.feed = new Feed(train, experiment, this.model.code);
  }

  /** Records a step where the backend can replay it; without this, steps are issued one by one. */
  async prepare(onProgress: (done: number, total: number) => void = () => {}): Promise<void> {
    const gpu = currentGpu();
    if (!gpu) return;
    this.replayed = await ReplayedSteps.record(
      gpu,
      {
        learn: (inputs, use) => this.learn(inputs, use),
        lasting: [...this.state, ...this.feed.tensors],
        batch: this.batches.size,
        terms: Object.keys(this.termWeights(this.experiment)).length,
      },
      onProgress,
    );
  }

  /** Whether many steps at a time cost little more than one. */
  get replays(): boolean {
    return this.replayed !== undefined;
  }

  /**
   * Takes some steps, up to MOST_STEPS where they are replayed.
   * @returns [total, ...terms] of each batch before its update, [count, 1 + terms]; on a GPU long after it was called
   */
  async take(knobs: LiveKnobs, count: number): Promise<Float32Array> {
    if (this.replayed) {
      const first = this.step + 1;
      this.step += count;
      const inputs = Array.from({ length: count }, (_, i) => this.inputs(first + i, knobs));
      return this.replayed.take(inputs);
    }
    const rows: number[] = [];
    for (let i = 0; i < count; i++) rows.push(...(await read(this.train(knobs))));
    return Float32Array.from(rows);
  }

  /** Takes one step, issued by hand. Returns [total, ...terms] of the batch before the update; the caller disposes it. */
  train(knobs: LiveKnobs): Tensor1D {
    this.step++;
    return tidy(() => this.learn(this.inputs(this.step, knobs), (losses) => stack(losses.slice()) as Tensor1D));
  }

  /** What each term of the ledger counts after this step, by name. */
  termWeights(knobs: LiveKnobs): Record<string, number> {
    const size = sampleSize(this.dataset.train);
    return tidy(() => {
      const x = tensor2d(new Float32Array(size), [1, size]);
      const width = codeSize(this.model.code);
      const eps = tensor2d(new Float32Array(width), [1, width]);
      const { terms } = this.model.pass({ x, xTilde: x, eps, direction: 0 }, annealed(knobs, this.step));
      return Object.fromEntries(Object.entries(terms).map(([name, { weight }]) => [name, weight as number]));
    });
  }

  /** The batch of a step as the model is given it, on whatever weights there are now. Its tensors are the caller's. */
  batchOf(step: number, knobs: LiveKnobs): Batch {
    const { indices, draws } = this.inputs(step, knobs);
    return this.feed.batch(indices, draws, knobs.strength);
  }

  /** Parameters with their first and second moments, in order. */
  get parts(): readonly {
    readonly name: string;
    readonly value: Variable;
    readonly m: Variable;
    readonly v: Variable;
  }[] {
    const { names, variables } = this.model.parameters;
    const { moments } = this.adam;
    return variables.map((value, i) => ({
      name: names[i] as string,
      value,
      m: moments[2 * i] as Variable,
      v: moments[2 * i + 1] as Variable,
    }));
  }

  private inputs(step: number, knobs: LiveKnobs) {
    return {
      indices: this.batches.at(step),
      draws: drawsOf(this.experiment.seed, step),
      schedule: adamSchedule(step, knobs.learningRate),
      knobs: annealed(knobs, step),
    };
  }

  private learn<T>({ indices, draws, schedule, knobs }: StepInputs, use: (losses: readonly Scalar[]) => T): T {
    const batch = this.feed.batch(indices, draws, knobs.strength);
    const codebook = isDiscrete(this.model) ? this.model.codebook : undefined;
    let parts: Scalar[] = [];
    let chosen: [zE: Tensor2D, indices: Tensor1D] | undefined;
    const { value, grads } = variableGrads(() => {
      const { terms, mu, indices }: Pass = this.model.pass(batch, knobs);
      parts = Object.values(terms).map((term) => keep(term.value));
      if (codebook && indices) chosen = [keep(mu.clone()), keep(indices)];
      return total(terms);
    }, this.model.parameters.unlocked(this.experiment.lock));
    const used = use([value, ...parts]);
    dispose(parts);
    this.adam.update(grads, schedule);
    if (chosen) {
      const [zE, indices] = chosen;
      codebook?.follow(reshape(zE, [indices.size, -1]), indices);
      dispose(chosen);
    }
    return used;
  }

  /** The model as it is at this moment, which later steps leave alone; the caller disposes of its parameters. */
  snapshot(): Model {
    const copy = createModel(this.experiment.model, this.shape);
    const here = allOf(this.model.parameters);
    allOf(copy.parameters).forEach((target, i) => {
      tidy(() => target.assign(add(here[i] as Variable, 0)));
    });
    return copy;
  }

  /** A copy of everything that changes while training; undefined if a number in it is not finite. */
  async checkpoint(): Promise<Checkpoint | undefined> {
    const { step } = this;
    // The reads are of one moment even if training goes on meanwhile: on a GPU they queue up before the next step, and
    // elsewhere they are done at once.
    const values = (await Promise.all(this.state.map((tensor) => tensor.data()))).map((data) =>
      Float32Array.from(data),
    );
    return values.every((data) => data.every(Number.isFinite)) ? { step, values } : undefined;
  }

  /** Goes to a checkpoint of the same experiment. */
  restore({ step, values }: Checkpoint): void {
    this.step = step;
    this.state.forEach((target, i) => {
      this.write(target, values[i] as Float32Array<ArrayBuffer>);
    });
  }

  /** A copy of the weights, by name. */
  async weights(): Promise<Weights> {
    const { names, variables } = this.model.parameters;
    const values = await Promise.all(variables.map(async (tensor) => Float32Array.from(await tensor.data())));
    return Object.fromEntries(
      variables.map(({ shape }, i) => [names[i], { shape, values: values[i] as Float32Array }]),
    );
  }

  /** Starts from another model's weights, where it has one of that name and shape. @returns how many parameters it has from there */
  adopt(weights: Weights): number {
    const { names, variables } = this.model.parameters;
    const fitting = variables.flatMap((target, i) => {
      const given = weights[names[i] as string];
      return given && util.arraysEqual([...given.shape], target.shape) ? [{ target, values: given.values }] : [];
    });
    for (const { target, values } of fitting) this.write(target, values as Float32Array<ArrayBuffer>);
    return fitting.reduce((count, { target }) => count + target.size, 0);
  }

  /** Changes a variable of the state: where it lies, once a step is recorded that reads it there. */
  write(target: Variable, values: Float32Array<ArrayBuffer>): void {
    if (this.replayed) currentGpu()?.write(target, values);
    else tidy(() => target.assign(tensor(values, target.shape as [number])));
  }

  dispose(): void {
    this.replayed?.dispose();
    this.feed.dispose();
    this.model.parameters.dispose();
    this.adam.dispose();
  }

  private get state(): Variable[] {
    const { variables, averages } = this.model.parameters;
    return [...variables, ...this.adam.moments, ...averages];
  }
}

const allOf = ({ variables, averages }: Parameters): Variable[] => [...variables, ...averages];
