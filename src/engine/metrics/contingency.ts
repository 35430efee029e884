import { checkLabels } from "./features";

/** How often each pair of values occurs together: [rows × columns] counts. */
export interface Contingency {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
}

/** @throws RangeError where the two are not equally long, or hold anything but integers in [0, rows) and [0, columns) */
export function contingency(a: ArrayLike<number>, b: ArrayLike<number>, rows: number, columns: number): Contingency {
  checkLabels(a, a.length, rows);
  checkLabels(b, a.length, columns);
  const counts = new Float64Array(rows * columns);
  for (let i = 0; i < a.length; i++) {
    const cell = (a[i] as number) * columns + (b[i] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return { rows, columns, counts };
}

/** Sums over columns [rows] and over rows [columns]. */
export function margins({ rows, columns, counts }: Contingency): [Float64Array, Float64Array] {
  const byRow = new Float64Array(rows);
  const byColumn = new Float64Array(columns);
  counts.forEach((count, cell) => {
    const row = Math.floor(cell / columns);
    byRow[row] = (byRow[row] as number) + count;
    byColumn[cell % columns] = (byColumn[cell % columns] as number) + count;
  });
  return [byRow, byColumn];
}

/** Entropy of what is counted, nats; 0 where nothing is. */
export function entropy(counts: Float64Array): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return -counts.reduce((sum, count) => (count > 0 ? sum + (count / total) * Math.log(count / total) : sum), 0);
}

/** Mutual information of the two values, nats: Σ p(a, b) log p(a, b) / (p(a) p(b)). */
export function mutualInformation(table: Contingency): number {
  const [byRow, byColumn] = margins(table);
  const total = byRow.reduce((a, b) => a + b, 0);
  const sum = table.counts.reduce((sum, count, cell) => {
    if (count === 0) return sum;
    const chance =
      ((byRow[Math.floor(cell / table.columns)] as number) * (byColumn[cell % table.columns] as number)) / total;
    return sum + (count / total) * Math.log(count / chance);
  }, 0);
  return Math.max(0, sum);
}
