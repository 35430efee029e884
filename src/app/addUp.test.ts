import fc from "fast-check";
import { expect, it } from "vitest";
import { addUp } from "./addUp";

it.each([
  [
    [-1.906, 2.482],
    [-1.9, 2.48],
  ],
  [
    [299.014, 5.0636],
    [299.02, 5.06],
  ],
  [
    [0.004, 0.004, 0.004],
    [0.01, 0, 0],
  ],
  [[12.5], [12.5]],
])("%j become %j", (values, shown) => {
  expect(addUp(values, 2)).toEqual(shown);
});

it("always add up, each within a last digit of what it was", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 5 }), (values) => {
      const shown = addUp(values, 2);
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(Math.abs(sum(shown) - sum(values))).toBeLessThan(0.00501);
      for (const [i, value] of values.entries())
        expect(Math.abs((shown[i] as number) - value)).toBeLessThanOrEqual(0.0101);
    }),
  );
});

it("leaves alone what is not finite", () => {
  expect(addUp([Number.NaN, 1.234], 2)).toEqual([Number.NaN, 1.234]);
});
