/** What every part of a drawing needs to know. */
import type { Point } from "../digits/strokes";
import type { Outline } from "../drawing/coverage";
import type { Colour, Paint, Sheet } from "../drawing/sheet";
import type { Face } from "./factors";
import type { Head } from "./head";

export interface Scene {
  readonly sheet: Sheet;
  readonly face: Face;
  readonly head: Head;
  /** Unit vector towards the light. */
  readonly light: Point;
}

const HALF = Math.SQRT1_2;
export const LIGHTS: Record<Face["light"], Point> = {
  left: { x: -1, y: 0 },
  upperLeft: { x: -HALF, y: -HALF },
  above: { x: 0, y: -1 },
  upperRight: { x: HALF, y: -HALF },
  right: { x: 1, y: 0 },
};

/** From `light` on the side of the light to `dark` on the other, over `reach` either way of the centre. */
export function lit(scene: Scene, light: Colour, dark: Colour, centre: Point, reach: number): Paint {
  const along = { x: -scene.light.x / (2 * reach), y: -scene.light.y / (2 * reach) };
  return { from: light, to: dark, along, offset: 0.5 - along.x * centre.x - along.y * centre.y };
}

/** Shapes moved away from the light: where their shadow falls. */
export function shadowOf({ light }: Scene, loops: readonly Outline[], distance: number, drop = 0): Outline[] {
  return loops.map((loop) => loop.map(({ x, y }) => ({ x: x - distance * light.x, y: y - distance * light.y + drop })));
}

/** A loop that cuts a hole into the one round it. */
export function hole(outline: Outline): Outline {
  return [...outline].reverse();
}
