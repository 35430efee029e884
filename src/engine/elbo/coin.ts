/** The coin of the lecture: which p, the chance of heads, explains the tosses best? */
import { key, Stream, uniform } from "../random";

export interface Tosses {
  readonly heads: number;
  readonly tails: number;
}

/** log L(p) = heads · log p + tails · log(1 − p), nats; −∞ where a toss that happened could not have. */
export function coinLogLikelihood({ heads, tails }: Tosses, p: number): number {
  return times(heads, Math.log(p)) + times(tails, Math.log1p(-p));
}

/** No toss costs nothing, however unlikely it would have been. */
const times = (count: number, logChance: number) => (count === 0 ? 0 : count * logChance);

/** Fewer halvings than digits: the interval that is left is 1e-12 wide. */
const HALVINGS = 40;

/**
 * argmax over p in [0, 1] of log L(p), found by halving on the sign of its slope, heads/p − tails/(1 − p), and with no other
 * knowledge of the answer; undefined before the first toss, when every p explains nothing equally well.
 */
export function mostLikely({ heads, tails }: Tosses): number | undefined {
  if (heads + tails === 0) return undefined;
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (heads / middle > tails / (1 - middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Tosses number `from` up to `from + count` of a coin, true for heads: the same coin tosses the same again. */
export function tossCoin(p: number, coin: number, from: number, count: number): boolean[] {
  const streamKey = key(coin, Stream.data);
  return Array.from({ length: count }, (_, i) => uniform(streamKey, from + i) < p);
}
