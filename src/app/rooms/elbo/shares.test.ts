import { expect, it } from "vitest";
import { sharesOf } from "./shares";

it("counts every value once, inside or outside", () => {
  const { shares, below, above } = sharesOf(Float64Array.of(-1, 0, 0.49, 0.5, 0.99, 1, 7, 0.1), [0, 1], 2);
  expect(Array.from(shares)).toEqual([0.375, 0.25]);
  expect([below, above]).toEqual([0.125, 0.25]);
});
