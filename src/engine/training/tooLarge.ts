import { KNOBS } from "../knobs";
import type { SubjectTrainer } from "./subject";

/** What a step may take: what WebAssembly can address, less a quarter for data, weights, and the gaps between tensors. */
export const MOST_STEP_BYTES = 3 * 2 ** 30;

/** A step at its fullest, with gradients and what kernels need for a moment, beside what its way forward leaves: measured, 0.7 to 1.7. */
const WAY_BACK = 2;

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

type Measured = Pick<SubjectTrainer, "batches" | "bytesOf">;

/**
 * Bytes that a step takes at its fullest, about. What is there once for a whole batch is counted with every sample as long as that
 * decides nothing: to tell the two apart takes a batch of another size, which a GPU would have to compile programs for.
 */
export function stepBytes(trainer: Measured): number {
  const { size } = trainer.batches;
  const one = trainer.bytesOf(1);
  const atMost = size * one * WAY_BACK;
  return atMost <= MOST_STEP_BYTES ? atMost : size * (trainer.bytesOf(2) - one) * WAY_BACK;
}

/** @throws TooLargeError where a step of this training would not fit into memory */
export function assertFits(trainer: Measured): void {
  const needs = stepBytes(trainer);
  if (needs <= MOST_STEP_BYTES) return;
  const most = (trainer.batches.size * MOST_STEP_BYTES) / needs;
  throw new TooLargeError(needs, KNOBS.batch.stops.filter((batch) => batch <= most).at(-1));
}
