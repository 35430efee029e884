import type { Peers } from "./browser";
import type { BlockResult, Peer, WorkId } from "./page/messages";

export type Processor = "cpu" | "gpu";

export const OWN: Record<Processor, Peer> = { cpu: "playground-wasm", gpu: "playground-webgpu" };

/** Each library on everything that it might be fastest on. */
export const OTHERS: Record<Processor, Record<WorkId, readonly Peer[]>> = {
  cpu: {
    dense: ["tfjs-wasm", "jax-js-wasm", "jax-js-wasm-1-thread"],
    conv: ["tfjs-wasm", "tfjs-webgl", "jax-js-wasm", "jax-js-wasm-1-thread"],
  },
  gpu: { dense: ["tfjs-webgpu", "jax-js-webgpu"], conv: ["tfjs-webgpu", "jax-js-webgpu"] },
};

/** Losses of the same step may differ by what rounding adds up to. */
const SAME_LOSS = 1e-3;
const WARM_UP = 3;

export interface Warm {
  /** Of the first step, and of the last one of the warm-up, which has the updates of the others in it. */
  readonly losses: readonly [number, number];
  readonly msPerStep: number;
}

/** Starts a peer and takes its first steps. */
export async function warmUp(peers: Peers, peer: Peer, work: WorkId): Promise<Warm> {
  const first = await peers.start(peer, work);
  const { ms, loss }: BlockResult = await peers.block(peer, WARM_UP);
  return { losses: [first.loss, loss], msPerStep: ms / WARM_UP };
}

/** A peer that trains something else is no peer. */
export function assertSameLosses(theirs: Warm, own: Warm): void {
  for (const [i, loss] of theirs.losses.entries()) {
    const expected = own.losses[i] as number;
    if (!(Math.abs(loss - expected) <= SAME_LOSS * Math.abs(expected)))
      throw new Error(`other loss at step ${i === 0 ? 1 : 1 + WARM_UP}: ${loss} against ${expected}`);
  }
}

/** Adds what a library reaches at its best, under its plain name, to what it reaches on each backend. */
export function withBest(ratios: Readonly<Record<string, number>>): Record<string, number> {
  const all = { ...ratios };
  for (const library of ["tfjs", "jax-js"]) {
    const reached = Object.keys(ratios).filter((name) => name.startsWith(`${library}-`));
    if (reached.length > 0) all[library] = Math.min(...reached.map((name) => ratios[name] as number));
  }
  return all;
}

/** Why a peer has no figures, in one line. */
export const reasonOf = (error: unknown) =>
  (String(error).split("\n")[0] ?? "").replace(/^(?:\w*Error: |page\.evaluate: )+/, "");
