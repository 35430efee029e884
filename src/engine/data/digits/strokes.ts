/** From the text of a stroke to the path of the pen. */

/** A place in the glyph's box: x to the right, y down, the box is about 1 high. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ControlPoint extends Point {
  /** The pen stops here and turns, instead of running through in a curve. */
  readonly corner: boolean;
}

/** Points of the path between two control points. */
const STEPS = 7;

/** "12,40 50,0! …" in percent of the box → control points. */
export function parseStroke(text: string): ControlPoint[] {
  return text.split(" ").map((word) => {
    const [x = 0, y = 0] = word.replace("!", "").split(",").map(Number);
    return { x: x / 100, y: y / 100, corner: word.endsWith("!") };
  });
}

/** The path through the control points: a Catmull–Rom (1974) spline, broken at the corners. */
export function tracePath(points: readonly ControlPoint[]): Point[] {
  const path: Point[] = points.slice(0, 1);
  for (let i = 0; i + 1 < points.length; i++) {
    const from = points[i] as ControlPoint;
    const to = points[i + 1] as ControlPoint;
    const before = from.corner ? from : (points[i - 1] ?? from);
    const after = to.corner ? to : (points[i + 2] ?? to);
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      path.push({
        x: catmullRom(before.x, from.x, to.x, after.x, t),
        y: catmullRom(before.y, from.y, to.y, after.y, t),
      });
    }
  }
  return path;
}

/** The cubic from b (t = 0) to c (t = 1) whose slope at each is half the way between its neighbours. */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
