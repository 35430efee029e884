import fc from "fast-check";
import { expect, it } from "vitest";
import { turn } from "./turn";

it("is the cosine and sine of Math, to fourteen digits", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (millionths) => {
      const turns = millionths / 1_000_000;
      const { cos, sin } = turn(turns);
      expect(cos).toBeCloseTo(Math.cos(2 * Math.PI * turns), 13);
      expect(sin).toBeCloseTo(Math.sin(2 * Math.PI * turns), 13);
    }),
  );
});

it("is exact after quarters of a turn", () => {
  const quarters = [-1, 0, 1, 2, 3, 4].map((quarter) => turn(quarter / 4));
  expect(quarters.map(({ cos }) => Math.round(cos) - cos)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(quarters.map(({ sin }) => sin + 0)).toEqual([-1, 0, 1, 0, -1, 0]);
});
