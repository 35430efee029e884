import { count, plain } from "./format";

export interface PowerProps {
  readonly mantissa: number;
  readonly exponent: number;
  readonly log10: number;
}

/** From here on a number is written as a power of ten. */
const WRITTEN_OUT = 6;

/** A number that may be too large for a number: 1,024, or 3.2 × 10⁸⁸. */
export function Power({ mantissa, exponent, log10 }: PowerProps) {
  if (log10 < WRITTEN_OUT) return count(Math.round(10 ** log10));
  return (
    <>
      {plain(mantissa)} × 10<sup>{count(exponent)}</sup>
    </>
  );
}
