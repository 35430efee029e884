/** Handwritten digits without a download: image i of a seed is a pure function of (seed, i). */
import { key, permutation, Stream } from "../../random";
import type { ImageSet } from "../dataset";
import { chance } from "./chance";
import { centre, fitBox } from "./fit";
import { writeDigit } from "./hand";
import { rasterise, SIDE } from "./ink";
import { inkPath, pickNib } from "./nib";

const CLASSES = 10;
/** Keeps the order of the classes apart from the drawings themselves. */
const ORDER = -1;

/** The digit that image `index` shows: every run of ten images, from a multiple of ten, holds each digit once. */
export function digitAt(seed: number, index: number): number {
  const decade = Math.floor(index / CLASSES);
  return permutation(key(seed, Stream.data, ORDER, decade), CLASSES)[index % CLASSES] as number;
}

/** One drawing: 28 × 28 pixels row by row, 0 is paper and 255 is ink. */
export function drawDigit(seed: number, index: number): { label: number; pixels: Uint8Array } {
  const label = digitAt(seed, index);
  const dice = chance(key(seed, Stream.data, index));
  const nib = pickNib(dice);
  const softness = dice.between(0.8, 1.4);
  const paths = fitBox(writeDigit(label, dice), nib.radius);
  const inked = paths.map((path) => inkPath(path, nib, dice));
  return { label, pixels: centre(rasterise(inked, softness)) };
}

/** Images `start` up to `start + count` of a seed. */
export function drawDigits(seed: number, start: number, count: number): ImageSet {
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const drawn = drawDigit(seed, start + i);
    pixels.set(drawn.pixels, i * SIDE * SIDE);
    labels[i] = drawn.label;
  }
  return { count, width: SIDE, height: SIDE, channels: 1, pixels, labels };
}
