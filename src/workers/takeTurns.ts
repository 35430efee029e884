import type { Bench } from "./queries";
import { NoRunError, running } from "./running";

/** Pieces of work are put together up to about this long: a breath costs a training step. */
const PIECE_MS = 8;

/** Until then the thread is training's: one for all that works beside it. */
let trainingUntil = 0;

/**
 * A breath for long work beside a run: while it trains, training has as much time after each piece of work as the piece took,
 * however many such works there are.
 *
 * @throws NoRunError once the run has ended; what the signal was aborted with, once it is
 */
export function takeTurns(bench: Bench, signal: AbortSignal): () => Promise<true> {
  const session = running(bench);
  let { step } = session.trainer;
  let started = performance.now();
  return async () => {
    const took = performance.now() - started;
    if (took < PIECE_MS) return true;
    await bench.breathe();
    if (session.trainer.step !== step) {
      trainingUntil = Math.max(performance.now(), trainingUntil) + took;
      for (let left = took; left > 0; left = trainingUntil - performance.now())
        await new Promise((resolve) => setTimeout(resolve, left));
    }
    if (session.hasEnded) throw new NoRunError();
    signal.throwIfAborted();
    step = session.trainer.step;
    started = performance.now();
    return true;
  };
}
