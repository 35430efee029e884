import type { Latents } from "../training/evaluate";
import type { Pace } from "./chunks";
import { countRows } from "./features";
import { type Moments, moments } from "./moments";

/** Variance of μ over the images above which a latent unit counts as active (Burda et al. 2016, § 5.2). */
export const ACTIVE = 0.01;

/** Mean KL(N(μ_d, σ_d²) ‖ N(0, 1)) of each latent dimension, nats; they add up to the KL term of the loss. */
export function klPerDimension({ dimensions, mu, logVar }: Required<Latents>): Float64Array {
  return meanPerDimension(mu.length, dimensions, (i) => {
    const mean = mu[i] as number;
    const logVariance = logVar[i] as number;
    return 0.5 * (mean * mean + Math.exp(logVariance) - logVariance - 1);
  });
}

/** Standard deviation of each latent dimension over the images. */
export const spreadPerDimension = (latents: Latents): Float64Array => activityPerDimension(latents).map(Math.sqrt);

/** A_d = Var over images of E[z_d | x] = μ_d (Burda et al. 2016, § 5.2). */
export function activityPerDimension({ dimensions, mu }: Latents): Float64Array {
  const means = meanPerDimension(mu.length, dimensions, (i) => mu[i] as number);
  return meanPerDimension(mu.length, dimensions, (i) => {
    const deviation = (mu[i] as number) - (means[i % dimensions] as number);
    return deviation * deviation;
  });
}

/**
 * How many latent units the decoder can tell anything from: those with A_d > 0.01 (Burda et al. 2016, § 5.2).
 *
 * @throws RangeError where there are no images, or a μ is not finite
 */
export function activeUnits(latents: Latents): number {
  if (countRows({ dimensions: latents.dimensions, values: latents.mu }) === 0)
    throw new RangeError("No images: there is no activity of nothing.");
  return activityPerDimension(latents).reduce((count, activity) => count + (activity > ACTIVE ? 1 : 0), 0);
}

/**
 * Mean and covariance of the aggregate posterior q(z) = mean over images of N(μ(x), diag σ²(x)) (Hoffman & Johnson 2016),
 * to hold against those of N(0, I): the covariance is that of μ plus the mean σ² on the diagonal. Without `logVar`, σ is 0.
 *
 * @returns undefined when given up
 * @throws RangeError where there are no images, or a value is not finite
 */
export async function aggregatePosterior(
  { dimensions, mu, logVar }: Latents,
  pace: Pace,
): Promise<Moments | undefined> {
  const found = await moments({ dimensions, values: mu }, pace);
  if (!found || !logVar) return found;
  countRows({ dimensions, values: logVar });
  const variances = meanPerDimension(logVar.length, dimensions, (i) => Math.exp(logVar[i] as number));
  const covariance = found.covariance.map((value, cell) => {
    const row = Math.floor(cell / dimensions);
    return row === cell % dimensions ? value + (variances[row] as number) : value;
  });
  return { ...found, covariance };
}

function meanPerDimension(length: number, dimensions: number, value: (i: number) => number): Float64Array {
  const sums = new Float64Array(dimensions);
  for (let i = 0; i < length; i++) sums[i % dimensions] = (sums[i % dimensions] as number) + value(i);
  return sums.map((sum) => (sum * dimensions) / length);
}
