/** Clouds of points on known curves and surfaces, with as much noise as one likes. */
import { key, Stream, uniform } from "../../random";
import { POINT_SHAPES, type PointShape, type PointShapeName } from "./shapes";

export interface PointCloud {
  readonly count: number;
  readonly dimensions: 2 | 3;
  /** Point by point: count × dimensions coordinates, within [−1, 1] before the noise. */
  readonly positions: Float32Array;
  /** Which arm, ring, bell or stretch of the curve a point belongs to. */
  readonly labels: Uint16Array;
}

/** How many points are drawn between two reports of progress. */
const BETWEEN_REPORTS = 1000;
/** Uniform numbers that a bell is summed from: as many as make its variance 1. */
const DICE = 12;

/**
 * `count` points, each class as often as the others; point i depends on (seed, i) alone.
 * `noise` is the standard deviation of what is added to every coordinate, 0 for points exactly on the shape.
 * @throws RangeError if `count` is not a whole number from 0, or `noise` not a number from 0.
 */
export function makePoints(
  { shape, noise, count, seed }: { shape: PointShapeName; noise: number; count: number; seed: number },
  onProgress?: (done: number, total: number) => void,
): PointCloud {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`cannot draw ${count} points`);
  if (!Number.isFinite(noise) || noise < 0) throw new RangeError(`noise must be 0 or more, not ${noise}`);
  const { dimensions, classes, place }: PointShape = POINT_SHAPES[shape];
  const positions = new Float32Array(count * dimensions);
  const labels = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const point = key(seed, Stream.data, i);
    labels[i] = i % classes;
    const exact = place(i % classes, uniform(point, 0), uniform(point, 1));
    for (const [axis, value] of exact.entries()) {
      positions[i * dimensions + axis] = value + noise * bell(point, 2 + axis * DICE);
    }
    if ((i + 1) % BETWEEN_REPORTS === 0 || i + 1 === count) onProgress?.(i + 1, count);
  }
  return { count, dimensions, positions, labels };
}

/** A bell-shaped number with mean 0 and variance 1 (Irwin–Hall): sums alone, which every machine rounds alike. */
function bell(streamKey: number, counter: number): number {
  let sum = -DICE / 2;
  for (let i = 0; i < DICE; i++) sum += uniform(streamKey, counter + i);
  return sum;
}
