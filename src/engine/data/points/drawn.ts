import { key, normals, Stream, uniform } from "../../random";
import type { PointSet } from "../samples";

/** A cloud drawn by hand in the plane: where ink was put, and in which stroke. */
export interface DrawnCloud {
  /** x and y of each dot, within [−1, 1]. */
  readonly positions: Float32Array;
  /** The number of its stroke, from 0. */
  readonly strokes: Uint16Array;
}

/** Keeps the choice of dots apart from the noise that is added to them. */
const [CHOICE, NOISE] = [0, 1];

/**
 * `count` points, each on a dot of the drawing and `noise` (a standard deviation) away from it; the label is the stroke.
 * @throws RangeError where nothing is drawn
 */
export function resample(
  { positions, strokes }: DrawnCloud,
  { noise, count, seed }: { readonly noise: number; readonly count: number; readonly seed: number },
): PointSet {
  if (strokes.length === 0) throw new RangeError("nothing is drawn");
  const choice = key(seed, Stream.data, CHOICE);
  const away = normals(key(seed, Stream.data, NOISE), 2 * count);
  const points = new Float32Array(2 * count);
  const labels = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const dot = Math.floor(uniform(choice, i) * strokes.length);
    labels[i] = strokes[dot] as number;
    for (const axis of [0, 1]) {
      points[2 * i + axis] = (positions[2 * dot + axis] as number) + noise * (away[2 * i + axis] as number);
    }
  }
  return { kind: "points", count, dimensions: 2, positions: points, labels };
}
