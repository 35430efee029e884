import type { PointDataset, PointSet } from "../samples";
import type { ImportChoices } from "./choices";
import { splitImages } from "./split";
import { type Cloud, NO_LABEL } from "./stock";

/** A cloud of points as a data set: in its middle 0, and its longest side from −1 to 1. Errors: "too-few". */
export function cloudDataset(cloud: Cloud, choices: ImportChoices, file: string, id: string): PointDataset {
  const { dimensions, positions, classes } = cloud;
  const count = positions.length / dimensions;
  const split = splitImages([{ name: file, count, heldOut: false }], choices, file);
  const { middle, reach } = extent(cloud);
  const kept = new Float32Array((split.train + split.heldOut) * dimensions);
  const labels = new Uint16Array(split.train + split.heldOut);
  for (const [i, slot] of split.slots.entries()) {
    if (slot < 0) continue;
    for (let axis = 0; axis < dimensions; axis++) {
      const value = positions[i * dimensions + axis] as number;
      kept[slot * dimensions + axis] = (value - (middle[axis] as number)) / reach;
    }
    labels[slot] = classes?.labels[i] ?? NO_LABEL;
  }
  const half = (start: number, end: number): PointSet => ({
    kind: "points",
    count: end - start,
    dimensions,
    positions: kept.subarray(start * dimensions, end * dimensions),
    ...(classes && { labels: labels.subarray(start, end) }),
  });
  return {
    id,
    train: half(0, split.train),
    heldOut: half(split.train, split.train + split.heldOut),
    classes: classes?.count ?? 0,
    ...(classes && { labelNames: classes.names }),
  };
}

function extent({ dimensions, positions }: Cloud): { middle: number[]; reach: number } {
  const low = Array<number>(dimensions).fill(Number.POSITIVE_INFINITY);
  const high = Array<number>(dimensions).fill(Number.NEGATIVE_INFINITY);
  for (const [i, value] of positions.entries()) {
    const axis = i % dimensions;
    low[axis] = Math.min(low[axis] as number, value);
    high[axis] = Math.max(high[axis] as number, value);
  }
  const middle = low.map((least, axis) => (least + (high[axis] as number)) / 2);
  const reach = Math.max(...low.map((least, axis) => ((high[axis] as number) - least) / 2));
  return { middle, reach: reach > 0 ? reach : 1 };
}
