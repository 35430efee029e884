/** The three shapes, about equal in area, their centre of mass at (0, 0), none reaching further than 1 from it. */
import type { Outline } from "../drawing/coverage";
import { arc, ellipse } from "../drawing/outline";

/** Half the shorter axis of the ellipse, against half the longer one. */
const ELLIPSE_ASPECT = 0.64;

const CORNER = Math.sqrt(0.5);
const square: Outline = [
  { x: -CORNER, y: -CORNER },
  { x: CORNER, y: -CORNER },
  { x: CORNER, y: CORNER },
  { x: -CORNER, y: CORNER },
];

/** A square standing on a corner, with half a disc on each of its upper sides. */
function heart(): Outline {
  const half = Math.PI / 8; // area of half a disc on a side of length 1
  const disc = 1 + 2 / (3 * Math.PI); // how far its centre of mass is from the side opposite
  const area = 1 + 2 * half;
  const centre = (0.5 + half * disc + half * 0.5) / area; // along either side, from the tip
  const size = 1 / (centre * Math.SQRT2); // the tip is furthest from the centre
  // In the square's own axes u and v the tip is (0, 0); up is where both grow.
  const outline = [{ x: 0, y: 0 }, ...arc(1, 0.5, 0.5, -0.25, 0.25), ...arc(0.5, 1, 0.5, 0, 0.5)];
  return outline.map(({ x: u, y: v }) => ({
    x: (u - v) * Math.SQRT1_2 * size,
    y: (2 * centre - u - v) * Math.SQRT1_2 * size,
  }));
}

/** Indexed by the factor "shape". */
export const SHAPES: readonly Outline[] = [square, ellipse(0, 0, 1, ELLIPSE_ASPECT), heart()];
