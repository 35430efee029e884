/** What the bench asks of a peer, and what it hears back. */

/** An engine and what it runs on. jax-js runs on as many threads as there are processors, or on one. */
export type Peer =
  | "playground-wasm"
  | "playground-webgpu"
  | "tfjs-wasm"
  | "tfjs-webgl"
  | "tfjs-webgpu"
  | "jax-js-wasm"
  | "jax-js-wasm-1-thread"
  | "jax-js-webgpu";
export type WorkId = "dense" | "conv";

interface Start {
  readonly type: "start";
  readonly peer: Peer;
  readonly work: WorkId;
}
interface Block {
  readonly type: "block";
  readonly steps: number;
}
interface Issue {
  readonly type: "issue";
  readonly steps: number;
}
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
export type Request = Start | Block | Issue;
