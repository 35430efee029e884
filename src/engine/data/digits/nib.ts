/** How wide the pen writes along its path. */
import type { Chance } from "./chance";
import type { Point } from "./strokes";

/** A place on the image in pixels, and half the width of the stroke there. */
export interface InkPoint extends Point {
  readonly radius: number;
}

export interface Nib {
  /** Half the usual width of a stroke, in pixels of the finished image. */
  readonly radius: number;
  /** The direction in which the nib is wide, a unit vector, and by how much (0 is a round pen). */
  readonly wide: Point;
  readonly flatness: number;
}

/** A pen: most are fine, a few are felt tips. */
export function pickNib(dice: Chance): Nib {
  const fine = dice.between(0, 1);
  const t = dice.between(-1, 1);
  return {
    radius: 0.8 + 0.55 * dice.between(0, 1) + 0.85 * fine * fine * fine,
    wide: { x: (1 - t * t) / (1 + t * t), y: (2 * t) / (1 + t * t) },
    flatness: dice.between(0, 0.22),
  };
}

/** Gives each point of a path its width: pressure changes slowly along it, and with the direction of the pen. */
export function inkPath(path: readonly Point[], nib: Nib, dice: Chance): InkPoint[] {
  const [start, middle, end] = [dice.bell(0.12), dice.bell(0.08), dice.bell(0.14)];
  const last = path.length - 1;
  return path.map((point, i) => {
    const t = (2 * i) / last;
    const pressure = t < 1 ? start + t * (middle - start) : middle + (t - 1) * (end - middle);
    const before = path[Math.max(i - 1, 0)] as Point;
    const after = path[Math.min(i + 1, last)] as Point;
    return { ...point, radius: nib.radius * (1 + pressure) * (1 + nib.flatness * across(before, after, nib.wide)) };
  });
}

/** +1 where the pen moves across the wide direction, −1 where it moves along it. */
function across(from: Point, to: Point, wide: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 0;
  const along = dx * wide.x + dy * wide.y;
  return 1 - (2 * along * along) / squared;
}
