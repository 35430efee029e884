import { describe, expect, it } from "vitest";
import { fitTo } from "./fit";

/** Points on a square of this half side. */
const square = (side: number) => ({
  xs: Float32Array.of(-side, side, -side, side),
  ys: Float32Array.of(-side, -side, side, side),
});

describe("the part of the plane in view", () => {
  it("keeps still while it serves, and follows when it does not", () => {
    const first = fitTo(square(10), false, undefined);
    expect(first.radius).toBeCloseTo(11.5);
    expect(fitTo(square(9), false, first)).toBe(first);
    expect(fitTo(square(30), false, first).radius).toBeCloseTo(34.5);
    expect(fitTo(square(2), false, first).radius).toBeCloseTo(2.3);
  });

  it("keeps a held handle when the points shrink away from it", () => {
    const first = fitTo(square(10), false, undefined);
    const after = fitTo(square(2), false, first, [-5, 1]);
    expect(after.radius).toBeLessThan(first.radius);
    expect(after.radius).toBeGreaterThan(5);
    expect(fitTo(square(2), false, first, [0, 11])).toBe(first);
    expect(fitTo(square(2), false, after, [-5, 1]), "and keeps still from then on").toBe(after);
  });

  it("does not run after a handle that is taken out of view", () => {
    const first = fitTo(square(10), false, undefined);
    expect(fitTo(square(10), false, first, [1000, 0])).toBe(first);
  });

  it("shows a held handle when it is fitted anew", () => {
    expect(fitTo(square(1), true, undefined, [0, -8]).radius).toBeGreaterThan(8);
  });
});
