/** The closed loops that a letter's outline consists of, which can be measured, moved and made bolder. */
import type { Point } from "../digits/strokes";
import type { Outline } from "../drawing/coverage";

/** The box around the loops. */
export function boxOf(loops: readonly Outline[]) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of loops.flat()) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

export function mapPoints(loops: readonly Outline[], to: (point: Point) => Point): Outline[] {
  return loops.map((loop) => loop.map(to));
}

/**
 * The loops with every stroke run the same way round, of positive area, and every hole the other way. Some fonts mix them up in a few
 * letters, which their own non-zero rule does not mind. A hole is a loop that lies inside another.
 */
export function sameWay(loops: readonly Outline[]): Outline[] {
  return loops.map((loop) => {
    const isHole = loops.some((other) => other !== loop && contains(other, loop));
    return doubleArea([loop]) > 0 === isHole ? [...loop].reverse() : loop;
  });
}

/** Whether every point of `inner` lies inside `outer`: a line from it to the right crosses it an odd number of times. */
function contains(outer: Outline, inner: Outline): boolean {
  return inner.every(
    ({ x, y }) =>
      sumOverEdges([outer], (a, b) => +(a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x))) %
        2 ===
      1,
  );
}

/** Twice the area inside, negative where the loops run the other way round; holes run against the loop around them. */
function doubleArea(loops: readonly Outline[]): number {
  return sumOverEdges(loops, (a, b) => a.x * b.y - b.x * a.y);
}

/** About how wide the strokes of loops that run the same way are: the area of a long stroke is its length times its width, its edge twice its length. */
export function strokeWidth(loops: readonly Outline[]): number {
  return doubleArea(loops) / sumOverEdges(loops, distance);
}

/** How far a corner moves at most, in units of the shift: a sharper one is blunted. */
const LONGEST_MITRE = 1.6;

/** Shifts every edge outwards by `by`, or inwards where negative: strokes become 2 × `by` wider. The loops must run the same way. */
export function embolden(loops: readonly Outline[], by: number): Outline[] {
  return loops.map((loop) => {
    const points = loop.filter((point, i) => distance(point, loop.at(i - 1) as Point) > 0);
    return points.map((point, i) => {
      const before = normal(points.at(i - 1) as Point, point);
      const after = normal(point, points[(i + 1) % points.length] as Point);
      const x = before.x + after.x;
      const y = before.y + after.y;
      const length = Math.sqrt(x * x + y * y); // 2 cos of half the turn
      if (length < 1e-6) return point; // the line turns back on itself
      const reach = (by * Math.min(2 / length, LONGEST_MITRE)) / length;
      return { x: point.x + reach * x, y: point.y + reach * y };
    });
  });
}

/** The unit vector that points out of a loop of positive area, beside the edge from `a` to `b`. */
function normal(a: Point, b: Point): Point {
  const length = distance(a, b);
  return { x: (b.y - a.y) / length, y: (a.x - b.x) / length };
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

function sumOverEdges(loops: readonly Outline[], measure: (from: Point, to: Point) => number): number {
  let sum = 0;
  for (const loop of loops) for (const [i, to] of loop.entries()) sum += measure(loop.at(i - 1) as Point, to);
  return sum;
}
