import { expect, it } from "vitest";
import { barsOf } from "./bars";

it("gives every value its bar, in order, where there is room for all", () => {
  expect(barsOf([0.25, 0.75], 1, 16)).toEqual({
    bars: [
      { value: 0, share: 0.25 },
      { value: 1, share: 0.75 },
    ],
  });
});

it("shows the likeliest of many, and how much the rest has", () => {
  const { bars, rest } = barsOf([0.1, 0.5, 0.1, 0.3], 1, 2);
  expect(bars.map(({ value }) => value)).toEqual([1, 3]);
  expect(rest?.count).toBe(2);
  expect(rest?.share).toBeCloseTo(0.2, 12);
});

it("shows what was drawn though it was unlikely", () => {
  const { bars, rest } = barsOf([0.1, 0.5, 0.1, 0.3], 2, 2);
  expect(bars.map(({ value }) => value)).toEqual([1, 2]);
  expect(rest?.share).toBeCloseTo(0.4, 12);
});
