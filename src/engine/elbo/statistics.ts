/** What a sample says of what it was drawn from. */

export interface Sampled {
  readonly mean: number;
  /** Divided by one less than the count. */
  readonly variance: number;
  /** Of the mean. */
  readonly standardError: number;
}

/** @throws RangeError where there are fewer than two values */
export function sampled(values: Float32Array | Float64Array): Sampled {
  if (values.length < 2) throw new RangeError(`${values.length} values have no variance.`);
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const variance = squares / (values.length - 1);
  return { mean, variance, standardError: Math.sqrt(variance / values.length) };
}

/** The largest distance between the empirical distribution functions of two samples (Smirnov 1939), in [0, 1]. */
export function ksDistance(a: Float32Array | Float64Array, b: Float32Array | Float64Array): number {
  const [sortedA, sortedB] = [a.slice().sort(), b.slice().sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < sortedA.length && j < sortedB.length) {
    const at = Math.min(sortedA[i] as number, sortedB[j] as number);
    while (i < sortedA.length && (sortedA[i] as number) <= at) i++;
    while (j < sortedB.length && (sortedB[j] as number) <= at) j++;
    largest = Math.max(largest, Math.abs(i / sortedA.length - j / sortedB.length));
  }
  return largest;
}

/** The distance that two samples of `count` each from one distribution exceed once in a hundred times: √(−½ ln(0.01 / 2)) · √(2 / count). */
export const ksCritical = (count: number): number => Math.sqrt((-0.5 * Math.log(0.01 / 2) * 2) / count);
