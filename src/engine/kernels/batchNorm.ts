import {
  add,
  mean as average,
  maximum,
  mul,
  reciprocal,
  reshape,
  rsqrt,
  slice,
  square,
  batchNorm as stockBatchNorm,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
  util,
} from "@tensorflow/tfjs-core";
import { EPSILON, fusedNorm } from "./groupNorm";
import { GROUP_NORM, hasKernel } from "./names";
import { constant, stopGradient } from "./withGradient";

/** Mean and variance of each channel, [C] each. */
export interface ChannelStatistics {
  readonly mean: Tensor1D;
  /** Divided by the count of numbers m, as it is normalised by; m/(m − 1) times as much is the unbiased one. */
  readonly variance: Tensor1D;
}

/**
 * Batch normalisation while training: (x − μ) / √(σ² + ε) · scale + shift, with the mean μ and variance σ² that a channel has over
 * all images and pixels of the batch   (Ioffe & Szegedy 2015, algorithm 1).
 *
 * Where a backend has the kernel it is that of `groupNorm`: all images as one, and each channel a group.
 * @param x [..., C]: [B, C] or [B, H, W, C]
 * @param scale γ, [C]
 * @param shift β, [C]
 * @returns also μ and σ², as constants, for running averages
 */
export function batchNorm<T extends Tensor>(x: T, scale: Tensor1D, shift: Tensor1D): { y: T } & ChannelStatistics {
  const [channels] = scale.shape;
  util.assert(x.shape.at(-1) === channels, () => `${x.shape.at(-1)} channels are not ${channels}`);
  if (!hasKernel(GROUP_NORM)) return composed(x, scale, shift);
  const asOneImage = reshape(x, [1, x.size / channels, 1, channels]) as Tensor4D;
  const [y, statistics] = fusedNorm(asOneImage, scale, shift, channels);
  const result = { y: reshape(y, x.shape) as T, ...momentsOf(statistics, channels) };
  statistics.dispose();
  return result;
}

/**
 * Batch normalisation after training, by running averages of the batches' μ and σ²   (Ioffe & Szegedy 2015, algorithm 2).
 * @param x [..., C], rank 2 to 4
 * @param statistics constants: gradients into them are not meant to be used
 */
export function batchNormInference<T extends Tensor>(
  x: T,
  scale: Tensor1D,
  shift: Tensor1D,
  { mean, variance }: ChannelStatistics,
): T {
  return stockBatchNorm(x, mean, variance, shift, scale, EPSILON) as T;
}

/** From [1, C, 2], μ and 1 / √(σ² + ε). */
function momentsOf(statistics: Tensor3D, channels: number): ChannelStatistics {
  const column = (i: number) => reshape(slice(statistics, [0, 0, i], [1, channels, 1]), [channels]) as Tensor1D;
  return {
    mean: constant(() => column(0)),
    variance: constant(() => maximum(sub(reciprocal(square(column(1))), EPSILON), 0) as Tensor1D),
  };
}

function composed<T extends Tensor>(x: T, scale: Tensor1D, shift: Tensor1D): { y: T } & ChannelStatistics {
  const rows = reshape(x, [-1, scale.size]); // [N, C]
  const mu = average(rows, 0) as Tensor1D;
  const centred = sub(rows, mu);
  const variance = average(square(centred), 0) as Tensor1D;
  const normalised = mul(centred, rsqrt(add(variance, EPSILON)));
  const y = reshape(add(mul(normalised, scale), shift), x.shape) as T;
  return { y, mean: stopGradient(mu), variance: stopGradient(variance) };
}
