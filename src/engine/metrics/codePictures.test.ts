/** What the pictures of a codebook are drawn from. */
import { describe, expect, it } from "vitest";
import { normals } from "../random";
import { nearestTwo } from "./codeDistances";
import { flatten } from "./flatten";

describe("the two nearest codes", () => {
  it("are in order, with their distances", () => {
    const found = nearestTwo(Float32Array.of(0, 0, 3, 0), Float32Array.of(3, 4, 0, 1, 4, 0), 2);
    expect([...found.indices]).toEqual([1, 2]);
    expect([...found.distances]).toEqual([1, 1]);
    expect([...found.nextIndices]).toEqual([2, 1]);
    expect([...found.nextDistances]).toEqual([4, Math.fround(Math.sqrt(10))]);
  });
});

describe("a plane through vectors", () => {
  it("leaves two dimensions alone, and gives one a second", () => {
    const flat = Float32Array.of(1, 2, 3, 4);
    expect(flatten(flat, 2).place(flat)).toEqual(flat);
    expect([...flatten(flat, 1).place(flat)]).toEqual([1, 0, 2, 0, 3, 0, 4, 0]);
  });

  it("keeps the distances of vectors that lie in one, wherever it lies", () => {
    const uv = normals(1, 60);
    // (u, v) ↦ u·a + v·b + c for orthonormal a and b
    const rows = Float32Array.from({ length: 90 }, (_, i) => {
      const [u, v] = [uv[2 * Math.floor(i / 3)] as number, uv[2 * Math.floor(i / 3) + 1] as number];
      return [0.6 * u, 0.8 * u, v][i % 3] as number;
    }).map((value, i) => value + (i % 3));
    const { place, explained } = flatten(rows, 3);
    const placed = place(rows);
    expect(explained).toBeCloseTo(1, 6);
    for (let i = 1; i < 30; i++) {
      const apart = (values: Float32Array, D: number) =>
        Math.hypot(...Array.from({ length: D }, (_, j) => (values[i * D + j] as number) - (values[j] as number)));
      expect(apart(placed, 2)).toBeCloseTo(apart(rows, 3), 4);
    }
  });
});
