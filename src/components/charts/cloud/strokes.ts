/** A drawing as strokes of dots, each dot x and y within [−1, 1]. */
import type { DrawnCloud } from "../../../engine/data/points/drawn";

export type Dot = readonly [x: number, y: number];
export type Stroke = readonly Dot[];

/** Dots of a stroke are no further apart than this. */
const SPACING = 0.015;

/** The stroke drawn on to here, with dots on the way. */
export function extend(stroke: Stroke, [x, y]: Dot): Stroke {
  const within = (value: number) => Math.min(1, Math.max(-1, value));
  const to: Dot = [within(x), within(y)];
  const from = stroke.at(-1) ?? to;
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / SPACING));
  const way = Array.from({ length: steps }, (_, i): Dot => {
    const share = (i + 1) / steps;
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  });
  return [...stroke, ...way];
}

/** The strokes of a cloud that was drawn. */
export function strokesOf({ positions, strokes }: DrawnCloud): Stroke[] {
  const found: Dot[][] = [];
  for (const [dot, number] of strokes.entries()) {
    found[number] ??= [];
    found[number].push([positions[2 * dot] as number, positions[2 * dot + 1] as number]);
  }
  return found.filter((stroke) => stroke.length > 0);
}

export function cloudOf(strokes: readonly Stroke[]): DrawnCloud {
  return {
    positions: Float32Array.from(strokes.flatMap((stroke) => stroke.flat())),
    strokes: Uint16Array.from(strokes.flatMap((stroke, number) => stroke.map(() => number))),
  };
}
