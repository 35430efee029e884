/** What the bench asks of a peer, and what it hears back. */
export type Peer = "playground" | "tfjs-wasm" | "tfjs-webgl" | "tfjs-cpu";
export type WorkId = "dense" | "conv";

export interface Start {
  readonly type: "start";
  readonly peer: Peer;
  readonly work: WorkId;
}
export interface Block {
  readonly type: "block";
  readonly steps: number;
}
export interface BlockResult {
  readonly ms: number;
  /** Loss of the last step of the block. */
  readonly loss: number;
}
