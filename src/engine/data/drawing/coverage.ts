/** Exact anti-aliasing: how much of each pixel lies inside a polygon. */
import type { Point } from "../digits/strokes";

/** A closed polygon, its last point joined to its first. */
export type Outline = readonly Point[];

/** The rows and columns that a shape may touch: from `left` and `top`, up to but without `right` and `bottom`. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Finds coverage on a square sheet of `side` pixels. Each edge adds the signed area between itself and the right border of the sheet;
 * what edges going up and edges going down add cancels outside the shape. Loops that run the same way unite, a loop that runs the
 * other way cuts a hole. Beyond the left and right border an edge is moved to the border row by row.
 */
export class Coverage {
  /** Row by row, 0 (outside) to 1 (inside); only what lies in the box of the last `fill` is up to date. */
  readonly values: Float32Array;
  /** One column more than the sheet has: what an edge adds right of the last pixel. */
  private readonly steps: Float64Array;

  constructor(readonly side: number) {
    this.values = new Float32Array(side * side);
    this.steps = new Float64Array(side * (side + 1));
  }

  /** Covers the inside of the loops, in pixels: (0, 0) is the corner of the sheet, (½, ½) the middle of its first pixel. */
  fill(loops: readonly Outline[]): Box {
    const box = boxAround(loops, this.side);
    for (const loop of loops) {
      let from = loop[loop.length - 1] as Point;
      for (const to of loop) {
        this.addEdge(from, to);
        from = to;
      }
    }
    this.sumUp(box);
    return box;
  }

  private addEdge(from: Point, to: Point): void {
    const down = to.y > from.y;
    const [high, low] = down ? [from, to] : [to, from];
    const top = Math.max(high.y, 0);
    const bottom = Math.min(low.y, this.side);
    if (top >= bottom) return;
    const slope = (low.x - high.x) / (low.y - high.y);
    for (let row = Math.floor(top); row < bottom; row++) {
      const start = Math.max(top, row);
      const end = Math.min(bottom, row + 1);
      const a = this.onSheet(high.x + slope * (start - high.y));
      const b = this.onSheet(high.x + slope * (end - high.y));
      this.addPiece(row, Math.min(a, b), Math.max(a, b), down ? end - start : start - end);
    }
  }

  /** The part of an edge in one row, from column `left` to `right`, `height` high. */
  private addPiece(row: number, left: number, right: number, height: number): void {
    const { steps } = this;
    const start = row * (this.side + 1);
    const last = Math.min(Math.floor(right), this.side - 1);
    let before = 0;
    for (let column = Math.floor(left); column <= last; column++) {
      const area = height * meanOverlap(column + 1 - right, column + 1 - left);
      steps[start + column] = (steps[start + column] as number) + area - before;
      before = area;
    }
    steps[start + last + 1] = (steps[start + last + 1] as number) + height - before;
  }

  private onSheet(x: number): number {
    return Math.min(Math.max(x, 0), this.side);
  }

  private sumUp({ left, top, right, bottom }: Box): void {
    const { side, steps, values } = this;
    for (let row = top; row < bottom; row++) {
      const start = row * (side + 1);
      let sum = 0;
      for (let column = left; column < right; column++) {
        sum += steps[start + column] as number;
        steps[start + column] = 0;
        values[row * side + column] = Math.min(Math.abs(sum), 1);
      }
      steps[start + right] = 0;
    }
  }
}

/** The mean of clamp(t, 0, 1) for t from `low` to `high`. */
function meanOverlap(low: number, high: number): number {
  if (low >= 1) return 1;
  if (high - low < 1e-9) return Math.min(Math.max(low, 0), 1);
  return (overlapIntegral(high) - overlapIntegral(low)) / (high - low);
}

/** ∫ clamp(t, 0, 1) dt from −∞ to `t`. */
function overlapIntegral(t: number): number {
  if (t <= 0) return 0;
  return t < 1 ? (t * t) / 2 : t - 0.5;
}

function boxAround(loops: readonly Outline[], side: number): Box {
  let [left, top, right, bottom] = [side, side, 0, 0];
  for (const loop of loops) {
    for (const { x, y } of loop) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
  }
  return {
    left: Math.max(Math.floor(left), 0),
    top: Math.max(Math.floor(top), 0),
    right: Math.min(Math.max(Math.floor(right) + 1, 0), side),
    bottom: Math.min(Math.ceil(bottom), side),
  };
}
