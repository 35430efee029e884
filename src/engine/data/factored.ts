/** Data sets whose every image is drawn from known factors: what the metrics of disentanglement compare latents with. */
import { key, Stream, uniform } from "../random";
import type { ImageSet } from "./dataset";

/** A factor of variation: its name, and how often each of its values is drawn (weights, in the order of the indices). */
export interface Factor {
  readonly name: string;
  readonly weights: readonly number[];
}

/** A factor with `size` equally likely values. */
export function evenFactor(name: string, size: number): Factor {
  return { name, weights: new Array<number>(size).fill(1) };
}

/** @throws RangeError unless there is one index for each factor, a whole number from 0 up to the size of the factor. */
export function checkFactors(factors: readonly Factor[], values: ArrayLike<number>): void {
  if (values.length !== factors.length) throw new RangeError(`${factors.length} factors needed, not ${values.length}`);
  for (const [i, { name, weights }] of factors.entries()) {
    const value = values[i] as number;
    if (!Number.isInteger(value) || value < 0 || value >= weights.length)
      throw new RangeError(`factor ${name}: ${value} is not one of 0 to ${weights.length - 1}`);
  }
}

export interface FactoredSet {
  readonly factors: readonly Factor[];
  /** Which factor is the label. */
  readonly label: string;
  readonly channels: 1 | 3;
  /** Width and height in pixels. */
  readonly size: number;
  readonly count: number;
  readonly seed: number;
  /** Draws one image: size × size × channels bytes. `image` is a key of its own for whatever else varies. */
  readonly draw: (values: Uint8Array, image: number) => Uint8Array;
}

/** How many images are drawn between two reports of progress. */
const BETWEEN_REPORTS = 100;

/**
 * `count` images, every factor drawn independently of the others; image i depends on (seed, i) alone.
 * `onProgress` hears how many images of how many are done, last of all that all are; what it throws ends the drawing.
 * @throws RangeError if `count` is not a whole number from 0.
 */
export function drawFactored(set: FactoredSet, onProgress?: (done: number, total: number) => void): ImageSet {
  const { factors, channels, size, count, seed } = set;
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`cannot draw ${count} images`);
  const bytes = size * size * channels;
  const label = factors.findIndex(({ name }) => name === set.label);
  const pixels = new Uint8Array(count * bytes);
  const labels = new Uint16Array(count);
  const values = new Uint8Array(count * factors.length);
  for (let i = 0; i < count; i++) {
    const image = key(seed, Stream.data, i);
    const drawn = values.subarray(i * factors.length, (i + 1) * factors.length);
    drawn.set(factors.map(({ weights }, factor) => pick(weights, uniform(image, factor))));
    labels[i] = drawn[label] as number;
    pixels.set(set.draw(drawn, image), i * bytes);
    if ((i + 1) % BETWEEN_REPORTS === 0 || i + 1 === count) onProgress?.(i + 1, count);
  }
  const names = factors.map(({ name }) => name);
  const sizes = factors.map(({ weights }) => weights.length);
  return { count, width: size, height: size, channels, pixels, labels, factors: { names, sizes, values } };
}

/** The index that a uniform number falls on, each as likely as its weight. */
function pick(weights: readonly number[], chance: number): number {
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return found < 0 ? weights.length - 1 : found;
}
