import type { Latents } from "../training/evaluate";

/** Mean KL(N(μ_d, σ_d²) ‖ N(0, 1)) of each latent dimension, nats; they add up to the KL term of the loss. */
export function klPerDimension({ dimensions, mu, logVar }: Required<Latents>): Float64Array {
  return meanPerDimension(mu.length, dimensions, (i) => {
    const mean = mu[i] as number;
    const logVariance = logVar[i] as number;
    return 0.5 * (mean * mean + Math.exp(logVariance) - logVariance - 1);
  });
}

/** Standard deviation of each latent dimension over the images. */
export function spreadPerDimension({ dimensions, mu }: Latents): Float64Array {
  const means = meanPerDimension(mu.length, dimensions, (i) => mu[i] as number);
  const variances = meanPerDimension(mu.length, dimensions, (i) => {
    const deviation = (mu[i] as number) - (means[i % dimensions] as number);
    return deviation * deviation;
  });
  return variances.map(Math.sqrt);
}

function meanPerDimension(length: number, dimensions: number, value: (i: number) => number): Float64Array {
  const sums = new Float64Array(dimensions);
  for (let i = 0; i < length; i++) sums[i % dimensions] = (sums[i % dimensions] as number) + value(i);
  return sums.map((sum) => (sum * dimensions) / length);
}
