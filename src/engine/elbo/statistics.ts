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
