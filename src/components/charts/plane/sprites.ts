/** Marks of the points, one a class: colour first, shape as the second cue. */

import { color, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from "d3";
import type { Palette } from "../../ui/theme";

const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross];

/** A mark as the pixels it covers, relative to its centre, in device pixels. */
export interface Sprite {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly dx: Int8Array;
  readonly dy: Int8Array;
  /** How much of each pixel is covered, 0 to 1. */
  readonly coverage: Float32Array;
}

/**
 * One mark for each pair of a colour and a shape, so that the second ten classes differ from the first, then one in ink
 * for points without a class.
 * @param size width of a mark in CSS pixels
 */
export function makeSprites({ classes, ink }: Palette, size: number, pixelRatio: number): Sprite[] {
  const marks = SHAPES.flatMap((_, turn) => classes.map((colour, i) => ({ colour, shape: i + turn })));
  const side = 2 * Math.ceil((size * pixelRatio) / 2) + 3;
  const middle = (side - 1) / 2;
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return [...marks, { colour: ink, shape: 0 }].map(({ colour, shape }) => {
    const { r: red, g: green, b: blue } = color(colour)?.rgb() ?? { r: 0, g: 0, b: 0 };
    const covered: [dx: number, dy: number, coverage: number][] = [];
    if (context) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, side, side);
      context.translate(side / 2, side / 2);
      context.fill(new Path2D(symbol(SHAPES[shape % SHAPES.length], 0.7 * (size * pixelRatio) ** 2)() ?? ""));
      const { data } = context.getImageData(0, 0, side, side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        const alpha = data[4 * pixel + 3] as number;
        if (alpha > 0) covered.push([(pixel % side) - middle, Math.floor(pixel / side) - middle, alpha / 255]);
      }
    }
    return {
      red,
      green,
      blue,
      dx: Int8Array.from(covered, ([dx]) => dx),
      dy: Int8Array.from(covered, ([, dy]) => dy),
      coverage: Float32Array.from(covered, ([, , coverage]) => coverage),
    };
  });
}

/**
 * Lays a mark over a picture. Ten thousand of these take a few milliseconds, on a machine without a GPU too,
 * where as many `drawImage` take ten times as long.
 */
export function stamp({ data, width, height }: ImageData, sprite: Sprite, x: number, y: number, opacity: number): void {
  const { red, green, blue, dx, dy, coverage } = sprite;
  for (let i = 0; i < coverage.length; i++) {
    const column = x + (dx[i] as number);
    const row = y + (dy[i] as number);
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    const at = 4 * (row * width + column);
    const alpha = (coverage[i] as number) * opacity;
    const below = ((data[at + 3] as number) / 255) * (1 - alpha);
    const together = alpha + below;
    const share = alpha / together;
    data[at] = red * share + (data[at] as number) * (1 - share);
    data[at + 1] = green * share + (data[at + 1] as number) * (1 - share);
    data[at + 2] = blue * share + (data[at + 2] as number) * (1 - share);
    data[at + 3] = 255 * together;
  }
}
