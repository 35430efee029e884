/** How a long computation lets training go on beside it. */

/** Multiply-adds between two breaths: a few milliseconds. */
const WORK_PER_BREATH = 4e6;

export interface Pace {
  /** Called between chunks; when it answers false, the computation is given up. */
  readonly breathe: () => Promise<boolean>;
  /** Told how much is done, in [0, 1]. */
  readonly progress?: (done: number) => void;
}

/** Calls `work(start, end)` for consecutive ranges of rows, with a breath after each; false when given up. */
export async function inChunks(
  rows: number,
  workPerRow: number,
  breathe: Pace["breathe"],
  work: (start: number, end: number) => void,
): Promise<boolean> {
  const size = Math.max(1, Math.floor(WORK_PER_BREATH / Math.max(1, workPerRow)));
  for (let start = 0; start < rows; start += size) {
    work(start, Math.min(start + size, rows));
    if (!(await breathe())) return false;
  }
  return true;
}
