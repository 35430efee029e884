import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Pace } from "./chunks";
import type { Features } from "./features";
import { type Moments, moments } from "./moments";

/**
 * Fréchet distance between Gaussians with the moments of two sets of features: see `frechetBetween`.
 *
 * @returns undefined when given up
 * @throws RangeError as that, or where a value is not finite
 */
export async function frechetDistance(
  a: Features,
  b: Features,
  { breathe, progress }: Pace,
): Promise<number | undefined> {
  const first = await moments(a, { breathe, progress: (done) => progress?.(done / 2) });
  const second = first && (await moments(b, { breathe, progress: (done) => progress?.((1 + done) / 2) }));
  return second && frechetBetween(first, second);
}

/**
 * Fréchet distance between Gaussians with these moments (Heusel et al. 2017, eq. 6):
 * ‖m₁ − m₂‖² + Tr(C₁ + C₂ − 2 (C₁ C₂)^½), with covariances that divide by n − 1. In squared units of the features, ≥ 0.
 *
 * @throws RangeError where dimensions differ, or a set has fewer than two rows
 */
export function frechetBetween(a: Moments, b: Moments): number {
  if (a.mean.length !== b.mean.length)
    throw new RangeError(`The two sets have ${a.mean.length} and ${b.mean.length} dimensions: they must have as many.`);
  const [c1, c2] = [sampleCovariance(a), sampleCovariance(b)];
  const apart = a.mean.reduce((sum, mean, d) => sum + (mean - (b.mean[d] as number)) ** 2, 0);
  // C₁C₂ has the eigenvalues of the symmetric matrix C₁^½ C₂ C₁^½, whose decomposition is stable.
  const root = squareRoot(c1);
  const traceOfRoot = eigen(root.mmul(c2).mmul(root)).realEigenvalues.reduce(
    (sum, value) => sum + Math.sqrt(Math.max(0, value)),
    0,
  );
  return Math.max(0, apart + c1.trace() + c2.trace() - 2 * traceOfRoot); // rounding may take equal sets below 0
}

function sampleCovariance({ count, mean, covariance }: Moments): Matrix {
  if (count < 2) throw new RangeError(`A covariance needs two rows, not ${count}.`);
  return Matrix.from1DArray(mean.length, mean.length, Array.from(covariance)).mul(count / (count - 1));
}

/** The symmetric square root of a positive semi-definite matrix; eigenvalues below 0 are rounding. */
function squareRoot(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = eigen(matrix);
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  return eigenvectorMatrix.mmul(Matrix.diag(roots)).mmul(eigenvectorMatrix.transpose());
}

const eigen = (symmetric: Matrix) => new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
