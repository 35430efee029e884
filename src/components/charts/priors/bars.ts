/** How the probabilities of a number's values are shown. */

interface Bar {
  readonly value: number;
  readonly share: number;
}

export interface Bars {
  /** By value, or where there are too many to show, the likeliest first. */
  readonly bars: readonly Bar[];
  /** All that have no bar. */
  readonly rest?: { readonly count: number; readonly share: number };
}

/** A bar for each value, or for the likeliest `most`, and what was drawn among them. */
export function barsOf(probabilities: ArrayLike<number>, drawn: number | undefined, most: number): Bars {
  const all = Array.from(probabilities, (share, value) => ({ value, share }));
  if (all.length <= most) return { bars: all };
  const sorted = [...all].sort((a, b) => b.share - a.share || a.value - b.value);
  const bars = sorted.slice(0, most);
  const isShown = drawn === undefined || bars.some(({ value }) => value === drawn);
  if (!isShown) bars[most - 1] = all[drawn] as Bar;
  const shown = bars.reduce((sum, { share }) => sum + share, 0);
  return { bars, rest: { count: all.length - most, share: Math.max(0, 1 - shown) } };
}
