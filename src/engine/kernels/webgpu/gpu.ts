/** Our WebGPU programs, run on the tensors and in the command stream of the TensorFlow.js backend. */
import { backend as currentBackend, getBackend, type NamedAttrMap, type TensorInfo, util } from "@tensorflow/tfjs-core";

/** The parts of the WebGPU backend that we work with; most of them its types keep to themselves. */
export interface Backend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: { get(dataId: object): TensorData; delete(dataId: object): void };
  bufferManager: BufferManager;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  commandQueueOwnedIds: WeakSet<object>;
  tensorDataPendingDisposal: object[];
  uniformPendingDisposal: GPUBuffer[];
  stagingPendingDisposal: GPUBuffer[];
  disposeData(dataId: object): boolean;
  makeTensorInfo(shape: readonly number[], dtype: "float32" | "int32", values?: Float32Array | Int32Array): TensorInfo;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

interface TensorData {
  /** Of the buffer. A cast tensor may share the buffer of another type. */
  readonly dtype: string;
  resource?: GPUBuffer | null;
  /** A copy on the processor's side, made by a read: it knows nothing of what a program writes later. */
  values?: unknown;
}

export interface BufferManager {
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer): void;
}

/** A program for tensors of certain shapes. Its WGSL has them as constants, so that loops unroll and nothing is uploaded. */
export interface Program {
  /** Tells this program from every other: its name and all that its source depends on. */
  readonly key: string;
  /** The buffers, in the order of their bindings: written ones are `read_write`. */
  readonly access: readonly ("read" | "write")[];
  /** The source without its bindings, which are called as in `names`. */
  readonly source: () => string;
  /** Names and WGSL element types of the buffers, in the order of `access`: `["y", "vec4f"]`. */
  readonly buffers: readonly (readonly [name: string, type: string])[];
  readonly workgroups: readonly [x: number, y?: number, z?: number];
}

interface Compiled {
  readonly layout: GPUBindGroupLayout;
  readonly descriptor: GPUComputePipelineDescriptor;
  pipeline: GPUComputePipeline | Promise<GPUComputePipeline>;
}

/** Most workgroups a dispatch may have in one dimension, on every device (WebGPU, default limits). */
const MOST_WORKGROUPS = 65535;

export class Gpu {
  private readonly compiled = new Map<string, Compiled>();
  /** While a step is recorded, programs are compiled side by side, and are awaited before it first runs. */
  compileAsync = false;

  constructor(readonly backend: Backend) {}

  static current(): Gpu {
    return new Gpu(currentBackend() as unknown as Backend);
  }

  /** Whether TensorFlow.js computes on this GPU now. */
  get isCurrent(): boolean {
    return getBackend() === "webgpu" && (currentBackend() as unknown) === this.backend;
  }

  make(
    shape: readonly number[],
    dtype: "float32" | "int32" = "float32",
    values?: Float32Array | Int32Array,
  ): TensorInfo {
    return this.backend.makeTensorInfo(shape, dtype, values);
  }

  /** Whether the buffers behind tensors hold floats: a cast from integers may have left them as they were. */
  holdsFloats(...tensors: TensorInfo[]): boolean {
    return tensors.every(({ dataId }) => this.backend.tensorMap.get(dataId).dtype === "float32");
  }

  /** Where a tensor's numbers lie, put there now if they were not yet. */
  buffer({ dataId }: TensorInfo): GPUBuffer {
    this.backend.uploadToGPU(dataId);
    return this.backend.tensorMap.get(dataId).resource as GPUBuffer;
  }

  /** Puts a program into the command stream. Tensors in the order of the program's buffers. */
  run(program: Program, tensors: readonly TensorInfo[]): void {
    const { backend } = this;
    const buffers = tensors.map((tensor) => this.buffer(tensor));
    const { layout, pipeline } = this.compile(program);
    const group = backend.device.createBindGroup({
      layout,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= (backend.commandEncoder as GPUCommandEncoder).beginComputePass();
    // A recording takes promises too; it waits for them before it first runs.
    backend.computePassEncoder.setPipeline(pipeline as GPUComputePipeline);
    backend.computePassEncoder.setBindGroup(0, group);
    backend.computePassEncoder.dispatchWorkgroups(...gridOf(program.workgroups));
    backend.dispatchCountInPass++;
    for (const [i, { dataId }] of tensors.entries()) {
      backend.commandQueueOwnedIds.add(dataId);
      if (program.access[i] === "write") backend.tensorMap.get(dataId).values = null;
    }
    if (backend.dispatchCountInPass >= SUBMIT_AFTER) this.submit();
  }

  /** Sends off what is in the command stream. */
  submit(): void {
    const { backend } = this;
    if (!backend.commandEncoder) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  /** Writes numbers into a tensor, before whatever is sent off next. */
  write(tensor: TensorInfo, values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): void {
    this.backend.queue.writeBuffer(this.buffer(tensor), 0, values);
    this.backend.tensorMap.get(tensor.dataId).values = null; // a copy that was read before is old now
  }

  /** Gives back what a kernel made for itself alone. */
  release({ dataId }: TensorInfo): void {
    this.backend.disposeData(dataId);
  }

  /** A buffer that a tensor's numbers can be copied into and read from. */
  makeReadable(tensor: TensorInfo): GPUBuffer {
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    return this.backend.device.createBuffer({ size: this.buffer(tensor).size, usage });
  }

  private compile(program: Program): Compiled {
    const { device } = this.backend;
    let known = this.compiled.get(program.key);
    if (!known) {
      const layout = device.createBindGroupLayout({
        entries: program.access.map((access, binding) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: access === "write" ? "storage" : "read-only-storage" },
        })),
      });
      const descriptor: GPUComputePipelineDescriptor = {
        label: program.key,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: device.createShaderModule({ code: sourceOf(program) }), entryPoint: "main" },
      };
      const compiled: Compiled = {
        layout,
        descriptor,
        pipeline: this.compileAsync
          ? device.createComputePipelineAsync(descriptor).then((pipeline) => {
              compiled.pipeline = pipeline;
              return pipeline;
            })
          : device.createComputePipeline(descriptor),
      };
      known = compiled;
      this.compiled.set(program.key, compiled);
    }
    // Another run's step, which is recorded beside this one's training, may still wait for it.
    if (!this.compileAsync && known.pipeline instanceof Promise)
      known.pipeline = device.createComputePipeline(known.descriptor);
    return known;
  }
}

/** Dispatches between two submits, outside of a recording: enough to keep the GPU busy, few enough to start it soon. */
const SUBMIT_AFTER = 15;

function sourceOf({ access, buffers, source }: Program): string {
  const bindings = buffers.map(([name, type], i) => {
    const mode = access[i] === "write" ? "read_write" : "read";
    return `@group(0) @binding(${i}) var<storage, ${mode}> ${name}: array<${type}>;`;
  });
  return `${bindings.join("\n")}\n${source()}`;
}

function gridOf([x, y = 1, z = 1]: Program["workgroups"]): [number, number, number] {
  util.assert(Math.max(x, y, z) <= MOST_WORKGROUPS, () => `a dispatch of ${x} × ${y} × ${z} workgroups is too large`);
  return [x, y, z];
}

/** A kernel of TensorFlow.js that is given its GPU. */
export type Kernel<Names extends string = never> = (
  gpu: Gpu,
  inputs: Record<Names, TensorInfo> & Record<string, TensorInfo>,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

/** By their names in `../names`. */
export type Kernels = Readonly<Record<string, Kernel<string>>>;
