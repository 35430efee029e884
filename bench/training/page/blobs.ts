import type { Dataset } from "../../../src/engine/data/dataset";
import { key, uniform } from "../../../src/engine/random";

const IMAGES = 1024;
export const SIDE = 28;

/** Smooth blobs: compressible, and the same everywhere. */
export function blobs(): Dataset {
  const pixels = new Uint8Array(IMAGES * SIDE * SIDE);
  for (let image = 0; image < IMAGES; image++) {
    const [cx, cy, radius] = [0, 1, 2].map((i) => uniform(key(image), i)) as [number, number, number];
    for (let i = 0; i < SIDE * SIDE; i++) {
      const distance = Math.hypot((i % SIDE) - 4 - 20 * cx, Math.floor(i / SIDE) - 4 - 20 * cy);
      pixels[image * SIDE * SIDE + i] = Math.round(255 / (1 + Math.exp(distance - 3 - 5 * radius)));
    }
  }
  const set = { count: IMAGES, width: SIDE, height: SIDE, pixels };
  return { id: "blobs", train: set, heldOut: set, classes: 0 };
}
