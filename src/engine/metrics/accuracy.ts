import type { Contingency } from "./contingency";

/**
 * Share of the diagonal of a confusion matrix, `contingency(truth, predicted, classes, classes)`.
 *
 * @throws RangeError where the matrix is not square or counts nothing
 */
export function accuracy({ rows, columns, counts }: Contingency): number {
  if (rows !== columns) throw new RangeError(`A confusion matrix is square, not ${rows} × ${columns}.`);
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) throw new RangeError("No rows: there is no accuracy of nothing.");
  return counts.reduce((sum, count, cell) => (cell % (columns + 1) === 0 ? sum + count : sum), 0) / total;
}
