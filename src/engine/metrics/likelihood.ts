/** log p(x) of a latent-variable model: exactly for a 1-D latent, and by sampling for any. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Points that stand for the prior N(0, 1): ∫ N(z; 0, 1) f(z) dz ≈ Σ exp(logWeights) · f(nodes). */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly logWeights: Float64Array;
}

/**
 * Gauss–Hermite quadrature of `count` nodes (Golub & Welsch 1969): exact for polynomials of degree below 2 · count.
 * For a likelihood that is narrow beside the prior, `priorGrid` is the safer choice.
 *
 * @throws RangeError where count is not an integer in [1, 128]
 */
export function gaussHermite(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1 || count > 128)
    throw new RangeError(`Gauss–Hermite takes 1 to 128 nodes, not ${count}.`);
  const jacobi = Matrix.zeros(count, count);
  for (let i = 1; i < count; i++) {
    jacobi.set(i, i - 1, Math.sqrt(i));
    jacobi.set(i - 1, i, Math.sqrt(i));
  }
  const { realEigenvalues } = new EigenvalueDecomposition(jacobi, { assumeSymmetric: true });
  const nodes = Float64Array.from(realEigenvalues).sort();
  // 1 ÷ Σ h_j(z)² over the orthonormal Hermite polynomials: unlike eigenvectors, right to the last digit in the tails.
  const logWeights = nodes.map((z) => {
    let [before, now, sum] = [0, 1, 1];
    for (let j = 1; j < count; j++) {
      [before, now] = [now, (z * now - Math.sqrt(j - 1) * before) / Math.sqrt(j)];
      sum += now * now;
    }
    return -Math.log(sum);
  });
  return { nodes, logWeights };
}

/**
 * An even grid over [−limit, limit], weighted by the prior: for smooth likelihoods the error falls faster than any power
 * of the spacing, once that is finer than the narrowest thing to see.
 *
 * @throws RangeError where there are fewer than two nodes, or the limit is not positive
 */
export function priorGrid(limit: number, count: number): Quadrature {
  if (!Number.isInteger(count) || count < 2) throw new RangeError(`A grid needs two nodes, not ${count}.`);
  if (!(limit > 0 && limit < Number.POSITIVE_INFINITY))
    throw new RangeError(`A grid's limit must be positive and finite, not ${limit}.`);
  const spacing = (2 * limit) / (count - 1);
  const nodes = Float64Array.from({ length: count }, (_, i) => -limit + i * spacing);
  const logWeights = nodes.map((z) => Math.log(spacing) - 0.5 * (z * z + Math.log(2 * Math.PI)));
  return { nodes, logWeights };
}

/**
 * log p(x) = log Σ w p(x | z), nats.
 *
 * @param logLikelihoods log p(x | z) at each node of the quadrature
 * @throws RangeError where there is not one a node, or one is NaN or +∞
 */
export function logMarginal({ logWeights }: Quadrature, logLikelihoods: ArrayLike<number>): number {
  if (logLikelihoods.length !== logWeights.length)
    throw new RangeError(`There are ${logLikelihoods.length} log likelihoods for ${logWeights.length} nodes.`);
  return logSumExp(logWeights.map((logWeight, i) => logWeight + (logLikelihoods[i] as number)));
}

/**
 * log (1/k) Σ w of each image's k samples, nats: [count].
 *
 * With log w = log p(x, z) − log q(z | x), z ~ q, this is one draw of the importance-weighted bound L_k (Burda et al. 2016,
 * eq. 8), for k = 1 of the ELBO; its mean over images is what one reports. With log w = log p(x | z), z from the prior,
 * it is the naive Monte Carlo estimate.
 *
 * @param logWeights [count × k]
 * @throws RangeError where there are not whole images, or a weight is NaN or +∞
 */
export function logMeanWeights(logWeights: Float32Array | Float64Array, samples: number): Float64Array {
  if (!Number.isInteger(samples) || samples < 1 || logWeights.length % samples !== 0)
    throw new RangeError(`${logWeights.length} log weights are not ${samples} for each image.`);
  return Float64Array.from(
    { length: logWeights.length / samples },
    (_, i) => logSumExp(logWeights.subarray(i * samples, (i + 1) * samples)) - Math.log(samples),
  );
}

/** log Σ exp(value) without overflow; −∞ where every value is. */
export function logSumExp(values: Float32Array | Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  values.forEach((value, i) => {
    if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY)
      throw new RangeError(`Log weight ${i} is ${value}: it must be a finite number or −∞.`);
    most = Math.max(most, value);
  });
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
