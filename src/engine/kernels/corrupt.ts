import {
  add,
  clipByValue,
  less,
  mul,
  type Scalar,
  scalar,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { bits } from "../random";
import { CORRUPT, hasKernel, runKernel } from "./names";
import { noise } from "./noise";
import { constant } from "./withGradient";

export type CorruptionKind = "gaussian" | "masking" | "saltAndPepper";

/** How an image is spoilt before a denoising autoencoder sees it (Vincent et al. 2010). */
export interface Corruption {
  readonly kind: CorruptionKind;
  /**
   * Gaussian noise: its standard deviation σ, in units of the pixels' range [0, 1]. Otherwise: the probability p that a pixel is
   * hit. A tensor where a recorded step is to find it changed when it is replayed.
   */
  readonly strength: number | Scalar;
  /**
   * Whether Gaussian noise stays in [0, 1]; `false` unless said otherwise. Without it x̃ ~ N(x, σ²I) as the paper has it, which
   * is what makes (x̂ − x̃)/σ² the gradient of log p(x̃) (Vincent 2011); clamped, half of the noise on paper and ink is lost.
   */
  readonly clamp?: boolean;
}

/**
 * x̃, the images with noise on them. Pixel i gets the i-th draw of a key, so that a seed gives the same x̃ on every backend, and a
 * pixel that is hit at p stays hit in the same way at any larger p.
 *
 * - `gaussian`: x + σ·n with n ~ N(0, 1)
 * - `masking`: 0 with probability p
 * - `saltAndPepper`: with probability p 0 or 1, each as often as the other
 *
 * x̃ is a constant: no gradient flows through it.
 * @param x of any shape
 * @param draw the key, e.g. `key(seed, Stream.corruption, step)`; a tensor [1] where a recorded step is to find it changed
 */
export function corrupt<T extends Tensor>(x: T, corruption: Corruption, draw: number | Tensor1D): T {
  return constant(() => {
    if (!hasKernel(CORRUPT)) return composed(x, corruption, draw);
    return runKernel<T>(CORRUPT, { x, ...heldTensors(corruption, draw) }, attributesOf(corruption));
  });
}

/** What a program reads that may change from one replay to the next. */
export function heldTensors({ strength }: Corruption, draw: number | Tensor1D) {
  return {
    strength: typeof strength === "number" ? scalar(strength) : strength,
    draw: typeof draw === "number" ? tensor1d([draw | 0], "int32") : draw,
  };
}

export const attributesOf = ({ kind, clamp = false }: Corruption) => ({ kind, clamp });

function composed<T extends Tensor>(x: T, { kind, strength, clamp }: Corruption, draw: number | Tensor1D): T {
  if (kind === "gaussian") {
    const noisy = add(x, mul(strength, noise("normal", draw, x.shape))) as T;
    return clamp ? clipByValue(noisy, 0, 1) : noisy;
  }
  if (typeof draw !== "number") throw new Error("only our own kernels draw by a tensor");
  // Of the 32 bits, a float holds the first 24 exactly: no rounding decides whether a pixel is hit. The last one is the coin.
  const drawn = Array.from({ length: x.size }, (_, i) => bits(draw, i));
  const inShape = (numbers: number[]) => tensor(numbers, x.shape);
  const isHit = less(inShape(drawn.map((word) => (word >>> 8) / 2 ** 24)), strength);
  const instead = kind === "masking" ? zerosLike(x) : inShape(drawn.map((word) => word & 1));
  return where(isHit, instead, x) as T;
}
