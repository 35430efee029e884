/** Size and place on the sheet, by the rule of MNIST (LeCun, Bottou, Bengio & Haffner 1998, section III.A). */
import { SIDE } from "./ink";
import type { Point } from "./strokes";

/** The longer side of the inked box, in pixels. */
const BOX = 20;
const MARGIN = (SIDE - BOX) / 2;

/** Scales the paths, keeping their aspect, so that strokes of this radius fill a BOX × BOX square, and moves them into it. */
export function fitBox(paths: readonly (readonly Point[])[], radius: number): Point[][] {
  const points = paths.flat();
  const left = points.reduce((least, { x }) => Math.min(least, x), Infinity);
  const right = points.reduce((most, { x }) => Math.max(most, x), -Infinity);
  const top = points.reduce((least, { y }) => Math.min(least, y), Infinity);
  const bottom = points.reduce((most, { y }) => Math.max(most, y), -Infinity);
  const scale = (BOX - 2 * radius) / Math.max(right - left, bottom - top);
  // Pixel 0 is centred on coordinate 0, so a box that starts with pixel MARGIN starts at MARGIN − ½.
  const corner = MARGIN - 0.5 + radius;
  return paths.map((path) =>
    path.map(({ x, y }) => ({ x: corner + (x - left) * scale, y: corner + (y - top) * scale })),
  );
}

/** Moves the drawing by whole pixels until its centre of mass is nearest to pixel (14, 14), and stretches it to full black. */
export function centre(sheet: Float64Array): Uint8Array {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  let darkest = 0;
  for (const [at, ink] of sheet.entries()) {
    mass += ink;
    massX += ink * (at % SIDE);
    massY += ink * Math.floor(at / SIDE);
    darkest = Math.max(darkest, ink);
  }
  const shiftX = Math.round(SIDE / 2 - massX / mass);
  const shiftY = Math.round(SIDE / 2 - massY / mass);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (const [at, ink] of sheet.entries()) {
    const x = (at % SIDE) + shiftX;
    const y = Math.floor(at / SIDE) + shiftY;
    if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) pixels[y * SIDE + x] = Math.round((255 * ink) / darkest);
  }
  return pixels;
}
