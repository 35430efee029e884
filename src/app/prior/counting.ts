import type { Grid } from "../../engine/priors/prior";
import { numbersIn } from "./grid";

/** A number too large for a number: mantissa × 10^exponent. */
export interface Huge {
  readonly mantissa: number;
  readonly exponent: number;
  readonly log10: number;
}

/** e^nats, as a power of ten. */
export function huge(nats: number): Huge {
  const log10 = nats / Math.LN10;
  const exponent = Math.floor(log10);
  const mantissa = Number((10 ** (log10 - exponent)).toPrecision(2));
  return mantissa < 10 ? { mantissa, exponent, log10 } : { mantissa: 1, exponent: exponent + 1, log10 };
}

/** How many images there could be, and how many of them a prior takes seriously. */
export interface Counting {
  /** Numbers in an image. */
  readonly numbers: number;
  /** K^numbers: all that there are. */
  readonly all: Huge;
  /** log K: the nats of a number that is drawn evenly. */
  readonly even: number;
  /** The prior's −log p of held-out images, nats a number, and bits. */
  readonly nats?: number;
  readonly bits?: number;
  /** e^NLL: of so many images a fair choice would be as uncertain as the prior is. */
  readonly among?: Huge;
}

/** @param nll of held-out images, nats an image; none before anything is measured */
export function countingOf(grid: Grid, nll: number | undefined): Counting {
  const numbers = numbersIn(grid);
  const even = Math.log(grid.levels);
  const known = { numbers, even, all: huge(numbers * even) };
  if (nll === undefined) return known;
  return { ...known, nats: nll / numbers, bits: nll / numbers / Math.LN2, among: huge(nll) };
}
