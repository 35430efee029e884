/**
 * Rejection sampling by a classifier: of samples that were asked to show label y, keep those x with p(y|x) ≥ τ
 * (Razavi, van den Oord & Vinyals 2019, § 3.4). What is kept follows the model's p(x|y) within { x : p(y|x) ≥ τ }: the idea of
 * von Neumann (1951), who draws from a distribution by drawing from another and throwing away, where what is kept with
 * certainty or not at all is 1[p(y|x) ≥ τ].
 */

/** What can be chosen for τ, rising: about even steps of the odds p / (1 − p), and 0, which keeps everything. */
export const THRESHOLDS: readonly number[] = [
  0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999,
  0.9995, 0.9998, 0.9999,
];

/** Indices of the samples, in their order. */
export interface Split {
  readonly accepted: Uint32Array;
  readonly rejected: Uint32Array;
}

/** Which samples are kept. @param probabilities p(asked label|x) of each sample, in [0, 1] */
export function splitAt(threshold: number, probabilities: ArrayLike<number>): Split {
  const all = Uint32Array.from({ length: probabilities.length }, (_, i) => i);
  const keeps = (i: number) => (probabilities[i] as number) >= threshold;
  return { accepted: all.filter(keeps), rejected: all.filter((i) => !keeps(i)) };
}

/** What every threshold would keep, and what another says of that; one value a threshold. */
export interface RejectionCurve {
  readonly accepted: Uint32Array;
  /** Which part of the kept ones the judge recognises as their label, in [0, 1]; NaN where none is kept. */
  readonly recognised: Float64Array;
}

/**
 * @param probabilities p(asked label|x) by the classifier that keeps
 * @param asked the labels that were asked for
 * @param seen the labels that the judge gives
 * @throws RangeError where these are not of equally many samples
 */
export function rejectionCurve(
  probabilities: ArrayLike<number>,
  asked: ArrayLike<number>,
  seen: ArrayLike<number>,
  thresholds: readonly number[] = THRESHOLDS,
): RejectionCurve {
  const count = probabilities.length;
  if (asked.length !== count || seen.length !== count)
    throw new RangeError(`There are ${count} probabilities, ${asked.length} labels and ${seen.length} verdicts.`);
  const accepted = new Uint32Array(thresholds.length);
  const recognised = new Float64Array(thresholds.length);
  thresholds.forEach((threshold, t) => {
    const kept = splitAt(threshold, probabilities).accepted;
    accepted[t] = kept.length;
    recognised[t] = kept.filter((i) => asked[i] === seen[i]).length / kept.length;
  });
  return { accepted, recognised };
}
