/** Our WebAssembly kernels, working directly on the tensors of the TensorFlow.js backend: same memory, no copies. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/** The two builds, better first. Relaxed SIMD has fused multiply-adds: about twice the speed where there is hardware for them. */
const BUILDS = ["relaxed", "simd"] as const;
export type Build = (typeof BUILDS)[number];

/** Where the builds come from, also those for shared memory: a fetch in the browser, a file in Node. */
export type BuildSource = (build: Build, shared: boolean) => Promise<ArrayBuffer>;

/** What `assembly/index.ts` exports; addresses in bytes, booleans as 0 and 1. */
export interface Exports {
  boardBytes(): number;
  /** Takes a place at the board where threads meet, which starts as zeros; place 0 is the one that asks. */
  meet(board: number, place: number, places: number): void;
  /** Works for the thread at place 0, and never returns. */
  help(): void;
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
  bernoulliNll(x: number, logits: number, gradient: number, length: number, scale: number, scratch: number): number;
  bernoulliNllScratch(length: number): number;
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
  movingAverage(average: number, value: number, length: number, take: number): void;
  corruptScratch(): number;
  corruptGaussian(
    x: number,
    y: number,
    strength: number,
    draw: number,
    length: number,
    clamp: number,
    scratch: number,
  ): void;
  corruptHits(x: number, y: number, strength: number, draw: number, length: number, salt: number): void;
  maskFilter(
    filter: number,
    y: number,
    pixels: number,
    inputs: number,
    outputs: number,
    colours: number,
    places: number,
    later: number,
  ): void;
  gate(x: number, y: number, rows: number, p: number): void;
  gateGradient(x: number, dy: number, dx: number, rows: number, p: number): void;
  causalDraw(
    program: number,
    weights: number,
    state: number,
    values: number,
    logits: number,
    batch: number,
    draws: number,
    from: number,
    until: number,
    key: number,
    temperature: number,
  ): void;
  kl(mu: number, logVar: number, value: number, length: number, batch: number): void;
  klGradient(mu: number, logVar: number, dy: number, dMu: number, dLogVar: number, length: number, batch: number): void;
  reparameterize(mu: number, logVar: number, eps: number, z: number, length: number): void;
  reparameterizeGradient(dz: number, logVar: number, eps: number, dLogVar: number, length: number): void;
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
  readonly HEAPU8: Uint8Array;
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

/** What a helping thread needs to take its place. */
export interface Seat {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: number;
  readonly place: number;
  readonly places: number;
}

/** Threads to help with the kernels: a worker each in a browser, and in Node. */
export interface Threads {
  /** How many are to work together, the asking one included. */
  readonly count: number;
  /** Starts a thread that calls `takeSeat`; resolves when it is about to help, rejects if it cannot. */
  start(seat: Seat): Promise<void>;
  /** Ends all of them. */
  stop(): void;
}

/** Takes a place at the board. The thread's last call then is `help` of what is returned. */
export async function takeSeat({ module, memory, board, place, places }: Seat): Promise<Exports> {
  const run = await instantiate(module, memory);
  run.meet(board, place, places);
  return run;
}

/** @returns how many threads there are now: all that were wanted, or only this one if any of them does not start */
async function gather(threads: Threads, meeting: Pick<Seat, "module" | "memory" | "board">): Promise<number> {
  const places = threads.count;
  const helpers = Array.from({ length: places - 1 }, (_, i) => threads.start({ ...meeting, place: i + 1, places }));
  try {
    await Promise.all(helpers);
    return places;
  } catch {
    threads.stop();
    return 1;
  }
}

async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Exports> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Exports;
}

const isShared = ({ buffer }: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;

export class WasmKernels {
  private scratchAddress = 0;
  private scratchBytes = 0;

  private constructor(
    readonly build: Build,
    /** Threads that work together, this one included. */
    readonly threads: number,
    readonly run: Exports,
    private readonly backend: BackendWasm,
  ) {}

  /**
   * Instantiates the best build that this browser can run, or nothing where it has no SIMD.
   * @param threads used where the backend's memory is shared
   */
  static async load(backend: BackendWasm, source: BuildSource, threads?: Threads): Promise<WasmKernels | undefined> {
    const heap = heapOf(backend);
    const { memory } = heap.asm;
    const shared = isShared(memory);
    for (const build of BUILDS) {
      const bytes = await source(build, shared);
      if (!WebAssembly.validate(bytes)) continue;
      const module = await WebAssembly.compile(bytes);
      const run = await instantiate(module, memory);
      const board = heap._malloc(run.boardBytes());
      if (board === 0) throw new OutOfMemoryError(run.boardBytes());
      heap.HEAPU8.fill(0, board, board + run.boardBytes());
      run.meet(board, 0, 1);
      const places = shared && threads ? await gather(threads, { module, memory, board }) : 1;
      run.meet(board, 0, places);
      return new WasmKernels(build, places, run, backend);
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
