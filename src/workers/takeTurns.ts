import type { Bench } from "./queries";
import { NoRunError, running } from "./running";

/**
 * A breath for long work beside a run: while it trains, training has as much time after each piece of work as the piece took.
 *
 * @throws NoRunError once the run has ended; what the signal was aborted with, once it is
 */
export function takeTurns(bench: Bench, signal: AbortSignal): () => Promise<true> {
  const session = running(bench);
  let { step } = session.trainer;
  let started = performance.now();
  return async () => {
    const took = performance.now() - started;
    await bench.breathe();
    if (session.trainer.step !== step) await new Promise((resolve) => setTimeout(resolve, took));
    if (session.hasEnded) throw new NoRunError();
    signal.throwIfAborted();
    step = session.trainer.step;
    started = performance.now();
    return true;
  };
}
