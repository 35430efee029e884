import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lattice, latticeSides, latticeSize } from "./lattice";

const codes = fc.integer({ min: 1, max: 10 }).map((bits) => 2 ** bits);
const dimensions = fc.integer({ min: 1, max: 64 });

describe("a lattice of codes", () => {
  it("shares the values out evenly", () => {
    expect(latticeSides(64, 3)).toEqual([4, 4, 4]);
    expect(latticeSides(32, 2)).toEqual([8, 4]);
    expect(latticeSides(4, 3)).toEqual([2, 2, 1]);
    expect(latticeSize(100)).toBe(64);
  });

  it("lists points between −1 and 1, evenly spaced", () => {
    expect([...lattice(4, 1)].map((value) => +value.toFixed(6))).toEqual([-1, -0.333333, 0.333333, 1]);
    expect([...lattice(4, 3)]).toEqual([-1, -1, 0, -1, 1, 0, 1, -1, 0, 1, 1, 0]);
  });

  it("has as many points as codes, all different, around 0", () => {
    fc.assert(
      fc.property(codes, dimensions, (K, D) => {
        const values = lattice(K, D);
        const points = Array.from({ length: K }, (_, k) => values.subarray(k * D, (k + 1) * D).join());
        expect(new Set(points).size).toBe(K);
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-3);
      }),
      { numRuns: 50 },
    );
  });
});
