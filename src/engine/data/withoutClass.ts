import type { Factors } from "./dataset";
import { ImportProblem } from "./importProblem";
import { type AnyDataset, isPointDataset, isPoints, type Samples, sampleSize } from "./samples";

/** The class that is left out of training, or none. */
export type LeftOut = number | "none";

/**
 * The data set with every training sample but those of one class. The held-out ones keep it: how badly it is rebuilt
 * shows what the model has never seen. The training samples that stay are copied.
 * Errors: ImportProblem "left-out" where no training sample has the class, or every one has.
 */
export function withoutClass(dataset: AnyDataset, label: LeftOut): AnyDataset {
  if (label === "none") return dataset;
  const { labels = new Uint16Array() } = dataset.train;
  const kept = Uint32Array.from(labels.keys()).filter((i) => labels[i] !== label);
  if (kept.length === 0 || kept.length === labels.length) throw new ImportProblem(dataset.id, "left-out", { label });
  return isPointDataset(dataset)
    ? { ...dataset, train: pick(dataset.train, kept) }
    : { ...dataset, train: pick(dataset.train, kept) };
}

/** Samples `indices` of a set, with all that is known of each. */
export function pick<Set extends Samples>(samples: Set, indices: Uint32Array): Set {
  const { labels } = samples;
  const size = sampleSize(samples);
  return {
    ...samples,
    count: indices.length,
    ...(isPoints(samples)
      ? { positions: rows(samples.positions, size, indices, new Float32Array(indices.length * size)) }
      : { pixels: rows(samples.pixels, size, indices, new Uint8Array(indices.length * size)) }),
    ...(labels && { labels: rows(labels, 1, indices, new Uint16Array(indices.length)) }),
    ...(!isPoints(samples) && samples.factors && { factors: pickFactors(samples.factors, indices) }),
  };
}

function pickFactors(factors: Factors, indices: Uint32Array): Factors {
  const width = factors.names.length;
  return { ...factors, values: rows(factors.values, width, indices, new Uint8Array(indices.length * width)) };
}

/** Copies rows of `width` numbers into `out`, one after the other. */
function rows<Numbers extends Uint8Array | Uint16Array | Float32Array>(
  from: Numbers,
  width: number,
  indices: Uint32Array,
  out: Numbers,
): Numbers {
  for (const [row, index] of indices.entries()) out.set(from.subarray(index * width, (index + 1) * width), row * width);
  return out;
}
