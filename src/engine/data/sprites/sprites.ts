/**
 * White-on-nothing shapes whose factors are known exactly, after dSprites (Matthey, Higgins, Hassabis & Lerchner 2017), drawn anew:
 * with soft edges, in a slightly different size, and with 40 rotations that are all different (there the last repeats the first).
 */
import type { ImageSet } from "../dataset";
import { Coverage } from "../drawing/coverage";
import { turn } from "../drawing/turn";
import { checkFactors, drawFactored, evenFactor } from "../factored";
import { SHAPES } from "./shapes";

export type SpriteSize = 32 | 64;

const SCALES = 6;
const ROTATIONS = 40;
const PLACES = 32;

/**
 * shape: 0 square, 1 ellipse, 2 heart. scale: 0 to 5, from half size to full size. rotation: k⁄40 of a turn, clockwise.
 * x, y: 0 to 31, to the right and down; a step is one pixel at 64 × 64 and half a pixel at 32 × 32. No sprite leaves the sheet.
 *
 * The picture does not tell every rotation: the square looks the same every 10 steps and the ellipse every 20; only the heart shows all 40.
 */
export const SPRITE_FACTORS = [
  evenFactor("shape", SHAPES.length),
  evenFactor("scale", SCALES),
  evenFactor("rotation", ROTATIONS),
  evenFactor("x", PLACES),
  evenFactor("y", PLACES),
];

/** How far a sprite of full size reaches from its centre, in sides of the sheet. */
const REACH = 0.25;

/**
 * The sprite of these factor indices (shape, scale, rotation, x, y): size × size bytes, 0 is paper and 255 is ink.
 * A pixel at the edge is as dark as the share of it that the shape covers. @throws RangeError on an index out of range.
 */
export function drawSprite(factors: ArrayLike<number>, size: SpriteSize): Uint8Array {
  checkFactors(SPRITE_FACTORS, factors);
  const [shape, scale, rotation, x, y] = Array.from(factors) as [number, number, number, number, number];
  const radius = size * REACH * (0.5 + (0.5 * scale) / (SCALES - 1));
  const { cos, sin } = turn(rotation / ROTATIONS);
  const outline = (SHAPES[shape] as (typeof SHAPES)[number]).map((point) => ({
    x: size * place(x) + radius * (cos * point.x - sin * point.y),
    y: size * place(y) + radius * (sin * point.x + cos * point.y),
  }));
  const coverage = new Coverage(size);
  const { left, right, top, bottom } = coverage.fill([outline]);
  const pixels = new Uint8Array(size * size);
  for (let row = top; row < bottom; row++) {
    for (let at = row * size + left; at < row * size + right; at++) {
      pixels[at] = Math.round(255 * (coverage.values[at] as number));
    }
  }
  return pixels;
}

/** The middle of the sprite in sides of the sheet: from ¼ to ¾ in steps of 1⁄64. */
function place(index: number): number {
  return REACH + (index + 0.5) / (2 * PLACES);
}

/** `count` sprites of a seed, every factor uniform and independent; the label is the shape. Grey, with the factors' indices. */
export function drawSprites(
  { size, count, seed }: { size: SpriteSize; count: number; seed: number },
  onProgress?: (done: number, total: number) => void,
): ImageSet {
  const draw = (factors: Uint8Array) => drawSprite(factors, size);
  return drawFactored({ factors: SPRITE_FACTORS, label: "shape", channels: 1, size, count, seed, draw }, onProgress);
}
