import { scalar, type Tensor, type Tensor1D, tensor1d, tidy, zeros } from "@tensorflow/tfjs-core";
import type { LiveKnobs } from "../experiment";
import type { AdamSchedule } from "../kernels/adam";
import { RECORD, runInPlace } from "../kernels/names";
import type { Gpu } from "../kernels/webgpu/gpu";
import { Recording } from "../kernels/webgpu/recording";
import { named } from "../kernels/weightedSum";
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
  readonly draw: number;
  readonly schedule: AdamSchedule;
}

/**
 * A training step on WebGPU, recorded once and replayed from then on. The batch's indices, the key of its noise, Adam's
 * schedule and the live knobs lie in small tensors that are rewritten before each replay; the losses stay on the GPU and
 * are read back some steps at a time, while the next ones are already under way.
 */
export class ReplayedSteps {
  private readonly tensors: ReturnType<typeof changeable>;
  private recording!: Recording;
  private knobs: LiveKnobs | undefined;
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
    const { indices, draw, schedule, beta, row, history } = steps.tensors;
    const once = () =>
      tidy(() =>
        step.learn({ indices, draw, schedule, knobs: { beta } }, (losses) =>
          runInPlace(RECORD, { history, row, ...named("value", losses) }, {}),
        ),
      );
    steps.recording = await Recording.of(gpu, once, [...step.lasting, ...Object.values(steps.tensors)], onProgress);
    return steps;
  }

  /** Takes up to MOST_STEPS steps, and resolves with their losses, [steps, 1 + terms]. */
  async take(changes: readonly Changes[], knobs: LiveKnobs): Promise<Float32Array> {
    const { gpu, tensors, recording } = this;
    if (knobs.beta !== this.knobs?.beta) gpu.write(tensors.beta, Float32Array.of(knobs.beta));
    this.knobs = knobs;
    const readable = this.idle.pop() ?? gpu.makeReadable(tensors.history);
    for (const [i, { indices, draw, schedule }] of changes.entries()) {
      gpu.write(tensors.indices, Int32Array.from(indices));
      gpu.write(tensors.draw, Int32Array.of(draw));
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

  dispose(): void {
    this.recording.dispose();
    for (const buffer of this.idle) buffer.destroy();
    for (const tensor of Object.values(this.tensors)) tensor.dispose();
  }
}

function changeable({ batch, terms }: Step) {
  return tidy(() => ({
    indices: tensor1d(new Int32Array(batch), "int32"),
    draw: tensor1d([0], "int32"),
    schedule: tensor1d([0, 1]),
    beta: scalar(1),
    row: tensor1d([0], "int32"),
    history: zeros([MOST_STEPS, 1 + terms]) as Tensor,
  })) satisfies Record<string, Tensor | Tensor1D>;
}
