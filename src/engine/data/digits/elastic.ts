/**
 * A smooth, slow distortion of the paper: the drawing is bent with a 4 × 4 lattice of handles.
 * (Free-form deformation with Bernstein polynomials, Sederberg & Parry 1986, in the plane.)
 */
import type { Chance } from "./chance";
import type { Point } from "./strokes";

/** Handles a side of the lattice, which covers the glyph's box; cubic polynomials have four. */
const HANDLES = 4;

/** Bends the box: each handle is pulled by a random amount, of standard deviation `strength` in heights of the box. */
export function elastic(dice: Chance, strength: number): (point: Point) => Point {
  const pullX = Float64Array.from({ length: HANDLES * HANDLES }, () => dice.bell(strength));
  const pullY = Float64Array.from({ length: HANDLES * HANDLES }, () => dice.bell(strength));
  return ({ x, y }) => {
    const across = bernstein(x);
    const down = bernstein(y);
    let dx = 0;
    let dy = 0;
    for (const [row, rowWeight] of down.entries()) {
      for (const [column, columnWeight] of across.entries()) {
        const at = row * HANDLES + column;
        dx += rowWeight * columnWeight * (pullX[at] as number);
        dy += rowWeight * columnWeight * (pullY[at] as number);
      }
    }
    return { x: x + dx, y: y + dy };
  };
}

/** The four cubic Bernstein polynomials, which add up to 1; outside [0, 1] they stay as they are at the edge. */
function bernstein(at: number): [number, number, number, number] {
  const t = Math.min(Math.max(at, 0), 1);
  const s = 1 - t;
  return [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
}
