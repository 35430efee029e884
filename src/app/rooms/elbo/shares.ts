/** A histogram as shares of all values, and how many lie outside of it. */
export interface Shares {
  readonly shares: Float64Array;
  readonly below: number;
  readonly above: number;
}

/** @param domain of which the upper end is outside */
export function sharesOf(
  values: Float32Array | Float64Array,
  [start, end]: readonly [number, number],
  bins: number,
): Shares {
  const shares = new Float64Array(bins);
  let below = 0;
  let above = 0;
  const one = 1 / values.length;
  for (const value of values) {
    const bin = Math.floor(((value - start) / (end - start)) * bins);
    if (bin < 0) below += one;
    else if (bin >= bins) above += one;
    else shares[bin] = (shares[bin] as number) + one;
  }
  return { shares, below, above };
}
