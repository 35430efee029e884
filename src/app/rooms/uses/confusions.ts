/** What a confusion matrix says, read off it. */
import type { Contingency } from "../../../engine/metrics/contingency";

/** Samples of one class that are taken for another, or for what they are. */
export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

export interface Pair extends Cell {
  readonly count: number;
  /** Of all samples of the true class. */
  readonly share: number;
}

/** The pairs of classes that are confused most often, the worst first. */
export function worstPairs({ rows, columns, counts }: Contingency, most: number): Pair[] {
  const pairs: Pair[] = [];
  for (let truth = 0; truth < rows; truth++) {
    const row = counts.subarray(truth * columns, (truth + 1) * columns);
    const total = row.reduce((a, b) => a + b, 0);
    row.forEach((count, predicted) => {
      if (count > 0 && predicted !== truth) pairs.push({ truth, predicted, count, share: count / total });
    });
  }
  return pairs.sort((a, b) => b.count - a.count || b.share - a.share).slice(0, most);
}

/** The indices among `samples` of those in a cell. */
export function membersOf(
  { truth, predicted }: Cell,
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
  samples: Uint32Array,
): number[] {
  return [...samples].filter((_, i) => truths[i] === truth && predictions[i] === predicted);
}
