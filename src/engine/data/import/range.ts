import type { NumberRange } from "./understood";

/** Below this a largest number is not taken for that of bytes: the 16 of small scanned digits is their white. */
const LEAST_OF_BYTES = 64;

/**
 * Which numbers become 0 and 255: bytes stay as they are, 0 … 1 and −1 … 1 are spread over them, and so is anything
 * else from its smallest to its largest.
 */
export function rangeOf(min: number, max: number): NumberRange {
  if (min >= 0 && max <= 1) return { min, max, low: 0, high: 1 };
  if (min >= 0 && max <= 255) return { min, max, low: 0, high: max < LEAST_OF_BYTES ? max : 255 };
  if (min >= -1 && max <= 1) return { min, max, low: -1, high: 1 };
  return { min, max, low: min, high: max > min ? max : min + 1 };
}

/** Is it worth a word that numbers are spread like this? */
export function isUsual({ low, high }: NumberRange): boolean {
  return low === 0 && (high === 1 || high === 255);
}

/** Numbers as bytes; what is beyond the range is cut off, halves round to even. */
export function toByteRange(numbers: ArrayLike<number>, { low, high }: NumberRange): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(numbers.length);
  // Halved first: the difference of two large numbers may be more than a number can be.
  const scale = 255 / (high / 2 - low / 2);
  for (let i = 0; i < numbers.length; i++) bytes[i] = ((numbers[i] as number) / 2 - low / 2) * scale;
  return bytes;
}
