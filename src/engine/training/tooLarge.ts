import { KNOBS } from "../knobs";
import type { SubjectTrainer } from "./subject";

/** What a step may take: what WebAssembly can address, less a quarter for data, weights, and the gaps between tensors. */
export const MOST_STEP_BYTES = 3 * 2 ** 30;

/** A step would not fit into memory: known before the first one. */
export class TooLargeError extends Error {
  constructor(
    /** Bytes that a step would take. */
    readonly needs: number,
    /** The largest batch whose step fits, where there is one. */
    readonly batch: number | undefined,
  ) {
    super(`a step takes about ${needs} bytes, at most ${MOST_STEP_BYTES} fit`);
  }
}

/** @throws TooLargeError where a step of this training would not fit into memory */
export function assertFits({ stepBytes, experiment }: SubjectTrainer): void {
  if (stepBytes <= MOST_STEP_BYTES) return;
  const most = (experiment.batch * MOST_STEP_BYTES) / stepBytes;
  throw new TooLargeError(stepBytes, KNOBS.batch.stops.filter((batch) => batch <= most).at(-1));
}
