import { expect, it } from "vitest";
import { countingOf, huge } from "./counting";

it("counts all grids of codes: 64⁴⁹ is about 3 × 10⁸⁸", () => {
  const { numbers, all, even, nats } = countingOf({ height: 7, width: 7, colours: 1, levels: 64 }, undefined);
  expect([numbers, all.exponent, Math.round(all.mantissa)]).toEqual([49, 88, 3]);
  expect(even).toBeCloseTo(Math.log(64), 12);
  expect(nats).toBeUndefined();
});

it("counts every colour of a pixel as a number of its own", () => {
  expect(countingOf({ height: 2, width: 3, colours: 3, levels: 4 }, undefined).all.log10).toBeCloseTo(
    18 * Math.log10(4),
    12,
  );
});

it("holds the prior's nats against those of an even draw", () => {
  const grid = { height: 28, width: 28, colours: 1, levels: 2 } as const;
  const { nats, bits, among } = countingOf(grid, 784 * Math.LN2);
  expect(nats).toBeCloseTo(Math.LN2, 12);
  expect(bits).toBeCloseTo(1, 12);
  expect(among?.log10).toBeCloseTo(784 * Math.log10(2), 9);
});

it("writes a power of ten as one, not as ten of the one below", () => {
  expect(huge(6 * Math.LN10)).toMatchObject({ mantissa: 1, exponent: 6 });
  expect(huge(Math.log(9.99e5))).toMatchObject({ mantissa: 1, exponent: 6 });
  expect(huge(0)).toMatchObject({ mantissa: 1, exponent: 0 });
});
