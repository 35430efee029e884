/** How well a clustering agrees with the true classes, whatever its clusters are called. */
import { type Contingency, entropy, margins, mutualInformation } from "./contingency";

/**
 * Adjusted Rand index (Hubert & Arabie 1985, eq. 5): 1 for the same partition, 0 on average for chance.
 *
 * @throws RangeError where there are fewer than two rows: the index counts pairs
 */
export function adjustedRandIndex(table: Contingency): number {
  const [byRow, byColumn] = margins(table);
  const total = byRow.reduce((a, b) => a + b, 0);
  if (total < 2) throw new RangeError(`The Rand index counts pairs: it needs two rows, not ${total}.`);
  const pairs = (counts: Float64Array) => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const together = pairs(table.counts);
  const expected = (pairs(byRow) * pairs(byColumn)) / ((total * (total - 1)) / 2);
  const most = (pairs(byRow) + pairs(byColumn)) / 2;
  // Both all in one cluster, or both each row on its own: the same partition.
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * Mutual information over the mean of the two entropies, in [0, 1] (Strehl & Ghosh 2002; the arithmetic mean as scikit-learn has it).
 * 1 where both sides have one cluster only: they are the same partition.
 */
export function normalisedMutualInformation(table: Contingency): number {
  const [byRow, byColumn] = margins(table);
  const mean = (entropy(byRow) + entropy(byColumn)) / 2;
  return mean === 0 ? 1 : mutualInformation(table) / mean;
}
