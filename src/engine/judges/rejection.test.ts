import { describe, expect, it } from "vitest";
import { moments } from "../metrics/moments";
import { key, normals } from "../random";
import { frechetCurve } from "./frechetCurve";
import { rejectionCurve, splitAt, THRESHOLDS } from "./rejection";

const pace = { breathe: async () => true };

describe("rejection sampling", () => {
  const p = [0.2, 0.9, 0.5, 1, 0];

  it("keeps what is at least as probable as the threshold, in order", () => {
    expect(splitAt(0.5, p)).toEqual({ accepted: Uint32Array.of(1, 2, 3), rejected: Uint32Array.of(0, 4) });
    expect(splitAt(0, p).rejected).toHaveLength(0);
    expect(splitAt(1, p).accepted).toEqual(Uint32Array.of(3));
  });

  it("says what every threshold keeps, and what the judge recognises of that", () => {
    const curve = rejectionCurve(p, [1, 1, 1, 1, 1], [0, 1, 0, 1, 0], [0, 0.5, 0.9, 1.1]);
    expect([...curve.accepted]).toEqual([5, 3, 2, 0]);
    expect([...curve.recognised]).toEqual([2 / 5, 2 / 3, 1, Number.NaN]);
    expect(() => rejectionCurve(p, [1], [1])).toThrow(RangeError);
  });

  it("has thresholds that rise from 0", () => {
    expect(THRESHOLDS[0]).toBe(0);
    for (let t = 1; t < THRESHOLDS.length; t++)
      expect(THRESHOLDS[t] as number).toBeGreaterThan(THRESHOLDS[t - 1] as number);
  });
});

describe("the Fréchet distance against the threshold", () => {
  const real = { dimensions: 2, values: normals(key(1), 2000) };
  // Every other sample is far off, and less probable.
  const samples = { dimensions: 2, values: normals(key(2), 800).map((value, i) => (i % 4 > 1 ? value + 3 : value)) };
  const p = Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 1 ? 0.3 : 0.9));

  const one = new Uint16Array(400);

  it("does not rise because a class that is drawn badly is kept less often", async () => {
    // Two classes at a distance, as many of each: of the second three in four are unsure, but look like the rest.
    const classes = Uint16Array.from({ length: 400 }, (_, i) => i % 2);
    const shifted = { dimensions: 2, values: normals(key(2), 800).map((value, i) => (i % 4 > 1 ? value + 3 : value)) };
    const unsure = Float32Array.from({ length: 400 }, (_, i) => (i % 8 > 1 && i % 2 === 1 ? 0.3 : 0.9));
    const of = (await moments(shifted, pace)) ?? expect.unreachable();
    const curve = await frechetCurve(shifted, { asked: classes, probabilities: unsure }, of, 100, pace, [0, 0.5]);
    const untold = await frechetCurve(shifted, { asked: one, probabilities: unsure }, of, 100, pace, [0, 0.5]);
    expect(curve?.[1]).toBeLessThan(0.2);
    expect(untold?.[1]).toBeGreaterThan(2 * (curve?.[1] ?? 0));
  });

  it("falls when what is far off goes, on sets of one size, and is not there where too few are left", async () => {
    const of = await moments(real, pace);
    if (!of) throw new Error("not given up");
    const curve = await frechetCurve(samples, { asked: one, probabilities: p }, of, 150, pace, [0, 0.1, 0.5, 0.95]);
    if (!curve) throw new Error("not given up");
    expect(curve[0]).toBeGreaterThan(4);
    expect(curve[1]).toBe(curve[0]);
    expect(curve[2]).toBeLessThan(0.1);
    expect(curve[3]).toBeNaN();
    const first = { ...samples, values: samples.values.subarray(0, 300) };
    expect(
      (await frechetCurve(first, { asked: one, probabilities: p.subarray(0, 150) }, of, 150, pace, [0]))?.[0],
    ).toBe(curve[0]);
  });

  it("is given up when asked to", async () => {
    const of = await moments(real, pace);
    if (!of) throw new Error("not given up");
    expect(
      await frechetCurve(samples, { asked: one, probabilities: p }, of, 150, { breathe: async () => false }),
    ).toBeUndefined();
  });
});
