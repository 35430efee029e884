import { expect, test } from "vitest";
import { allGrids, bitsOf, psnrOf } from "./bits";

const DIGITS = {
  kind: "images",
  id: "digits",
  width: 28,
  height: 28,
  channels: 1,
  train: 12_000,
  heldOut: 2000,
  classes: 10,
};
const dataset = (change = {}) => ({ ...DIGITS, ...change }) as unknown as Parameters<typeof bitsOf>[0]["dataset"];

test("28 × 28 × 8 = 6,272 bits become 49 · log₂ 64 = 294", () => {
  const { raw, coded, rawFactors, cells } = bitsOf(
    { dataset: dataset(), code: { height: 7, width: 7, dimensions: 16 } },
    64,
  );
  expect([raw, coded, cells]).toEqual([6272, 294, 49]);
  expect(rawFactors).toEqual([28, 28, 8]);
});

test("the paper's 128 × 128 × 3 image becomes 32 × 32 choices of 512: 42.7 times fewer bits", () => {
  const { raw, coded } = bitsOf(
    { dataset: dataset({ width: 128, height: 128, channels: 3 }), code: { height: 32, width: 32, dimensions: 64 } },
    512,
  );
  expect(raw / coded).toBeCloseTo(42.67, 2);
});

test("64⁴⁹ ≈ 3 × 10⁸⁸", () => {
  expect(allGrids(49, 64)).toMatchObject({ mantissa: 3, exponent: 88 });
  expect(allGrids(1, 2).log10).toBeCloseTo(Math.log10(2));
});

test("decibels", () => {
  expect(psnrOf(0.01)).toBeCloseTo(20);
});
