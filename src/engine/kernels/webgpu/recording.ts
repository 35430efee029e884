/**
 * A training step as the list of commands that it sends to the GPU, recorded once and sent again as often as wanted.
 *
 * TensorFlow.js issues the same few dozen programs at every step, and issuing them costs more than running them. While
 * the step is recorded, the backend writes into a list instead of a command encoder, and takes its buffers from a
 * manager that never gives one out twice: the list stays valid as long as those buffers live. Nothing may be read in a
 * recorded step, and what is to differ from one replay to the next has to lie in tensors that were there before it.
 */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BufferManager, Gpu } from "./gpu";

interface Dispatch {
  pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly grid: readonly [number, number, number];
}

export class Recording {
  private constructor(
    private readonly gpu: Gpu,
    private readonly dispatches: readonly Dispatch[],
    private readonly buffers: readonly GPUBuffer[],
    private readonly lasting: readonly TensorInfo[],
  ) {}

  /**
   * Records what `step` would run, without running it, and compiles its programs side by side.
   * @param step leaves no tensor behind; what it changes, it changes in place
   * @param lasting every tensor that it reads or changes and that was there before it
   */
  static async of(
    gpu: Gpu,
    step: () => void,
    lasting: readonly TensorInfo[],
    onProgress: (done: number, total: number) => void,
  ): Promise<Recording> {
    const { backend } = gpu;
    for (const tensor of lasting) gpu.buffer(tensor); // out of the shared buffers, which it is given back to
    gpu.submit();
    const recorded: Dispatch[] = [];
    const own = new OwnBuffers(backend.device);
    const shared = backend.bufferManager;
    backend.bufferManager = own;
    backend.commandEncoder = encoderInto(recorded);
    backend.dispatchCountInPass = Number.NEGATIVE_INFINITY; // so that it never submits
    gpu.compileAsync = true;
    try {
      step();
    } catch (error) {
      for (const buffer of own.buffers) buffer.destroy();
      throw error;
    } finally {
      gpu.compileAsync = false;
      backend.bufferManager = shared;
      backend.commandEncoder = null;
      backend.computePassEncoder = null;
      backend.dispatchCountInPass = 0;
      backend.commandQueueOwnedIds = new WeakSet();
      for (const dataId of backend.tensorDataPendingDisposal) backend.tensorMap.delete(dataId);
      backend.tensorDataPendingDisposal = [];
      backend.uniformPendingDisposal = [];
      backend.stagingPendingDisposal = [];
    }
    let done = 0;
    await Promise.all(
      recorded.map(async (dispatch) => {
        dispatch.pipeline = await dispatch.pipeline;
        onProgress(++done, recorded.length);
      }),
    );
    return new Recording(gpu, recorded, own.buffers, lasting);
  }

  /**
   * Sends the step to the GPU once more: one pass, one submit.
   * @param copy what to copy after it, in the same submit
   */
  replay(copy?: { readonly from: TensorInfo; readonly to: GPUBuffer }): void {
    const { backend } = this.gpu;
    this.gpu.submit(); // what was asked for before
    const encoder = backend.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, grid } of this.dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...grid);
    }
    pass.end();
    if (copy) encoder.copyBufferToBuffer(this.gpu.buffer(copy.from), 0, copy.to, 0, copy.to.size);
    backend.queue.submit([encoder.finish()]);
    // Copies that were read before are old now.
    for (const { dataId } of this.lasting) backend.tensorMap.get(dataId).values = null;
  }

  /** How many programs a step runs. */
  get length(): number {
    return this.dispatches.length;
  }

  dispose(): void {
    for (const buffer of this.buffers) buffer.destroy();
  }
}

/** Hands out new buffers only, and keeps them. */
class OwnBuffers implements BufferManager {
  readonly buffers: GPUBuffer[] = [];

  constructor(private readonly device: GPUDevice) {}

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage, mappedAtCreation });
    this.buffers.push(buffer);
    return buffer;
  }

  /** Kept until the recording goes. */
  releaseBuffer(): void {}
}

/** What the backend takes for a command encoder while its commands are written down. */
function encoderInto(recorded: Dispatch[]): GPUCommandEncoder {
  const present: { pipeline?: GPUComputePipeline; group?: GPUBindGroup } = {};
  const pass = {
    setPipeline(pipeline: GPUComputePipeline) {
      present.pipeline = pipeline;
    },
    setBindGroup(_: number, group: GPUBindGroup) {
      present.group = group;
    },
    dispatchWorkgroups(x: number, y = 1, z = 1) {
      const { pipeline, group } = present;
      if (pipeline && group) recorded.push({ pipeline, group, grid: [x, y, z] });
    },
    end() {},
  };
  const refuse = (what: string) => () => {
    throw new Error(`a recorded step cannot ${what}`);
  };
  return {
    beginComputePass: () => pass,
    copyBufferToBuffer: refuse("copy buffers"),
    finish: refuse("be submitted"),
  } as unknown as GPUCommandEncoder;
}
