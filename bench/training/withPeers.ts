import { withBrowserPeers } from "./browser";
import { withNodePeers } from "./node";
import type { Peers, Processor } from "./peers";

/** Where peers run: in a page, or for WebGPU also in Node. */
export const RUNTIMES = ["browser", "node-gpu"] as const;
export type Runtime = (typeof RUNTIMES)[number];

export interface Options {
  readonly quick: boolean;
  readonly runtime: Runtime;
}

export function withPeers<Result>(
  processor: Processor,
  runtime: Runtime,
  use: (peers: Peers) => Promise<Result>,
): Promise<Result> {
  return runtime === "node-gpu" ? withNodePeers(use) : withBrowserPeers(processor === "gpu", use);
}
