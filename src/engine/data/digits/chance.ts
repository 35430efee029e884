/**
 * Dice for one drawing, over the counter-based numbers of the engine.
 *
 * Everything here and in the drawing itself is + − × ÷ √ of doubles, which every machine rounds alike:
 * the same seed gives the same bytes in every browser. (`Math.sin` and its kin carry no such promise.)
 */
import { uniform } from "../../random";

export interface Chance {
  /** A uniform number in (low, high). */
  between(low: number, high: number): number;
  /** A bell-shaped number with mean 0 and this standard deviation, never beyond 3.5 of them. */
  bell(deviation: number): number;
  /** An index, each as likely as its weight. */
  pick(weights: readonly number[]): number;
}

/** The dice of one key; the n-th throw depends on the key and n alone. */
export function chance(streamKey: number): Chance {
  let counter = 0;
  const next = () => uniform(streamKey, counter++);
  return {
    between: (low, high) => low + (high - low) * next(),
    bell: (deviation) => (next() + next() + next() + next() - 2) * Math.sqrt(3) * deviation, // Irwin–Hall, n = 4
    pick: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return found < 0 ? weights.length - 1 : found;
    },
  };
}
