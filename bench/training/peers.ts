import type {
  Adapter,
  Answers,
  BlockResult,
  Footprint,
  IssueResult,
  Peer,
  Request,
  Task,
  WorkId,
} from "./work/messages";

/** The way to the peers: to workers of a page, or to processes. */
export interface Transport {
  /** What the figures are to say of where the peers run. */
  readonly about: Readonly<Record<string, unknown>>;
  launch(peer: Peer): Promise<void>;
  ask(peer: Peer, request: Request): Promise<Answers[keyof Answers]>;
  /** Ends a peer, so that it neither computes nor holds memory while others are measured. */
  stop(peer: Peer): Promise<void>;
}

/** What peers can be asked, one question at a time. */
export class Peers {
  constructor(private readonly transport: Transport) {}

  get about(): Transport["about"] {
    return this.transport.about;
  }
  /** Boots a peer and takes its first step. */
  async start(peer: Peer, task: Task): Promise<BlockResult> {
    await this.transport.launch(peer);
    return this.ask(peer, { type: "start", peer, ...task });
  }
  block(peer: Peer, steps: number): Promise<BlockResult> {
    return this.ask(peer, { type: "block", steps });
  }
  issue(peer: Peer, steps: number): Promise<IssueResult> {
    return this.ask(peer, { type: "issue", steps });
  }
  footprint(peer: Peer): Promise<Footprint> {
    return this.ask(peer, { type: "footprint" });
  }
  /** The GPU that a peer finds, whether it uses it or not. */
  adapter(peer: Peer): Promise<Adapter | null> {
    return this.ask(peer, { type: "adapter" });
  }
  stop(peer: Peer): Promise<void> {
    return this.transport.stop(peer);
  }

  private async ask<Type extends keyof Answers>(peer: Peer, request: Request & { type: Type }): Promise<Answers[Type]> {
    return (await this.transport.ask(peer, request)) as Answers[Type];
  }
}

export type Processor = "cpu" | "gpu";

export const OWN: Record<Processor, Peer> = { cpu: "playground-wasm", gpu: "playground-webgpu" };

/** Each library on everything that it might be fastest on. */
export const OTHERS: Record<Processor, Record<WorkId, readonly Peer[]>> = {
  cpu: {
    dense: ["playground-wasm-1-thread", "tfjs-wasm", "jax-js-wasm", "jax-js-wasm-1-thread"],
    conv: ["playground-wasm-1-thread", "tfjs-wasm", "tfjs-webgl", "jax-js-wasm", "jax-js-wasm-1-thread"],
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
export async function warmUp(peers: Peers, peer: Peer, task: Task): Promise<Warm> {
  const first = await peers.start(peer, task);
  const { ms, loss } = await peers.block(peer, WARM_UP);
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
