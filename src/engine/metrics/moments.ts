import { inChunks, type Pace } from "./chunks";
import { countRows, type Features } from "./features";

export interface Moments {
  readonly count: number;
  readonly mean: Float64Array; // [D]
  /** Divided by the count, not by one less. */
  readonly covariance: Float64Array; // [D × D]
}

/**
 * Mean and covariance of the rows.
 *
 * @returns undefined when given up
 * @throws RangeError where there are no rows, or a value is not finite
 */
export async function moments(features: Features, { breathe, progress }: Pace): Promise<Moments | undefined> {
  const { dimensions, values } = features;
  const count = countRows(features);
  if (count === 0) throw new RangeError("No rows: there are no moments of nothing.");
  const mean = new Float64Array(dimensions);
  values.forEach((value, i) => {
    mean[i % dimensions] = (mean[i % dimensions] as number) + value / count;
  });
  const covariance = new Float64Array(dimensions * dimensions);
  const finished = await inChunks(count, dimensions * dimensions, breathe, (start, end) => {
    const centred = new Float64Array(dimensions);
    for (let i = start; i < end; i++) {
      for (let d = 0; d < dimensions; d++) centred[d] = (values[i * dimensions + d] as number) - (mean[d] as number);
      for (let a = 0; a < dimensions; a++) {
        const scaled = (centred[a] as number) / count;
        const row = a * dimensions;
        for (let b = 0; b < dimensions; b++)
          covariance[row + b] = (covariance[row + b] as number) + scaled * (centred[b] as number);
      }
    }
    progress?.(end / count);
  });
  return finished ? { count, mean, covariance } : undefined;
}
