import { describe, expect, it } from "vitest";
import { checkFactors, drawFactored, evenFactor, type FactoredSet } from "./factored";

const factors = [evenFactor("shade", 4), { name: "kind", weights: [3, 1] }];
const set: FactoredSet = {
  factors,
  label: "kind",
  channels: 1,
  size: 1,
  count: 4000,
  seed: 7,
  draw: (values) => Uint8Array.of(10 * (values[0] as number) + (values[1] as number)),
};

describe("drawFactored", () => {
  const { factors: known, labels, pixels } = drawFactored(set);
  const values = known?.values as Uint8Array;

  it("draws every image from its own factors, and labels it by one of them", () => {
    expect(known).toMatchObject({ names: ["shade", "kind"], sizes: [4, 2] });
    for (let i = 0; i < 4000; i++) {
      expect(pixels[i]).toBe(10 * (values[2 * i] as number) + (values[2 * i + 1] as number));
      expect(labels?.[i]).toBe(values[2 * i + 1]);
    }
  });

  it("draws each value as often as its weight, independently of the other factors", () => {
    for (let shade = 0; shade < 4; shade++) {
      for (const [kind, share] of [0.75, 0.25].entries()) {
        const found = pixels.filter((value) => value === 10 * shade + kind).length / 4000;
        expect(Math.abs(found - share / 4)).toBeLessThan(0.03);
      }
    }
  });

  it("draws image i alike, however many there are, and otherwise for another seed", () => {
    expect(drawFactored({ ...set, count: 50 }).pixels).toEqual(pixels.slice(0, 50));
    expect(drawFactored({ ...set, seed: 8 }).pixels).not.toEqual(pixels);
  });

  it("tells how far it is, and stops when told to", () => {
    const seen: number[] = [];
    drawFactored({ ...set, count: 250 }, (done, total) => seen.push(done / total));
    expect(seen).toEqual([0.4, 0.8, 1]);
    const stop = () => {
      throw new Error("stopped");
    };
    expect(() => drawFactored(set, stop)).toThrow("stopped");
  });

  it("draws nothing when asked for nothing, and refuses nonsense", () => {
    expect(drawFactored({ ...set, count: 0 }).pixels).toHaveLength(0);
    for (const count of [-1, 0.5, Number.NaN]) expect(() => drawFactored({ ...set, count })).toThrow(RangeError);
  });
});

describe("checkFactors", () => {
  it.each([[[0, 0]], [[3, 1]]])("takes %j", (values) => {
    expect(() => checkFactors(factors, values)).not.toThrow();
  });

  it.each([[[4, 0]], [[0, -1]], [[0.5, 0]], [[0]], [[0, 0, 0]], [[Number.NaN, 0]]])("refuses %j", (values) => {
    expect(() => checkFactors(factors, values)).toThrow(RangeError);
  });
});
