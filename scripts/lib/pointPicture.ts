import { FIRST_TURN, project } from "../../src/components/charts/cloud/project";
import type { ImageSet } from "../../src/engine/data/dataset";
import type { PointCloud } from "../../src/engine/data/points/points";

const SIDE = 64;
/** CSS pixels, here pixels of the picture, a unit. */
const SCALE = SIDE / 2.3;
const INK = 110;

/** Clouds as grey pictures: the more points in a pixel, the more ink. */
export function pictureOf(clouds: readonly PointCloud[]): ImageSet {
  const pixels = new Uint8Array(clouds.length * SIDE * SIDE);
  for (const [i, { positions, dimensions }] of clouds.entries()) {
    const places = project(positions, dimensions, { width: SIDE, height: SIDE, scale: SCALE }, FIRST_TURN);
    const picture = pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
    for (let point = 0; 2 * point < places.length; point++) {
      const [x, y] = [Math.floor(places[2 * point] as number), Math.floor(places[2 * point + 1] as number)];
      if (x < 0 || x >= SIDE || y < 0 || y >= SIDE) continue;
      picture[y * SIDE + x] = Math.min(255, (picture[y * SIDE + x] as number) + INK);
    }
  }
  return { count: clouds.length, width: SIDE, height: SIDE, channels: 1, pixels };
}
