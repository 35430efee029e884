import { describe, expect, it } from "vitest";
import { gridSize, placeToZ, scaleOf, toShares, zGrid } from "./plane";

const BOX = { left: -4, right: 4, bottom: -2, top: 2 };

describe("the grid of places", () => {
  it("has fewer places the larger the images, and one row where there is one dimension", () => {
    expect(gridSize(784, { latent: 2 })).toEqual({ columns: 44, rows: 44 });
    const large = gridSize(128 * 128 * 3, { latent: 64 });
    expect(large.columns).toBe(large.rows);
    expect(large.columns).toBeLessThan(20);
    expect(gridSize(784, { latent: 1 })).toEqual({ columns: 44, rows: 1 });
  });

  it("goes row by row from the top left, in the middle of its cells", () => {
    expect(Array.from(zGrid(BOX, { columns: 2, rows: 2 }, 2, [0, 1]))).toEqual([-2, 1, 2, 1, -2, -1, 2, -1]);
  });

  it("leaves the dimensions that are not drawn at 0", () => {
    expect(Array.from(placeToZ([1, 2], 4, [3, 1]))).toEqual([0, 2, 0, 1]);
    expect(Array.from(zGrid(BOX, { columns: 1, rows: 1 }, 3, [2, 0]))).toEqual([0, 0, 0]);
    expect(Array.from(zGrid(BOX, { columns: 2, rows: 1 }, 1, [0, 0]))).toEqual([-2, 2]);
  });
});

describe("the paint", () => {
  const a = Float32Array.of(1, 2, 3);
  const b = Float32Array.of(3, 4, 5);

  it("is on one scale for both planes", () => {
    const scale = scaleOf([a, b], "certainty");
    expect(scale?.bare).toBeCloseTo(1, 0);
    expect(scale?.full).toBeCloseTo(5, 0);
    expect(Array.from(toShares(a, { bare: 1, full: 5 }))).toEqual([0, 0.25, 0.5]);
    expect(Array.from(toShares(b, { bare: 1, full: 5 }))).toEqual([0.5, 0.75, 1]);
  });

  it("is fullest nearest to the data", () => {
    const scale = scaleOf([a, undefined], "distance");
    expect(scale?.full).toBeLessThan(scale?.bare ?? 0);
    expect(Array.from(toShares(a, { bare: 3, full: 1 }))).toEqual([1, 0.5, 0]);
  });

  it("is none where there is nothing to tell apart, or nothing at all", () => {
    expect(scaleOf([undefined, Float32Array.of(Number.NaN)], "distance")).toBeUndefined();
    expect(Array.from(toShares(Float32Array.of(2, 2), { bare: 2, full: 2 }))).toEqual([0, 0]);
  });
});
