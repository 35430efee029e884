/** What measures are taken of, and what they refuse. */

/** One row an image, e.g. its latent code or its pixels. */
export interface Features {
  readonly dimensions: number;
  readonly values: Float32Array | Float64Array; // [count × D]
}

/**
 * The number of rows.
 *
 * @throws RangeError where rows are not whole, or a value is not finite
 */
export function countRows({ dimensions, values }: Features): number {
  if (!Number.isInteger(dimensions) || dimensions < 1)
    throw new RangeError(`Features need at least one dimension, not ${dimensions}.`);
  if (values.length % dimensions !== 0)
    throw new RangeError(`${values.length} values are not whole rows of ${dimensions} dimensions.`);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `Feature ${bad % dimensions} of row ${Math.floor(bad / dimensions)} is ${values[bad]}, not a finite number.`,
    );
  return values.length / dimensions;
}

/** @throws RangeError where there is not one label a row, each an integer in [0, classes) */
export function checkLabels(labels: ArrayLike<number>, count: number, classes: number): void {
  if (labels.length !== count) throw new RangeError(`There are ${labels.length} labels for ${count} rows.`);
  for (let i = 0; i < count; i++) {
    const label = labels[i] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new RangeError(`Label ${i} is ${label}: labels are integers from 0 to ${classes - 1}.`);
  }
}

/** Squared Euclidean distance between row `i` of `a` and row `j` of `b`, both of `dimensions`. */
export function squaredDistance(
  a: Features["values"],
  i: number,
  b: Features["values"],
  j: number,
  dimensions: number,
): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const difference = (a[i * dimensions + d] as number) - (b[j * dimensions + d] as number);
    sum += difference * difference;
  }
  return sum;
}
