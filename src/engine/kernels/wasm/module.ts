/** Our WebAssembly kernels, working directly on the tensors of the TensorFlow.js backend: same memory, no copies. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/** The two builds, better first. Relaxed SIMD has fused multiply-adds: about twice the speed where there is hardware for them. */
const BUILDS = ["relaxed", "simd"] as const;
export type Build = (typeof BUILDS)[number];

/** Where the builds come from: a fetch in the browser, a file in Node. */
export type BuildSource = (build: Build) => Promise<ArrayBuffer>;

/** What `assembly/index.ts` exports; addresses in bytes, booleans as 0 and 1. */
export interface Exports {
  gemm(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    transposeA: number,
    transposeB: number,
    bias: number,
    accumulate: number,
    relu: number,
    scratch: number,
  ): void;
  gemmScratch(m: number, k: number): number;
  /** The geometry that the convolutions after it have, in the order of `assembly/conv.ts`. */
  convShape(...geometry: number[]): void;
  convScratch(batch: number): number;
  convForward(x: number, filter: number, y: number, batch: number, scratch: number): void;
  convBackwardFilter(x: number, dy: number, dFilter: number, batch: number, scratch: number): void;
  convBackwardInput(dy: number, filter: number, dx: number, batch: number, scratch: number): void;
  reluGradient(dy: number, y: number, dz: number, length: number): void;
  biasActivation(y: number, bias: number, rows: number, columns: number, relu: number): void;
  columnSums(x: number, sums: number, m: number, n: number): void;
  bernoulliNll(x: number, logits: number, gradient: number, length: number, scale: number): number;
  nearestCodeScratch(k: number, d: number): number;
  nearestCode(z: number, codebook: number, indices: number, n: number, k: number, d: number, scratch: number): void;
  lookup(codebook: number, indices: number, y: number, n: number, k: number, d: number): void;
  lookupGradient(dy: number, indices: number, dCodebook: number, n: number, k: number, d: number): void;
  softmaxCrossEntropy(
    logits: number,
    labels: number,
    value: number,
    gradient: number,
    n: number,
    classes: number,
  ): void;
  squaredError(
    x: number,
    xHat: number,
    value: number,
    gradient: number,
    length: number,
    scale: number,
    offset: number,
  ): void;
  gaussianNll(
    x: number,
    xHat: number,
    logVar: number,
    value: number,
    dXHat: number,
    dLogVar: number,
    length: number,
    batch: number,
    offset: number,
  ): void;
  groupNormScratch(channels: number): number;
  groupNorm(
    x: number,
    scale: number,
    shift: number,
    y: number,
    statistics: number,
    batch: number,
    pixels: number,
    channels: number,
    groups: number,
    epsilon: number,
    scratch: number,
  ): void;
  groupNormGradient(
    dy: number,
    x: number,
    scale: number,
    statistics: number,
    dx: number,
    dScale: number,
    dShift: number,
    batch: number,
    pixels: number,
    channels: number,
    groups: number,
    scratch: number,
  ): void;
  attentionScratch(length: number, d: number, e: number): number;
  attention(
    q: number,
    k: number,
    v: number,
    y: number,
    p: number,
    batch: number,
    length: number,
    d: number,
    e: number,
    causal: number,
    self: number,
    scratch: number,
  ): void;
  attentionGradient(
    dy: number,
    q: number,
    k: number,
    v: number,
    p: number,
    dq: number,
    dk: number,
    dv: number,
    batch: number,
    length: number,
    d: number,
    e: number,
    scratch: number,
  ): void;
  adam(
    p: number,
    m: number,
    v: number,
    g: number,
    length: number,
    beta1: number,
    beta2: number,
    rate: number,
    correction: number,
    epsilon: number,
  ): void;
}

/** The parts of the emscripten module inside tfjs-backend-wasm that its types do not show. */
interface Heap {
  readonly asm: { readonly memory: WebAssembly.Memory };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** The heap of TensorFlow.js cannot grow any more. Its own kernels would write to address 0; ours stop before. */
export class OutOfMemoryError extends Error {
  constructor(bytes: number) {
    super(`out of memory: ${Math.ceil(bytes / 2 ** 20)} MiB more do not fit into the WebAssembly heap`);
  }
}

export class WasmKernels {
  private scratchAddress = 0;
  private scratchBytes = 0;

  private constructor(
    readonly build: Build,
    readonly run: Exports,
    private readonly backend: BackendWasm,
  ) {}

  /** Instantiates the best build that this browser can run, or nothing where it has no SIMD. */
  static async load(backend: BackendWasm, source: BuildSource): Promise<WasmKernels | undefined> {
    for (const build of BUILDS) {
      const bytes = await source(build);
      if (!WebAssembly.validate(bytes)) continue;
      const { memory } = heapOf(backend).asm;
      const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
      return new WasmKernels(build, instance.exports as unknown as Exports, backend);
    }
    return undefined;
  }

  /** Where a tensor's numbers lie. */
  address({ dataId }: TensorInfo): number {
    const { memoryOffset } = this.backend.dataIdMap.get(dataId) as { memoryOffset: number };
    return memoryOffset;
  }

  /** @throws OutOfMemoryError */
  makeOutput(shape: number[], dtype: "float32" | "int32" = "float32"): TensorInfo {
    const output = this.backend.makeOutput(shape, dtype);
    if (this.address(output) === 0) throw new OutOfMemoryError(4 * shape.reduce((size, side) => size * side, 1));
    return output;
  }

  /** Memory for intermediate results, valid until the next call. Throws OutOfMemoryError. */
  scratch(bytes: number): number {
    if (bytes > this.scratchBytes) {
      const heap = heapOf(this.backend);
      if (this.scratchAddress) heap._free(this.scratchAddress);
      this.scratchAddress = this.scratchBytes = 0; // whether or not there is room for more
      this.scratchAddress = heap._malloc(bytes);
      if (this.scratchAddress === 0) throw new OutOfMemoryError(bytes);
      this.scratchBytes = bytes;
    }
    return this.scratchAddress;
  }
}

function heapOf(backend: BackendWasm): Heap {
  return backend.wasm as unknown as Heap;
}
