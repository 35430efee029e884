/** What the bench asks of a peer, and what it hears back. */

/** An engine and what it runs on. The playground and jax-js use several threads, or one where that is said. */
export type Peer =
  | "playground-wasm"
  | "playground-wasm-1-thread"
  | "playground-webgpu"
  | "tfjs-wasm"
  | "tfjs-webgl"
  | "tfjs-webgpu"
  | "jax-js-wasm"
  | "jax-js-wasm-1-thread"
  | "jax-js-webgpu";
export type WorkId = "dense" | "conv";

/** The sizes of a VAE on 28×28 images, and of what it is trained on. */
export interface VaeShape {
  readonly hidden: number;
  readonly latent: number;
  readonly batch: number;
  readonly images: number;
}
/** The sizes of a vector quantiser: N vectors of D numbers, and K codes. */
export interface QuantizerShape {
  readonly rows: number;
  readonly dimensions: number;
  readonly codes: number;
}
interface NetTask {
  readonly work: WorkId;
  /** Of the dense VAE, where it is not the usual 784-400-20. */
  readonly shape?: VaeShape;
}
/** For this engine only. */
interface QuantizerTask {
  readonly work: "quantizer";
  readonly shape: QuantizerShape;
}
/** What a peer is to train. */
export type Task = (NetTask | QuantizerTask) & {
  /** Counts the buffers on the GPU, which costs a little. */
  readonly countBuffers?: boolean;
};

type Start = Task & {
  readonly type: "start";
  readonly peer: Peer;
};
interface Steps {
  readonly type: "block" | "issue";
  readonly steps: number;
}
interface Question {
  readonly type: "footprint" | "adapter";
}
export type Request = Start | Steps | Question;

export interface BlockResult {
  readonly ms: number;
  /** Loss of the last step of the block. */
  readonly loss: number;
}
/** What it takes to hand a step to the GPU. Calls are a mean per step, times are one a step. */
export interface IssueResult {
  readonly dispatches: number;
  readonly submits: number;
  readonly writes: number;
  readonly ms: readonly number[];
}
/** What a peer on TensorFlow.js holds. */
export interface Footprint {
  readonly tensors: number;
  readonly tensorBytes: number;
  /** Made and not destroyed; 0 unless they are counted. */
  readonly gpuBuffers: number;
  /** Grows when something leaks and never shrinks; 0 on other backends. */
  readonly wasmBytes: number;
}
/** How a GPU names itself. */
export interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
}

/** The answer to each kind of request. */
export interface Answers {
  readonly start: BlockResult;
  readonly block: BlockResult;
  readonly issue: IssueResult;
  readonly footprint: Footprint;
  readonly adapter: Adapter | null;
}
/** What comes back of a request that failed. */
export interface Refusal {
  readonly error: string;
}
