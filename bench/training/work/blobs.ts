import type { Dataset } from "../../../src/engine/data/dataset";
import { key, uniform } from "../../../src/engine/random";

/** As many are different; more of them repeat. */
const DIFFERENT = 1024;
export const SIDE = 28;

/** Smooth blobs: compressible, and the same everywhere. */
export function blobs(count = DIFFERENT): Dataset {
  const different = Math.min(DIFFERENT, count) * SIDE * SIDE;
  const pixels = new Uint8Array(count * SIDE * SIDE);
  for (let image = 0; image < Math.min(DIFFERENT, count); image++) {
    const [cx, cy, radius] = [0, 1, 2].map((i) => uniform(key(image), i)) as [number, number, number];
    for (let i = 0; i < SIDE * SIDE; i++) {
      const distance = Math.hypot((i % SIDE) - 4 - 20 * cx, Math.floor(i / SIDE) - 4 - 20 * cy);
      pixels[image * SIDE * SIDE + i] = Math.round(255 / (1 + Math.exp(distance - 3 - 5 * radius)));
    }
  }
  for (let i = different; i < pixels.length; i += different)
    pixels.copyWithin(i, 0, Math.min(different, pixels.length - i));
  const set = { count, width: SIDE, height: SIDE, channels: 1 as const, pixels };
  return { id: "blobs", train: set, heldOut: set, classes: 0 };
}
