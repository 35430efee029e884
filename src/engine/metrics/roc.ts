/** Receiver operating characteristic: what each threshold on a score would catch, and what it would catch wrongly. */

export interface Roc {
  /** Falling; a row is called positive where its score ≥ threshold. The first, +∞, calls none. */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** Area under the curve: the chance that a positive row scores above a negative one, ties counting half (Hanley & McNeil 1982). */
  readonly area: number;
  /** Index of the threshold with the largest J = TPR − FPR (Youden 1950); the highest such threshold. */
  readonly best: number;
}

/**
 * @param scores one a row, higher for more likely positive; equal scores share one point of the curve
 * @param positive one a row: whether it truly is positive (0 or 1)
 * @throws RangeError where there are no positive or no negative rows, or a score is NaN
 */
export function roc(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): Roc {
  if (scores.length !== positive.length)
    throw new RangeError(`There are ${scores.length} scores for ${positive.length} rows.`);
  const order = Array.from({ length: scores.length }, (_, i) => i);
  for (const i of order) if (Number.isNaN(scores[i])) throw new RangeError(`Score ${i} is NaN, not a number.`);
  const score = (i: number) => scores[order[i] as number] as number;
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  const positives = order.filter((i) => positive[i]).length;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0)
    throw new RangeError(`A ROC curve needs both kinds of rows: ${positives} are positive and ${negatives} negative.`);

  const thresholds = [Number.POSITIVE_INFINITY];
  const falseRates = [0];
  const trueRates = [0];
  let caught = 0;
  let area = 0;
  let best = 0;
  for (let i = 0; i < order.length; i++) {
    if (positive[order[i] as number]) caught++;
    if (i + 1 < order.length && score(i + 1) === score(i)) continue;
    const falseRate = (i + 1 - caught) / negatives;
    const trueRate = caught / positives;
    area += ((falseRate - (falseRates.at(-1) as number)) * (trueRate + (trueRates.at(-1) as number))) / 2;
    if (trueRate - falseRate > (trueRates[best] as number) - (falseRates[best] as number)) best = trueRates.length;
    thresholds.push(score(i));
    falseRates.push(falseRate);
    trueRates.push(trueRate);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    falsePositiveRate: Float64Array.from(falseRates),
    truePositiveRate: Float64Array.from(trueRates),
    area,
    best,
  };
}
