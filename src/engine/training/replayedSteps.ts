import { type Scalar, scalar, type Tensor, tensor1d, tidy, zeros } from "@tensorflow/tfjs-core";
import type { AdamSchedule } from "../kernels/adam";
import { RECORD, runInPlace } from "../kernels/names";
import type { Gpu } from "../kernels/webgpu/gpu";
import { Recording } from "../kernels/webgpu/recording";
import { named } from "../kernels/weightedSum";
import type { PassKnob } from "../models/model";
import type { StepInputs } from "./trainer";

/** Steps whose losses the GPU keeps. A read is queued after the steps that it is of, so that none is overwritten before. */
export const MOST_STEPS = 64;

interface Step {
  /** One step on these inputs; `use` is given [total, ...terms]. */
  readonly learn: (inputs: StepInputs, use: (losses: readonly Tensor[]) => void) => void;
  /** Every tensor that the step reads or changes and that outlives it. */
  readonly lasting: readonly Tensor[];
  readonly batch: number;
  readonly terms: number;
}

/** What differs from one step to the next. */
interface Changes {
  readonly indices: Uint32Array;
  readonly draws: Readonly<Record<keyof StepInputs["draws"], number>>;
  readonly schedule: AdamSchedule;
  readonly knobs: Readonly<Record<PassKnob, number>>;
}

/**
 * A training step on WebGPU, recorded once and replayed from then on. The batch's indices, the key of its noise, Adam's
 * schedule and the live knobs lie in small tensors that are rewritten before each replay; the losses stay on the GPU and
 * are read back some steps at a time, while the next ones are already under way.
 */
export class ReplayedSteps {
  private readonly tensors: ReturnType<typeof changeable>;
  private recording!: Recording;
  private readonly knobs = new Map<PassKnob, number>();
  /** Buffers to read losses from: as many as there have been groups of steps under way at a time. */
  private readonly idle: GPUBuffer[] = [];

  private constructor(
    private readonly gpu: Gpu,
    private readonly step: Step,
  ) {
    this.tensors = changeable(step);
  }

  static async record(gpu: Gpu, step: Step, onProgress: (done: number, total: number) => void): Promise<ReplayedSteps> {
    const steps = new ReplayedSteps(gpu, step);
    const { row, history, ...inputs } = steps.tensors;
    const once = () =>
      tidy(() => step.learn(inputs, (losses) => runInPlace(RECORD, { history, row, ...named("value", losses) }, {})));
    steps.recording = await Recording.of(gpu, once, [...step.lasting, ...steps.all], onProgress);
    return steps;
  }

  /** Takes up to MOST_STEPS steps, and resolves with their losses, [steps, 1 + terms]. */
  async take(changes: readonly Changes[]): Promise<Float32Array> {
    const { gpu, tensors, recording } = this;
    const readable = this.idle.pop() ?? gpu.makeReadable(tensors.history);
    for (const [i, { indices, draws, schedule, knobs }] of changes.entries()) {
      gpu.write(tensors.indices, Int32Array.from(indices));
      for (const name of names(draws)) gpu.write(tensors.draws[name], Int32Array.of(draws[name]));
      this.turn(knobs);
      gpu.write(tensors.schedule, Float32Array.from(schedule));
      gpu.write(tensors.row, Int32Array.of(i));
      const isLast = i === changes.length - 1;
      recording.replay(isLast ? { from: tensors.history, to: readable } : undefined);
    }
    await readable.mapAsync(GPUMapMode.READ);
    const history = new Float32Array(readable.getMappedRange()).slice(0, changes.length * (1 + this.step.terms));
    readable.unmap();
    this.idle.push(readable);
    return history;
  }

  /** Writes the knobs that have been turned since the last step. */
  private turn(knobs: Changes["knobs"]): void {
    for (const name of names(this.tensors.knobs)) {
      if (this.knobs.get(name) === knobs[name]) continue;
      this.knobs.set(name, knobs[name]);
      this.gpu.write(this.tensors.knobs[name], Float32Array.of(knobs[name]));
    }
  }

  private get all(): Tensor[] {
    const { draws, knobs, ...rest } = this.tensors;
    return [...Object.values(rest), ...Object.values(draws), ...Object.values(knobs)];
  }

  dispose(): void {
    this.recording.dispose();
    for (const buffer of this.idle) buffer.destroy();
    for (const tensor of this.all) tensor.dispose();
  }
}

const names = <Name extends string>(of: Readonly<Record<Name, unknown>>) => Object.keys(of) as Name[];

function changeable({ batch, terms }: Step) {
  return tidy(() => ({
    indices: tensor1d(new Int32Array(batch), "int32"),
    draws: { epsilon: drawTensor(), corruption: drawTensor(), direction: drawTensor() },
    schedule: tensor1d([0, 1]),
    knobs: {
      beta: scalar(1),
      strength: scalar(0),
      freeBits: scalar(0),
      sparsity: scalar(0),
      contraction: scalar(0),
      commitment: scalar(0),
      reconstructionWeight: scalar(1),
      codebookWeight: scalar(1),
    } satisfies Record<PassKnob, Scalar>,
    row: tensor1d([0], "int32"),
    history: zeros([MOST_STEPS, 1 + terms]) as Tensor,
  }));
}

const drawTensor = () => tensor1d([0], "int32");
