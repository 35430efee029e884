import type { Classes } from "./stock";

/** Most classes a data set may have: more labels than these are measurements or names, not classes. */
export const MOST_CLASSES = 1000;

const inOrder = new Intl.Collator("en", { numeric: true });

/**
 * Classes out of one value an image, numbers or names; undefined where there are more than 1,000.
 * Numbers 0, 1, 2, … keep their own as class index, as long as at least half of them occur (a set without its 7s still
 * calls an 8 an 8); everything else is numbered in order.
 */
export function classesOf(values: ArrayLike<number> | readonly string[]): Classes | undefined {
  const distinct = new Set<number | string>();
  for (let i = 0; i < values.length; i++) {
    distinct.add(values[i] as number | string);
    if (distinct.size > MOST_CLASSES) return undefined;
  }
  const ordered = [...distinct].sort((a, b) => inOrder.compare(String(a), String(b)));
  const numbers = ordered.map(Number);
  const most = Math.max(...numbers);
  const count = most + 1;
  const keep = ordered.every(isIndex) && count <= 2 * distinct.size;
  const indexOf = new Map(ordered.map((value, i) => [value, keep ? (numbers[i] as number) : i]));
  return {
    labels: Uint16Array.from(values as ArrayLike<number>, (value) => indexOf.get(value) ?? 0),
    count: keep ? count : ordered.length,
    names: keep ? Array.from({ length: count }, (_, i) => `${i}`) : ordered.map(String),
  };
}

/** Written as an index is: 0, 1, 12, but not 01 or 1.5 or −1. */
function isIndex(value: number | string): boolean {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number < MOST_CLASSES && String(number) === String(value);
}
