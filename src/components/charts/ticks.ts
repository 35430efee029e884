/** Where the loss axis has its labels, and what they say. */

export interface Axis {
  (value: number): number;
  ticks(count: number): number[];
}

export interface Tick {
  readonly value: number;
  readonly at: number;
  readonly text: string;
}

/** Pixels between two labels, so that both can be read. */
const APART = 18;

/** Labels between top and bottom, far enough apart to be read; no two of them say the same. */
export function ticksOf(y: Axis, [top, bottom]: readonly [number, number], format: (value: number) => string): Tick[] {
  const ticks: Tick[] = [];
  for (const value of y.ticks(4)) {
    const at = y(value);
    const text = shorten(format(value));
    if (at < top || at > bottom) continue;
    if (ticks.every((tick) => Math.abs(tick.at - at) > APART && tick.text !== text)) ticks.push({ value, at, text });
  }
  return ticks;
}

/** Axis labels drop the zeros that a ledger keeps. */
const shorten = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
