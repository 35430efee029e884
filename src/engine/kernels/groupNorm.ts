import {
  add,
  mean,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
  util,
} from "@tensorflow/tfjs-core";
import { GROUP_NORM, GROUP_NORM_GRADIENT, hasKernel, runKernel } from "./names";
import { withGradientAnd } from "./withGradient";

/** Added to a variance, so that a group without any is not divided by 0. */
export const EPSILON = 1e-5;

/**
 * Group normalisation: (x − μ) / √(σ² + ε) · scale + shift, with the mean μ and variance σ² of all pixels of a group of
 * neighbouring channels of one image   (Wu & He 2018, eq. 1, 2, 6 and 7). It needs no batch, and does the same in training and after.
 *
 * @param x [B, H, W, C]
 * @param scale [C]
 * @param shift [C]
 * @param groups how many groups the channels fall into, a divisor of C
 */
export function groupNorm(x: Tensor4D, scale: Tensor1D, shift: Tensor1D, groups: number): Tensor4D {
  util.assert(x.shape[3] % groups === 0, () => `${x.shape[3]} channels do not fall into ${groups} groups`);
  if (!hasKernel(GROUP_NORM)) return composed(x, scale, shift, groups);
  const [y, statistics] = fusedNorm(x, scale, shift, groups);
  statistics.dispose();
  return y;
}

/** With the statistics of each group [B, groups, 2]: μ and 1 / √(σ² + ε). */
export const fusedNorm = (x: Tensor4D, scale: Tensor1D, shift: Tensor1D, groups: number): [Tensor4D, Tensor3D] =>
  withGradientAnd(
    [x, scale, shift],
    () => {
      const attributes = { groups, epsilon: EPSILON };
      const [value, statistics] = runKernel<[Tensor4D, Tensor3D]>(GROUP_NORM, { x, scale, shift }, attributes);
      return { value, other: statistics, saved: [x, scale, statistics] };
    },
    (dy, saved) => {
      const [input, factor, statistics] = saved as [Tensor, Tensor, Tensor];
      return runKernel<Tensor[]>(GROUP_NORM_GRADIENT, { dy, x: input, scale: factor, statistics });
    },
  );

function composed(x: Tensor4D, scale: Tensor1D, shift: Tensor1D, groups: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const grouped = reshape(x, [batch, height * width, groups, channels / groups]);
  const mu = mean(grouped, [1, 3], true); // [B, 1, G, 1]
  const centred = sub(grouped, mu);
  const variance = mean(square(centred), [1, 3], true);
  const normalised = reshape(mul(centred, rsqrt(add(variance, EPSILON))), x.shape);
  return add(mul(normalised, scale), shift);
}
