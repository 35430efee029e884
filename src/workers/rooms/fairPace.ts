import type { Pace } from "../../engine/metrics/chunks";
import type { Session } from "../../engine/training/session";
import type { SubjectTrainer } from "../../engine/training/subject";
import type { Bench } from "../queries";
import { NoRunError } from "../running";

/** Work that is too short for a rest: a timer's is longer. */
const SLICE_MS = 5;

/**
 * Does a long computation beside a run. While that trains, each piece of work is followed by as long a rest, so that
 * training keeps half its speed; several computations take turns, so that it keeps it beside all of them together.
 * The breath answers false once the question is taken back.
 */
export async function fairly<T>(
  bench: Bench,
  session: Session<SubjectTrainer>,
  signal: AbortSignal,
  work: (pace: Required<Pace>) => Promise<T>,
): Promise<T> {
  let end = await turn();
  let resumed = performance.now();
  const breathe = async () => {
    const worked = performance.now() - resumed;
    if (worked < SLICE_MS) return !signal.aborted;
    if (session.isTraining) await new Promise((resolve) => setTimeout(resolve, worked));
    else await bench.breathe();
    end();
    end = await turn();
    resumed = performance.now();
    return !signal.aborted;
  };
  try {
    return await work({ breathe, progress: (done) => bench.progress(done, 1) });
  } finally {
    end();
  }
}

/** The end of the last turn that is taken or waited for. */
let lastTurn: Promise<void> = Promise.resolve();

/** Waits for a turn; the answer ends it. */
async function turn(): Promise<() => void> {
  const before = lastTurn;
  let end = () => {};
  lastTurn = new Promise((resolve) => {
    end = resolve;
  });
  await before;
  return end;
}

/** What a computation found. @throws NoRunError where it was given up */
export function found<T>(result: T | undefined): T {
  if (result === undefined) throw new NoRunError();
  return result;
}

/** A breath for what can only be given up by an error. @throws NoRunError where the question is taken back */
export const insist =
  ({ breathe }: Pace) =>
  async (): Promise<void> => {
    found((await breathe()) || undefined);
  };
