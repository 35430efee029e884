/** A sheet of colour that shapes are painted on, in coordinates from −1 to 1 (x to the right, y down) at any resolution. */
import type { Point } from "../digits/strokes";
import { type Box, Coverage, type Outline } from "./coverage";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** One colour, or two that run into each other: `from` where x·along.x + y·along.y + offset ≤ 0, `to` where it is ≥ 1. */
export type Paint =
  | Colour
  | { readonly from: Colour; readonly to: Colour; readonly along: Point; readonly offset: number };

/** How much of each pixel belongs to something, row by row, 0 to 1. */
export type Mask = Float32Array;

export interface Brush {
  /** 0 to 1; 1 hides what was there. */
  readonly opacity?: number;
  /** Paint only here. */
  readonly within?: Mask;
  /** Paint nothing here. */
  readonly except?: Mask;
}

/** "#RRGGBB" */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A share of the way from one colour to another. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  return [0, 1, 2].map((i) => (from[i] as number) + share * ((to[i] as number) - (from[i] as number))) as [
    number,
    number,
    number,
  ];
}

export class Sheet {
  private readonly rgb: Float32Array;
  private readonly coverage: Coverage;

  constructor(private readonly side: number) {
    this.rgb = new Float32Array(side * side * 3);
    this.coverage = new Coverage(side);
  }

  fill(loops: readonly Outline[], paint: Paint, brush: Brush = {}): void {
    const box = this.cover(loops);
    const { values } = this.coverage;
    this.paint(box, paint, brush, (at) => values[at] as number);
  }

  /** A soft spot: opaque as the brush in the middle, fading to nothing at the edge of the ellipse. */
  glow(centre: Point, radiusX: number, radiusY: number, paint: Colour, brush: Brush = {}): void {
    const { side } = this;
    const pixel = (value: number) => Math.min(Math.max(Math.round(((value + 1) * side) / 2), 0), side);
    const box = {
      left: pixel(centre.x - radiusX),
      right: pixel(centre.x + radiusX),
      top: pixel(centre.y - radiusY),
      bottom: pixel(centre.y + radiusY),
    };
    this.paint(box, paint, brush, (_, x, y) => {
      const dx = (x - centre.x) / radiusX;
      const dy = (y - centre.y) / radiusY;
      const near = Math.max(1 - dx * dx - dy * dy, 0);
      return near * near;
    });
  }

  /** What a shape covers, to paint within or without it. */
  mask(loops: readonly Outline[]): Mask {
    const mask = new Float32Array(this.side * this.side);
    const { left, right, top, bottom } = this.cover(loops);
    for (let row = top; row < bottom; row++) {
      const start = row * this.side;
      if (left < right) mask.set(this.coverage.values.subarray(start + left, start + right), start + left);
    }
    return mask;
  }

  /** side × side × 3 bytes, row by row. */
  bytes(): Uint8Array {
    const { rgb } = this;
    const bytes = new Uint8Array(rgb.length);
    for (let i = 0; i < rgb.length; i++) bytes[i] = Math.round(rgb[i] as number);
    return bytes;
  }

  private cover(loops: readonly Outline[]): Box {
    const scale = this.side / 2;
    return this.coverage.fill(
      loops.map((loop) => loop.map(({ x, y }) => ({ x: (x + 1) * scale, y: (y + 1) * scale }))),
    );
  }

  private paint(
    { left, right, top, bottom }: Box,
    paint: Paint,
    { opacity = 1, within, except }: Brush,
    share: (at: number, x: number, y: number) => number,
  ): void {
    const { rgb, side } = this;
    const even = "from" in paint ? paint : { from: paint, to: paint, along: ORIGIN, offset: 0 };
    const [r, g, b] = even.from;
    const [dr, dg, db] = [even.to[0] - r, even.to[1] - g, even.to[2] - b];
    for (let row = top; row < bottom; row++) {
      const y = (2 * row + 1) / side - 1;
      for (let column = left; column < right; column++) {
        const at = row * side + column;
        const x = (2 * column + 1) / side - 1;
        let alpha = opacity * share(at, x, y);
        if (alpha === 0) continue;
        if (within) alpha *= within[at] as number;
        if (except) alpha *= 1 - (except[at] as number);
        const t = Math.min(Math.max(even.along.x * x + even.along.y * y + even.offset, 0), 1);
        rgb[3 * at] = (rgb[3 * at] as number) * (1 - alpha) + alpha * (r + t * dr);
        rgb[3 * at + 1] = (rgb[3 * at + 1] as number) * (1 - alpha) + alpha * (g + t * dg);
        rgb[3 * at + 2] = (rgb[3 * at + 2] as number) * (1 - alpha) + alpha * (b + t * db);
      }
    }
  }
}

const ORIGIN: Point = { x: 0, y: 0 };
