import type { Pace } from "../metrics/chunks";
import { countRows, type Features } from "../metrics/features";
import { frechetBetween } from "../metrics/frechet";
import { type Moments, moments } from "../metrics/moments";
import { splitAt, THRESHOLDS } from "./rejection";

/** What samples were asked to show, and how surely they do. */
export interface Asked {
  /** The label of each. */
  readonly asked: ArrayLike<number>;
  /** p(asked label|x) of each. */
  readonly probabilities: ArrayLike<number>;
}

/**
 * How far the kept samples are from real images, for every threshold: the Fréchet distance of the judge's features.
 * It falls with the number of samples whatever they show, and rises where a class that is drawn badly is kept less often, so all
 * thresholds are given `size` samples, in turn of each class as long as it has some. NaN where one keeps fewer.
 *
 * @param samples the judge's features of all samples
 * @param real moments of the judge's features of real images
 * @param size of each set, ≥ 2
 * @returns undefined when given up
 */
export async function frechetCurve(
  samples: Features,
  { asked, probabilities }: Asked,
  real: Moments,
  size: number,
  { breathe, progress }: Pace,
  thresholds: readonly number[] = THRESHOLDS,
): Promise<Float64Array | undefined> {
  const curve = new Float64Array(thresholds.length).fill(Number.NaN);
  let before = "";
  for (const [t, threshold] of thresholds.entries()) {
    const kept = inTurn(splitAt(threshold, probabilities).accepted, asked).subarray(0, size);
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

/** The first of every class, then the second of each, and so on. */
function inTurn(indices: Uint32Array, classes: ArrayLike<number>): Uint32Array {
  const seen = new Map<number, number>();
  const turns = Array.from(indices, (i) => {
    const turn = seen.get(classes[i] as number) ?? 0;
    seen.set(classes[i] as number, turn + 1);
    return turn;
  });
  const order = [...indices.keys()].sort((a, b) => (turns[a] as number) - (turns[b] as number) || a - b);
  return Uint32Array.from(order, (at) => indices[at] as number);
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
