/** Shapes as closed polygons, fine enough that their corners cannot be seen at 128 pixels. */
import { type ControlPoint, type Point, parseStroke, tracePath } from "../digits/strokes";
import type { Outline } from "./coverage";
import { turn } from "./turn";

const CORNERS = 48;
const CIRCLE: Outline = Array.from({ length: CORNERS }, (_, i) => arcPoint(i / CORNERS));

function arcPoint(turns: number): Point {
  const { cos, sin } = turn(turns);
  return { x: cos, y: sin };
}

export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX): Outline {
  return CIRCLE.map((point) => ({ x: x + radiusX * point.x, y: y + radiusY * point.y }));
}

/** Points of a circle's arc, both ends included, from one turn to another (0 is to the right, ¼ is down). */
export function arc(x: number, y: number, radius: number, from: number, to: number): Point[] {
  const pieces = Math.max(1, Math.ceil(Math.abs(to - from) * CORNERS));
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const point = arcPoint(from + ((to - from) * i) / pieces);
    return { x: x + radius * point.x, y: y + radius * point.y };
  });
}

/** A smooth closed curve through the points of a text such as "0,-50 40,0! 0,50" (percent; "!" is a sharp corner). */
export function closed(text: string): Outline {
  return closedThrough(parseStroke(text));
}

/** A curve that is its own mirror image: the text holds its right half, from the top of the axis x = 0 to the bottom. */
export function symmetric(text: string): Outline {
  const right = parseStroke(text);
  const left = right.filter(({ x }) => x !== 0).map((point) => ({ ...point, x: -point.x }));
  return closedThrough([...right, ...left.reverse()]);
}

function closedThrough(points: readonly ControlPoint[]): Outline {
  const at = (index: number) => points[(index + points.length) % points.length] as ControlPoint;
  const round = [at(-1), ...points, at(0), at(1)];
  const path = tracePath(round);
  const steps = (path.length - 1) / (round.length - 1);
  return path.slice(steps, steps * (points.length + 1));
}

/** The other half of a pair: mirrored at x = 0, and run through backwards so that it goes round the same way. */
export function mirrored(outline: Outline): Outline {
  return outline.map(({ x, y }) => ({ x: -x, y })).reverse();
}

/** A pen's line through the points of a text, with round ends: as wide as `start` and `end` say at the ends, `middle` between. */
export function line(text: string, start: number, middle: number, end: number): Outline {
  const path = tracePath(parseStroke(text));
  const last = path.length - 1;
  const sides = path.map((point, i) => {
    const before = path[Math.max(i - 1, 0)] as Point;
    const after = path[Math.min(i + 1, last)] as Point;
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const t = (2 * i) / last - 1;
    const width = middle + t * t * ((t < 0 ? start : end) - middle);
    const scale = width / 2 / Math.sqrt(dx * dx + dy * dy);
    return { x: point.x, y: point.y, dx: dx * scale, dy: dy * scale };
  });
  const left = sides.map(({ x, y, dx, dy }) => ({ x: x + dy, y: y - dx }));
  const right = sides.map(({ x, y, dx, dy }) => ({ x: x - dy, y: y + dx }));
  return [...left, ...cap(sides[last] as Side, 1), ...right.reverse(), ...cap(sides[0] as Side, -1)];
}

type Side = Point & { readonly dx: number; readonly dy: number };

/** Half a circle round the end of a line, from its left side to its right (`way` 1) or back (`way` −1). */
function cap({ x, y, dx, dy }: Side, way: 1 | -1): Point[] {
  return [1, 2, 3, 4, 5].map((i) => {
    const { cos, sin } = turn(i / 12);
    return { x: x + way * (dy * cos + dx * sin), y: y + way * (dy * sin - dx * cos) };
  });
}
