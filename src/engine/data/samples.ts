/** What a model may learn from: images, or points of a plane or of space. */
import { gather } from "./batches";
import { type Dataset, type DatasetSummary, type ImageSet, imageSize, slice, summarize } from "./dataset";

/** Points of one cloud, each a sample of its own. */
export interface PointSet {
  readonly kind: "points";
  readonly count: number;
  readonly dimensions: 2 | 3;
  /** Point by point: count × dimensions coordinates, about within [−1, 1]. */
  readonly positions: Float32Array;
  readonly labels?: Uint16Array;
}

export type Samples = ImageSet | PointSet;

export interface PointDataset extends Omit<Dataset, "train" | "heldOut"> {
  readonly train: PointSet;
  readonly heldOut: PointSet;
}

export type AnyDataset = Dataset | PointDataset;

export interface PointSummary {
  readonly kind: "points";
  readonly id: string;
  readonly train: number;
  readonly heldOut: number;
  readonly dimensions: 2 | 3;
  readonly classes: number;
  readonly labelNames?: readonly string[];
}

export type AnySummary = DatasetSummary | PointSummary;

export function isPoints(samples: Samples): samples is PointSet {
  return "positions" in samples;
}

export function isPointDataset(dataset: AnyDataset): dataset is PointDataset {
  return isPoints(dataset.train);
}

export function isPointSummary(summary: AnySummary | undefined): summary is PointSummary {
  return summary !== undefined && "dimensions" in summary;
}

export function summarizeAny(dataset: AnyDataset): AnySummary {
  if (!isPointDataset(dataset)) return summarize(dataset);
  const { id, train, heldOut, classes, labelNames } = dataset;
  const counts = { train: train.count, heldOut: heldOut.count };
  return { kind: "points", id, ...counts, dimensions: train.dimensions, classes, ...(labelNames && { labelNames }) };
}

/** How many numbers a sample is. */
export function sampleSize(samples: Samples): number {
  return isPoints(samples) ? samples.dimensions : imageSize(samples);
}

/** The samples from `start` up to `end`, without a copy. */
export function sliceSamples(samples: Samples, start: number, end: number): Samples {
  if (!isPoints(samples)) return slice(samples, start, end);
  const { dimensions, positions, labels } = samples;
  return {
    ...samples,
    count: end - start,
    positions: positions.subarray(start * dimensions, end * dimensions),
    ...(labels && { labels: labels.subarray(start, end) }),
  };
}

/** Samples `indices` as the numbers that a model sees, row by row: indices.length × sampleSize. */
export function gatherSamples(samples: Samples, indices: ArrayLike<number>): Float32Array<ArrayBuffer> {
  if (!isPoints(samples)) return gather(samples, indices);
  const { dimensions, positions } = samples;
  const out = new Float32Array(indices.length * dimensions);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] as number) * dimensions;
    out.set(positions.subarray(from, from + dimensions), row * dimensions);
  }
  return out;
}
