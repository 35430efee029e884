/** The page's end of the protocol: one worker, its questions under way, and a watch over its life. */
import type { Command, Queries, Query, QueryFailure, QueryKind, WorkerEvent } from "./protocol";

/** A worker that has not answered for this many seconds is dead; seconds that the page itself slept do not count. */
const PATIENCE_S = 10;

export class QueryRefused extends Error {
  constructor(readonly failure: QueryFailure) {
    super(failure.kind);
  }
}

export type RunEvent = Exclude<WorkerEvent, { type: "answer" | "refused" | "pong" } | { id: number }>;

export interface ClientOptions {
  readonly createWorker: () => Worker;
  readonly onEvent: (event: RunEvent) => void;
  /** The worker threw, or fell silent; it has been ended, and `start` makes a new one. */
  readonly onDeath: (detail: string) => void;
}

interface Question {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: QueryRefused) => void;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface AskOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** See `Query.byHand`. */
  readonly byHand?: boolean;
}

export class TrainingClient {
  private worker: Worker | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;
  private silentFor = 0;
  private nextId = 0;
  private readonly questions = new Map<number, Question>();

  constructor(private readonly options: ClientOptions) {}

  start(): void {
    const worker = this.options.createWorker();
    this.worker = worker;
    this.silentFor = 0;
    worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.die(event.message || "the worker could not be loaded");
    };
    worker.onmessageerror = () => this.die("a message could not be read");
    this.watch = setInterval(() => {
      if (++this.silentFor > PATIENCE_S) this.die("no answer");
      else worker.postMessage({ type: "ping" } satisfies Command);
    }, 1000);
  }

  /** Ends the worker at once; what was asked of it is refused. */
  stop(): void {
    clearInterval(this.watch);
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.questions.values()) reject(new QueryRefused({ kind: "no-run" }));
    this.questions.clear();
  }

  send(command: Command): void {
    this.worker?.postMessage(command);
  }

  /** @throws QueryRefused with what was wrong */
  ask<Kind extends QueryKind>(
    kind: Kind,
    ask: Queries[Kind]["ask"],
    options: AskOptions = {},
  ): Promise<Queries[Kind]["answer"]> {
    const id = this.nextId++;
    options.signal?.addEventListener("abort", () => this.send({ type: "cancel", id }));
    return new Promise((resolve, reject) => {
      if (!this.worker) return reject(new QueryRefused({ kind: "no-run" }));
      this.questions.set(id, { resolve, reject, onProgress: options.onProgress });
      this.worker.postMessage({ type: "query", id, kind, ask, byHand: options.byHand ?? false } as Query);
    });
  }

  private receive(event: WorkerEvent): void {
    this.silentFor = 0;
    switch (event.type) {
      case "pong":
        return;
      case "answer":
        this.questions.get(event.id)?.resolve(event.answer as never);
        this.questions.delete(event.id);
        return;
      case "refused":
        this.questions.get(event.id)?.reject(new QueryRefused(event.failure));
        this.questions.delete(event.id);
        return;
      case "progress":
        if ("run" in event) this.options.onEvent(event);
        else this.questions.get(event.id)?.onProgress?.(event.done, event.total);
        return;
      default:
        this.options.onEvent(event);
    }
  }

  private die(detail: string): void {
    if (!this.worker) return;
    this.stop();
    this.options.onDeath(detail);
  }
}

/**
 * Wraps a question so that only the latest one waits: while one is under way, a newer one replaces the one before it.
 * A dragged slider asks for sixty pictures a second; the model paints those it can.
 */
export function latestOnly<Ask>(question: (ask: Ask) => Promise<void>): (ask: Ask) => void {
  let busy = false;
  let waiting: { ask: Ask } | undefined;
  const go = async (ask: Ask): Promise<void> => {
    busy = true;
    await question(ask);
    busy = false;
    const next = waiting;
    waiting = undefined;
    if (next) void go(next.ask);
  };
  return (ask) => {
    if (busy) waiting = { ask };
    else void go(ask);
  };
}
