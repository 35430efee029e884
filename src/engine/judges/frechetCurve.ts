import type { Pace } from "../metrics/chunks";
import { countRows, type Features } from "../metrics/features";
import { frechetBetween } from "../metrics/frechet";
import { type Moments, moments } from "../metrics/moments";
import { splitAt, THRESHOLDS } from "./rejection";

/**
 * How far the kept samples are from real images, for every threshold: the Fréchet distance of the judge's features.
 * It falls with the number of samples whatever they show, so all thresholds are given the same number: the first `size` that
 * each keeps. NaN where one keeps fewer.
 *
 * @param samples the judge's features of all samples
 * @param probabilities p(asked label|x) of each
 * @param real moments of the judge's features of real images
 * @param size of each set, ≥ 2
 * @returns undefined when given up
 */
export async function frechetCurve(
  samples: Features,
  probabilities: ArrayLike<number>,
  real: Moments,
  size: number,
  { breathe, progress }: Pace,
  thresholds: readonly number[] = THRESHOLDS,
): Promise<Float64Array | undefined> {
  const curve = new Float64Array(thresholds.length).fill(Number.NaN);
  let before = "";
  for (const [t, threshold] of thresholds.entries()) {
    const kept = splitAt(threshold, probabilities).accepted.subarray(0, size);
    if (kept.length < size) break;
    const which = kept.join();
    if (which === before) {
      curve[t] = curve[t - 1] as number;
      continue;
    }
    before = which;
    const found = await moments(rowsOf(samples, kept), { breathe });
    if (!found) return undefined;
    curve[t] = frechetBetween(real, found);
    progress?.((t + 1) / thresholds.length);
    if (!(await breathe())) return undefined;
  }
  return curve;
}

/** Rows `indices` of features, copied. */
export function rowsOf(features: Features, indices: ArrayLike<number>): Features {
  const { dimensions, values } = features;
  countRows(features);
  const out = new Float32Array(indices.length * dimensions);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] as number) * dimensions;
    out.set(values.subarray(from, from + dimensions), row * dimensions);
  }
  return { dimensions, values: out };
}
