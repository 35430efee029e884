/** How far q(z|x) is from the true posterior of one sample: log p(x) = ELBO + KL(q ‖ p(z|x)), each term by itself. */
import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { LikelihoodModel } from "../models/model";
import { key, normals, Stream } from "../random";
import { read } from "../training/evaluate";
import { gaussHermite, logMeanWeights } from "./likelihood";
import { type DiagonalGaussian, klOnGrid, logNormal, type PosteriorGrid, posteriorGrid } from "./posteriorGrid";

export interface GapOptions {
  /** Nodes of the grid a dimension. */
  readonly side: number;
  /** Draws of q where the latent has more dimensions than a grid can cover. */
  readonly draws: number;
  /** Of more than two dimensions, the two whose slice of the posterior through μ is wanted; none where absent. */
  readonly slice?: readonly [number, number] | undefined;
  /** Called between chunks; when it answers false, the computation is given up. */
  readonly breathe: () => Promise<boolean>;
}

export interface VariationalGap {
  readonly q: DiagonalGaussian;
  /** E_q[log p(x|z)], nats. */
  readonly reconstruction: number;
  /** KL(q ‖ N(0, I)), nats. */
  readonly klToPrior: number;
  /** log p(x), nats. With more than two dimensions a lower bound of it: the importance-weighted one (Burda et al. 2016, eq. 8). */
  readonly logEvidence: number;
  /** KL(q ‖ p(z|x)), nats: by its own sum over the grid, or for more than two dimensions what ELBO leaves of `logEvidence`. */
  readonly kl: number;
  /** How much the grid may be off, nats; not known of draws. */
  readonly error?: number;
  /** p(x, z) where it was looked at; of more than two dimensions, the slice. */
  readonly grid?: PosteriorGrid;
}

/** Numbers of a decoded chunk: a few milliseconds of work. */
const CHUNK = 2 ** 18;
/** Nodes of q a dimension, by how many there are: the decoder has kinks, which many nodes smooth. */
const QUADRATURE: Record<number, number> = { 1: 96, 2: 28 };

/** How many z are decoded between two breaths. */
export const chunkRows = (pixels: number): number => Math.max(8, Math.floor(CHUNK / pixels));

/**
 * Takes q from the encoder and measures it against the model's own p(z|x). With one or two dimensions everything is exact but for
 * the grid: E_q by Gauss–Hermite quadrature, log p(x) and KL(q ‖ p(z|x)) by sums over the grid, so that they add up only if all
 * three are right. With more, log p(x) is bounded by draws of q.
 *
 * @param x one sample as the model sees it, [P]
 * @returns undefined when given up
 * @throws RangeError where a density is not finite
 */
export async function variationalGap(
  model: LikelihoodModel,
  x: Float32Array,
  { side, draws, slice, breathe }: GapOptions,
): Promise<VariationalGap | undefined> {
  const q = await encode(model, x);
  const dimensions = q.mu.length;
  const logLikelihood = (z: Float32Array) => likelihoods(model, x, z, dimensions, breathe);
  const klToPrior = q.mu.reduce((sum, mu, d) => {
    const sigma = q.sigma[d] as number;
    return sum + 0.5 * (mu * mu + sigma * sigma - 1) - Math.log(sigma);
  }, 0);

  if (dimensions > 2) {
    const sampled = await byDraws(logLikelihood, q, draws);
    if (!sampled) return undefined;
    const grid = slice && (await posteriorGrid(joint(logLikelihood, q, slice), pick(q, slice), side));
    if (slice && !grid) return undefined;
    const kl = sampled.logEvidence - (sampled.reconstruction - klToPrior);
    return { q, klToPrior, ...sampled, kl, ...(grid && { grid }) };
  }
  const reconstruction = await expectation(logLikelihood, q);
  const all = q.mu.map((_, d) => d);
  const grid = reconstruction !== undefined && (await posteriorGrid(joint(logLikelihood, q, all), q, side));
  if (!grid) return undefined;
  const { kl, mass } = klOnGrid(q, grid);
  const error = Math.max(grid.error, Math.abs(1 - mass));
  return { q, reconstruction, klToPrior, logEvidence: grid.logEvidence, kl, error, grid };
}

