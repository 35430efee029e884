/** Masks of filters, and what a stack of them sees: the offsets from a pixel, without any network. */

/** A square filter's open places, row by row. */
export type Mask = readonly boolean[];

export const PRESETS = ["A", "B", "none"] as const;
export type Preset = (typeof PRESETS)[number];

/** A: what is before the pixel in the middle. B: it, too. none: everything. (van den Oord et al. 2016, figure 2) */
export function maskOf(preset: Preset, side: number): Mask {
  const middle = (side * side - 1) / 2;
  return Array.from(
    { length: side * side },
    (_, i) => preset === "none" || i < middle || (preset === "B" && i === middle),
  );
}

export const toggled = (mask: Mask, at: number): Mask => mask.map((open, i) => (i === at ? !open : open));

/** Of three colours in order, whether an output of one sees an input of another at its own pixel. */
export const seesColour = (preset: "A" | "B", output: number, input: number): boolean =>
  preset === "A" ? input < output : input <= output;

const sideOf = ({ length }: Mask): number => Math.sqrt(length);

/** What a stack sees, as a square of 2 · radius + 1 a side with the pixel in its middle. */
export interface Reached {
  readonly radius: number;
  /** Row by row. */
  readonly seen: Uint8Array;
  /** Places before the pixel that it sees, of all of the square; and those at the pixel or after it that it sees. */
  readonly before: number;
  readonly earlier: number;
  readonly ahead: number;
}

/** The first filter, then as many of the others: each sees what those before it see around each of its open places, and its own input. */
export function reached(first: Mask, others: Mask, layers: number): Reached {
  const [wide, narrow] = [(sideOf(first) - 1) / 2, (sideOf(others) - 1) / 2];
  const radius = wide + layers * narrow;
  const side = 2 * radius + 1;
  let seen = new Uint8Array(side * side);
  for (const [y, x] of openOf(first)) seen[(radius + y) * side + radius + x] = 1;
  for (let layer = 0; layer < layers; layer++) {
    const further = seen.slice();
    for (const [dy, dx] of openOf(others)) {
      for (let y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
        for (let x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
          if (seen[y * side + x]) further[(y + dy) * side + x + dx] = 1;
        }
      }
    }
    seen = further;
  }
  const middle = radius * side + radius;
  const count = (from: number, to: number) => seen.subarray(from, to).reduce((sum, one) => sum + one, 0);
  return { radius, seen, before: count(0, middle), earlier: middle, ahead: count(middle, seen.length) };
}

/** Offsets of a mask's open places from its middle: [down, across]. */
function openOf(mask: Mask): [number, number][] {
  const side = sideOf(mask);
  const middle = (side - 1) / 2;
  return mask.flatMap((open, i): [number, number][] =>
    open ? [[Math.floor(i / side) - middle, (i % side) - middle]] : [],
  );
}
