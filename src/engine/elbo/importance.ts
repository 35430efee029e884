/** Importance weights of a trained model's samples, and the bounds on log p(x) that they give. */
import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { logMeanWeights } from "../metrics/likelihood";
import type { LikelihoodModel, Model } from "../models/model";
import { key, normals, Stream } from "../random";
import { read } from "../training/evaluate";
import { sampled } from "./statistics";

/** Draws that are decoded together. */
const CHUNK = 250;
/** How much wider than q the other half of a defensive mixture is. */
const WIDE = 2;

/** What z ~ q(z | x) says of one sample x. All in nats. */
export interface Weights {
  /** log w = log p(x, z) − log (what z was drawn from) of each draw. */
  readonly logWeights: Float64Array;
  /** log p(x | z) of each draw. */
  readonly logLikelihoods: Float64Array;
  /** KL(q(z_d | x) ‖ N(0, 1)) of each latent dimension, in closed form. */
  readonly kl: Float64Array;
}

/**
 * Draws z from q(z | x) of a model with a posterior; or, to estimate log p(x) with an error that can be told, every other
 * one from a Gaussian twice as wide. A weight is then p(x, z) over the mixture of the two (Hesterberg 1995), and no tail of
 * p(z | x) that q leaves out makes it enormous.
 *
 * @param x the one sample, [P]
 * @param seed of the noise: the same one draws the same ε
 * @returns undefined when given up
 * @throws Error where the model's posterior has no σ
 */
export async function weigh(
  model: LikelihoodModel,
  x: Float32Array,
  draws: number,
  seed: number,
  breathe: () => Promise<boolean>,
  from: "q" | "mixture" = "q",
): Promise<Weights | undefined> {
  const [mu, logVar] = await posteriorOf(model, x);
  const latent = mu.length;
  const logWeights = new Float64Array(draws);
  const logLikelihoods = new Float64Array(draws);
  for (let start = 0; start < draws; start += CHUNK) {
    const count = Math.min(CHUNK, draws - start);
    const noise = normals(key(seed, Stream.analysis, start), count * latent);
    const eps = from === "q" ? noise : noise.map((e, i) => (Math.floor(i / latent) % 2 === 0 ? e : WIDE * e));
    const z = eps.map((e, i) => (mu[i % latent] as number) + Math.exp((logVar[i % latent] as number) / 2) * e);
    const values = await read(
      tidy(() => model.logLikelihood(tensor2d(x, [1, x.length]), tensor2d(z, [count, latent]))),
    );
    for (let i = 0; i < count; i++) {
      logLikelihoods[start + i] = values[i] as number;
      // log p(z) − log q(z | x) = Σ ½ (ε² − z² + log σ²)
      let ratio = 0;
      let squares = 0;
      for (let d = 0; d < latent; d++) {
        const square = (eps[i * latent + d] as number) ** 2;
        ratio += 0.5 * (square - (z[i * latent + d] as number) ** 2 + (logVar[d] as number));
        squares += square;
      }
      logWeights[start + i] = (values[i] as number) + ratio - (from === "q" ? 0 : mixtureOverQ(squares, latent));
    }
    if (!(await breathe())) return undefined;
  }
  const kl = Float64Array.from(mu, (m, d) => {
    const l = logVar[d] as number;
    return 0.5 * (m * m + Math.exp(l) - l - 1);
  });
  return { logWeights, logLikelihoods, kl };
}

/** log of (½ q + ½ q wider) ÷ q, where Σ ((z − μ)/σ)² = squares. */
function mixtureOverQ(squares: number, latent: number): number {
  const wider = 0.5 * squares * (1 - 1 / (WIDE * WIDE)) - latent * Math.log(WIDE);
  return Math.max(0, wider) + Math.log1p(Math.exp(-Math.abs(wider))) - Math.LN2;
}

async function posteriorOf(model: Model, x: Float32Array): Promise<[Float32Array, Float32Array]> {
  const [mu, logVar] = tidy(() => {
    const posterior = model.encode(tensor2d(x, [1, x.length]));
    return [posterior.mu.clone(), posterior.logVar?.clone()] as const;
  });
  if (!logVar) {
    mu.dispose();
    throw new Error("the model's posterior has no σ");
  }
  return Promise.all([read(mu), read(logVar)]);
}

/** Of fewer groups than this a standard error says nothing. */
const FEWEST_GROUPS = 10;

/** A reading by chance, and the standard error of it; none where there are too few draws to tell. */
export interface Reading {
  readonly value: number;
  readonly standardError?: number;
}

/**
 * L_k for each k: the mean over groups of k draws of log (1/k) Σ w   (Burda et al. 2016, eq. 8). L_1 is the ELBO.
 * All are of the same draws, and where each k divides the next one they rise with k by Jensen's inequality, not only on average.
 *
 * @param logWeights a multiple of the largest k
 */
export function bounds(logWeights: Float64Array, ks: readonly number[]): Reading[] {
  return ks.map((k) => {
    const groups = logMeanWeights(logWeights, k);
    const mean = groups.reduce((sum, value) => sum + value / groups.length, 0);
    return groups.length < FEWEST_GROUPS
      ? { value: mean }
      : { value: mean, standardError: sampled(groups).standardError };
  });
}
