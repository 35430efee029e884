/** Numbers for tests of arithmetic: where they come from, and how close they must be. */
import { expect } from "vitest";
import { key, normals } from "../random";

export const at = (values: ArrayLike<number>, i: number): number => values[i] as number;

/** Draws of N(0, 1), the same ones for a seed. */
export const draws = (seed: number, count: number): Float32Array => normals(key(seed), count);

/** Rounding in f32 grows with the square root of the number of terms. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, terms = 1): void {
  expect(actual).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(at(actual, i) - at(expected, i))).toBeLessThanOrEqual(
      1e-6 * Math.sqrt(terms) * (1 + Math.abs(at(expected, i))),
    );
  }
}
