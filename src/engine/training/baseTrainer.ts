import {
  dispose,
  keep,
  memory,
  type Scalar,
  stack,
  type Tensor,
  type Tensor1D,
  tensor,
  tidy,
  util,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { Batches } from "../data/batches";
import type { Experiment, LiveKnobs } from "../experiment";
import { type AdamSchedule, adamSchedule } from "../kernels/adam";
import { currentGpu } from "../kernels/webgpu/register";
import { weightedSum } from "../kernels/weightedSum";
import type { PassKnob, PassKnobs, Terms } from "../models/model";
import type { Parameters } from "../nn/parameters";
import { Adam } from "./adam";
import type { Checkpoint, Weights } from "./checkpoint";
import { read } from "./evaluate";
import { type Draws, drawsOf } from "./feed";
import { ReplayedSteps } from "./replayedSteps";

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

/** What a pass hands to the step that it is of. */
export interface Passed {
  readonly terms: Terms;
  /** What is to happen once the parameters have been updated. It disposes of what was kept for it. */
  readonly after?: (() => void) | undefined;
}

/** Something being trained by steps: its parameters, the optimiser and the number of steps taken. A batch is a `B`. */
export abstract class BaseTrainer<B> {
  readonly batches: Batches;
  step = 0;
  private readonly adam: Adam;
  private replayed: ReplayedSteps | undefined;

  /** @param count samples that it is trained on */
  constructor(
    readonly experiment: Experiment,
    readonly parameters: Parameters,
    count: number,
  ) {
    this.adam = new Adam(parameters.variables);
    this.batches = new Batches(count, experiment.batch, experiment.seed);
  }

  /** The batch of a step. Its tensors are the caller's. */
  protected abstract batch(inputs: Pick<StepInputs, "indices" | "draws" | "knobs">): B;
  /** A batch of so many samples of nothing: what the terms are called and count does not depend on them, nor what they take. */
  protected abstract nothing(samples: number): B;
  /** The loss of a batch. */
  protected abstract terms(batch: B, knobs: PassKnobs): Terms;
  /** Tensors of the batches that outlive a step. */
  protected abstract get lasting(): readonly Tensor[];
  /** Lets go of what the batches are taken from. */
  protected abstract disposeSamples(): void;

  /** A batch on its way through a step. */
  protected pass(batch: B, knobs: PassKnobs): Passed {
    return { terms: this.terms(batch, knobs) };
  }

  /** Records a step where the backend can replay it; without this, steps are issued one by one. */
  async prepare(onProgress: (done: number, total: number) => void = () => {}): Promise<void> {
    const gpu = currentGpu();
    if (!gpu) return;
    this.replayed = await ReplayedSteps.record(
      gpu,
      {
        learn: (inputs, use) => this.learn(inputs, use),
        lasting: [...this.state, ...this.lasting],
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
    return tidy(() => {
      const terms = this.terms(this.nothing(1), annealed(knobs, this.step));
      return Object.fromEntries(Object.entries(terms).map(([name, { weight }]) => [name, weight as number]));
    });
  }

  /** Bytes that the way forward of a batch of so many samples leaves for the way back. */
  bytesOf(samples: number): number {
    return tidy(() => {
      const { numBytes } = memory();
      this.terms(this.nothing(samples), annealed(this.experiment, this.step));
      return memory().numBytes - numBytes;
    });
  }

  /** The batch of a step as the model is given it, on whatever weights there are now. Its tensors are the caller's. */
  batchOf(step: number, knobs: LiveKnobs): B {
    return this.batch(this.inputs(step, knobs));
  }

  /** Parameters with their first and second moments, in order. */
  get parts(): readonly {
    readonly name: string;
    readonly value: Variable;
    readonly m: Variable;
    readonly v: Variable;
  }[] {
    const { names, variables } = this.parameters;
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

  /** The parameters that a step changes. */
  protected get learning(): Variable[] {
    return this.parameters.variables;
  }

  private learn<T>(inputs: StepInputs, use: (losses: readonly Scalar[]) => T): T {
    const batch = this.batch(inputs);
    let parts: Scalar[] = [];
    let then: Passed["after"];
    const { value, grads } = variableGrads(() => {
      const { terms, after } = this.pass(batch, inputs.knobs);
      parts = Object.values(terms).map((term) => keep(term.value));
      then = after;
      return total(terms);
    }, this.learning);
    const used = use([value, ...parts]);
    dispose(parts);
    this.adam.update(grads, inputs.schedule);
    then?.();
    return used;
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
    const { names, variables } = this.parameters;
    const values = await Promise.all(variables.map(async (tensor) => Float32Array.from(await tensor.data())));
    return Object.fromEntries(
      variables.map(({ shape }, i) => [names[i], { shape, values: values[i] as Float32Array }]),
    );
  }

  /** Starts from another model's weights, where it has one of that name and shape. @returns how many parameters it has from there */
  adopt(weights: Weights): number {
    const { names, variables } = this.parameters;
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
    this.disposeSamples();
    this.parameters.dispose();
    this.adam.dispose();
  }

  private get state(): Variable[] {
    const { variables, averages } = this.parameters;
    return [...variables, ...this.adam.moments, ...averages];
  }
}
