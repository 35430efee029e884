import { isPointSummary } from "../../engine/data/samples";
import type { RunInfo } from "../../workers/protocol";

/** What a sample takes as it is, and as a grid of codes. */
export interface Bits {
  readonly cells: number;
  readonly raw: number;
  /** The factors of `raw`: width, height, channels where there are three, bits of each number. */
  readonly rawFactors: readonly number[];
  readonly coded: number;
  readonly gridFactors: readonly number[];
}

const BITS_OF_BYTE = 8;
const BITS_OF_FLOAT = 32;

/** @param codes K */
export function bitsOf({ dataset, code }: Pick<RunInfo, "dataset" | "code">, codes: number): Bits {
  const cells = code.height * code.width;
  const rawFactors = isPointSummary(dataset)
    ? [dataset.dimensions, BITS_OF_FLOAT]
    : [dataset.width, dataset.height, ...(dataset.channels > 1 ? [dataset.channels] : []), BITS_OF_BYTE];
  return {
    cells,
    raw: rawFactors.reduce((product, factor) => product * factor, 1),
    rawFactors,
    coded: cells * Math.log2(codes),
    gridFactors: [code.width, code.height],
  };
}

/** K^cells, which no number holds: mantissa × 10^exponent. */
export function allGrids(cells: number, codes: number): { mantissa: number; exponent: number; log10: number } {
  const log10 = cells * Math.log10(codes);
  const exponent = Math.floor(log10);
  return { mantissa: Number((10 ** (log10 - exponent)).toPrecision(1)), exponent, log10 };
}

/** Peak signal-to-noise ratio of values in [0, 1], decibels. */
export const psnrOf = (mse: number): number => -10 * Math.log10(mse);
