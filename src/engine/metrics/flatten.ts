import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Rows of any number of dimensions as places of a plane. */
export interface Plane {
  /** Rows of D numbers → [rows × 2]. */
  place(rows: Float32Array): Float32Array;
  /** The share of the variance that the plane shows, in [0, 1]. */
  readonly explained: number;
}

/**
 * The plane in which rows differ most: their first two principal components. Two dimensions are left as they are, one gets a
 * second coordinate of 0.
 * @param rows [N × D]
 */
export function flatten(rows: Float32Array, D: number): Plane {
  if (D <= 2) return { explained: 1, place: (given) => (D === 2 ? given : withZeros(given)) };
  const matrix = new Matrix(rows.length / D, D);
  rows.forEach((value, i) => {
    matrix.set(Math.floor(i / D), i % D, value);
  });
  const mean = matrix.mean("column");
  const centred = matrix.subRowVector(mean);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(centred.transpose().mmul(centred), {
    assumeSymmetric: true,
  });
  // In ascending order.
  const axes = [D - 1, D - 2].map((column) => upright(eigenvectorMatrix.getColumn(column)));
  const variances = realEigenvalues.map((variance) => Math.max(0, variance));
  const all = variances.reduce((sum, variance) => sum + variance, 0);
  return {
    explained: all > 0 ? ((variances[D - 1] as number) + (variances[D - 2] as number)) / all : 1,
    place: (given) =>
      Float32Array.from({ length: (2 * given.length) / D }, (_, i) => {
        const axis = axes[i % 2] as number[];
        const start = Math.floor(i / 2) * D;
        return axis.reduce((sum, part, j) => sum + part * ((given[start + j] as number) - (mean[j] as number)), 0);
      }),
  };
}

const withZeros = (line: Float32Array): Float32Array =>
  Float32Array.from({ length: 2 * line.length }, (_, i) => (i % 2 === 0 ? (line[i / 2] as number) : 0));

/** An axis has no sign of its own: its largest part is positive, so that the picture does not turn over while a model learns. */
function upright(axis: readonly number[]): number[] {
  const largest = axis.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);
  return axis.map((part) => part * Math.sign(largest));
}