async function encode(model: LikelihoodModel, x: Float32Array): Promise<DiagonalGaussian> {
  const [mu, logVar] = tidy(() => {
    const posterior = model.encode(tensor2d(x, [1, x.length]));
    return [posterior.mu, posterior.logVar as Tensor2D] as const;
  });
  const [means, logVariances] = await Promise.all([read(mu), read(logVar)]);
  return { mu: [...means], sigma: Array.from(logVariances, (value) => Math.exp(value / 2)) };
}

/** log p(x|z) of rows of z, in chunks. */
async function likelihoods(
  model: LikelihoodModel,
  x: Float32Array,
  z: Float32Array,
  dimensions: number,
  breathe: GapOptions["breathe"],
): Promise<Float64Array | undefined> {
  const rows = z.length / dimensions;
  const size = chunkRows(x.length);
  const values = new Float64Array(rows);
  for (let start = 0; start < rows; start += size) {
    const count = Math.min(size, rows - start);
    const chunk = tidy(() =>
      model.logLikelihood(
        tensor2d(x, [1, x.length]),
        tensor2d(z.subarray(start * dimensions, (start + count) * dimensions), [count, dimensions]),
      ),
    );
    values.set(await read(chunk), start);
    if (!(await breathe())) return undefined;
  }
  return values;
}

type LogLikelihood = (z: Float32Array) => Promise<Float64Array | undefined>;

/** log p(x, z) over some of the dimensions; the others stay at μ, and count for nothing. */
function joint(logLikelihood: LogLikelihood, { mu }: DiagonalGaussian, dimensions: readonly number[]) {
  return async (nodes: Float32Array) => {
    const rows = nodes.length / dimensions.length;
    const z = new Float32Array(rows * mu.length);
    const logPrior = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      z.set(mu, row * mu.length);
      dimensions.forEach((d, i) => {
        const value = nodes[row * dimensions.length + i] as number;
        z[row * mu.length + d] = value;
        logPrior[row] = (logPrior[row] as number) + logNormal(value, 0, 1);
      });
    }
    const values = await logLikelihood(z);
    return values?.map((value, row) => value + (logPrior[row] as number));
  };
}

const pick = ({ mu, sigma }: DiagonalGaussian, dimensions: readonly number[]): DiagonalGaussian => ({
  mu: dimensions.map((d) => mu[d] as number),
  sigma: dimensions.map((d) => sigma[d] as number),
});

/** E_q[log p(x|z)] for one or two dimensions, on the product of Gauss–Hermite nodes. */
async function expectation(logLikelihood: LogLikelihood, { mu, sigma }: DiagonalGaussian): Promise<number | undefined> {
  const count = QUADRATURE[mu.length] as number;
  const { nodes, logWeights } = gaussHermite(count);
  const rows = count ** mu.length;
  const at = (row: number, d: number) => Math.floor(row / count ** d) % count;
  const z = Float32Array.from({ length: rows * mu.length }, (_, i) => {
    const d = i % mu.length;
    return (mu[d] as number) + (sigma[d] as number) * (nodes[at(Math.floor(i / mu.length), d)] as number);
  });
  const values = await logLikelihood(z);
  return values?.reduce((sum, value, row) => {
    const logWeight = mu.reduce((total, _, d) => total + (logWeights[at(row, d)] as number), 0);
    return sum + Math.exp(logWeight) * value;
  }, 0);
}

/** E_q[log p(x|z)] and the importance-weighted bound on log p(x), from the same draws of q. */
async function byDraws(logLikelihood: LogLikelihood, { mu, sigma }: DiagonalGaussian, draws: number) {
  const dimensions = mu.length;
  const eps = normals(key(Stream.analysis, dimensions), draws * dimensions);
  const z = eps.map((value, i) => (mu[i % dimensions] as number) + (sigma[i % dimensions] as number) * value);
  const values = await logLikelihood(z);
  if (!values) return undefined;
  // log w = log p(x|z) + log p(z) − log q(z|x)
  const logWeights = values.map((value, row) => {
    let ratio = 0;
    for (let d = 0; d < dimensions; d++) {
      const at = row * dimensions + d;
      ratio += 0.5 * ((eps[at] as number) ** 2 - (z[at] as number) ** 2) + Math.log(sigma[d] as number);
    }
    return value + ratio;
  });
  return {
    reconstruction: values.reduce((sum, value) => sum + value, 0) / draws,
    logEvidence: logMeanWeights(logWeights, draws)[0] as number,
  };
}
