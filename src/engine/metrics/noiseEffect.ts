import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import type { Model } from "../models/model";
import { read } from "../training/evaluate";
import type { Pace } from "./chunks";

/** What noise does to samples, and what a model makes of them. */
export interface NoiseEffect {
  readonly count: number;
  /** Mean squared error per pixel of x̃ against x. */
  readonly noisy: number;
  /** The same of what the model rebuilds from x̃. */
  readonly rebuilt: number;
  /** The same of what it rebuilds from x itself: what the bottleneck costs. */
  readonly clean: number;
  readonly dimensions: number;
  /** z(x) and z(x̃), for a VAE their means. */
  readonly z: Float32Array; // [count × D]
  readonly zTilde: Float32Array; // [count × D]
}

const CHUNK = 100;

/**
 * Spoils the first `count` samples and has the model rebuild them, with its weights as they are at each chunk.
 * @param spoil what it makes of rows x [n, P] of the samples with these numbers
 * @returns undefined when given up
 */
export async function noiseEffect(
  model: Pick<Model, "encode" | "decode">,
  samples: Samples,
  count: number,
  spoil: (x: Tensor2D, numbers: readonly number[]) => Tensor2D,
  { breathe, progress }: Pace,
): Promise<NoiseEffect | undefined> {
  const size = sampleSize(samples);
  const sums = { noisy: 0, rebuilt: 0, clean: 0 };
  const [z, zTilde]: [number[], number[]] = [[], []];
  for (let start = 0; start < count; start += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, count - start) }, (_, i) => start + i);
    const x = gatherSamples(samples, numbers);
    const tensors = tidy(() => {
      const given = tensor2d(x, [numbers.length, size]);
      const spoilt = spoil(given, numbers);
      const [code, codeTilde] = [model.encode(given).mu, model.encode(spoilt).mu];
      return [spoilt.clone(), model.decode(codeTilde), model.decode(code), code, codeTilde] as const;
    });
    const [xTilde, xHat, ofClean, code, codeTilde] = (await Promise.all(tensors.map(read))) as Rows;
    sums.noisy += squaredError(x, xTilde);
    sums.rebuilt += squaredError(x, xHat);
    sums.clean += squaredError(x, ofClean);
    z.push(...code);
    zTilde.push(...codeTilde);
    progress?.((start + numbers.length) / count);
    if (!(await breathe())) return undefined;
  }
  const perPixel = (sum: number) => sum / (count * size);
  return {
    count,
    noisy: perPixel(sums.noisy),
    rebuilt: perPixel(sums.rebuilt),
    clean: perPixel(sums.clean),
    dimensions: z.length / count,
    z: Float32Array.from(z),
    zTilde: Float32Array.from(zTilde),
  };
}

type Rows = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

const squaredError = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0);

/**
 * How far noise moves the codes, and how far the codes lie apart: mean ‖z(x̃) − z(x)‖, and the root mean square of ‖z(x) − z̄‖.
 * Their ratio does not change when a model writes all codes twice as large.
 */
export function latentShift({ count, dimensions, z, zTilde }: Omit<NoiseEffect, "noisy" | "rebuilt" | "clean">) {
  const centre = new Float64Array(dimensions);
  for (const [i, value] of z.entries()) centre[i % dimensions] = (centre[i % dimensions] as number) + value / count;
  let [moved, squares] = [0, 0];
  for (let row = 0; row < count; row++) {
    let square = 0;
    for (let d = 0; d < dimensions; d++) {
      const at = row * dimensions + d;
      square += ((zTilde[at] as number) - (z[at] as number)) ** 2;
      squares += ((z[at] as number) - (centre[d] as number)) ** 2;
    }
    moved += Math.sqrt(square) / count;
  }
  const spread = Math.sqrt(squares / count);
  return { moved, spread, relative: moved / spread };
}
