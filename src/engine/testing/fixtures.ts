/** The fixtures that `npm run oracles` builds, and what tests make of them. */
import { type Dataset, slice } from "../data/dataset";
import { DEFAULT_EXPERIMENT, type Experiment } from "../experiment";
import stored from "../models/fixtures/images.json";
import { bits, key } from "../random";

/** Little-endian float32 from base64. */
export function floats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer);
}

const { width, height } = stored;
const pixels = Uint8Array.from(Buffer.from(stored.pixels, "base64"));
const images = { width, height, channels: 1 as const, pixels, count: pixels.length / (width * height) };

/** 8 × 8 pictures of a soft blob. The held-out ones are more than one evaluation chunk, and not a whole number of them. */
export const BLOBS: Dataset = {
  id: "blobs",
  train: slice(images, 0, stored.train),
  heldOut: slice(images, stored.train, images.count),
  classes: 0,
};

const coloured = { width: 15, height: 14, channels: 3 as const, count: 32 };
const drawn = key(2025);

/** Coloured pictures of an odd size, every byte of them drawn, as in scripts/oracles/images.py. */
export const COLOURS: Dataset = {
  id: "colours",
  train: { ...coloured, pixels: Uint8Array.from({ length: 32 * 14 * 15 * 3 }, (_, i) => bits(drawn, i) >>> 24) },
  heldOut: { ...coloured, pixels: new Uint8Array(32 * 14 * 15 * 3) },
  classes: 0,
};

/** An experiment on the blobs that takes a millisecond or two a step. */
export const SMALL: Experiment = { ...DEFAULT_EXPERIMENT, dataset: "own", hidden: 16, batch: 8 };

/** The largest |actual − expected| ÷ (1e-12 + |expected|). */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const errors = Array.from(
    expected,
    (value, i) => Math.abs((actual[i] as number) - value) / (1e-12 + Math.abs(value)),
  );
  return errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
}
