import { describe, expect, it } from "vitest";
import { drawCloud } from "./cloud";
import { points } from "./definition";
import { resample } from "./drawn";

/** Two dots in one stroke, one in another. */
const DRAWN = { positions: Float32Array.of(-0.5, 0, 0.5, 0, 0, 0.75), strokes: Uint16Array.of(0, 0, 1) };
const WHAT = { noise: 0, count: 3000, seed: 5 };

describe("a cloud drawn by hand", () => {
  it("puts as many points on each dot, with the number of its stroke", () => {
    const { positions, labels = [], count } = resample(DRAWN, WHAT);
    const seen = new Map<string, number>();
    for (let i = 0; i < count; i++) {
      const point = `${positions[2 * i]} ${positions[2 * i + 1]} ${labels[i]}`;
      seen.set(point, (seen.get(point) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(["-0.5 0 0", "0 0.75 1", "0.5 0 0"]);
    for (const often of seen.values()) expect(Math.abs(often - 1000)).toBeLessThan(120);
  });

  it("strays from its dots by the noise", () => {
    const { positions } = resample({ ...DRAWN, positions: new Float32Array(6) }, { ...WHAT, noise: 0.2 });
    const variance = positions.reduce((sum, value) => sum + value * value, 0) / positions.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.2, 2);
  });

  it("is the same of the same seed, and nothing is held out that was trained on", async () => {
    expect(resample(DRAWN, { ...WHAT, noise: 0.1 })).toEqual(resample(DRAWN, { ...WHAT, noise: 0.1 }));
    const { train, heldOut, classes } = await drawCloud("points", points, { shape: "drawn", noise: 0.1, drawn: DRAWN });
    expect(classes).toBe(2);
    expect(heldOut.positions.slice(0, 4)).not.toEqual(train.positions.slice(0, 4));
  });

  it("must not be empty", async () => {
    const empty = { positions: new Float32Array(), strokes: new Uint16Array() };
    expect(() => resample(empty, WHAT)).toThrow(RangeError);
    const nothing = { shape: "drawn", noise: 0 } as const;
    await expect(drawCloud("points", points, nothing)).rejects.toMatchObject({ code: "unreadable" });
    await expect(drawCloud("points", points, { ...nothing, drawn: empty })).rejects.toMatchObject({
      code: "unreadable",
    });
  });
});
