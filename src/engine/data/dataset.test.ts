import { describe, expect, it } from "vitest";
import { countClasses, type ImageSet, imageSize, nameOfClass, slice, summarize } from "./dataset";

/** Three pictures of 2 × 1 colours, each with its class and two factors. */
const COLOURED: ImageSet = {
  count: 3,
  width: 2,
  height: 1,
  channels: 3,
  pixels: Uint8Array.from({ length: 18 }, (_, i) => i),
  labels: Uint16Array.of(0, 999, 4),
  factors: { names: ["shape", "size"], sizes: [3, 4], values: Uint8Array.of(0, 1, 2, 3, 1, 0) },
};

describe("a data set", () => {
  it("has as many numbers an image as it has pixels times channels", () => {
    expect(imageSize(COLOURED)).toBe(6);
    expect(imageSize({ width: 5, height: 3, channels: 1 })).toBe(15);
  });

  it("is sliced with its pixels, labels and factors together, without a copy", () => {
    const part = slice(COLOURED, 1, 3);
    expect(part).toEqual({
      ...COLOURED,
      count: 2,
      pixels: Uint8Array.from({ length: 12 }, (_, i) => 6 + i),
      labels: Uint16Array.of(999, 4),
      factors: { names: ["shape", "size"], sizes: [3, 4], values: Uint8Array.of(2, 3, 1, 0) },
    });
    expect(part.pixels.buffer).toBe(COLOURED.pixels.buffer);
  });

  it("is sliced without what it does not have", () => {
    const { labels: _labels, factors: _factors, ...bare } = COLOURED;
    expect(Object.keys(slice(bare, 0, 1)).sort()).toEqual(["channels", "count", "height", "pixels", "width"]);
  });

  it("counts more classes than a byte can number", () => {
    expect(countClasses(COLOURED.labels)).toBe(1000);
    expect(countClasses(undefined)).toBe(0);
    expect(countClasses(new Uint16Array())).toBe(0);
  });

  it("calls its classes by their names, or by number where they have none", () => {
    const names = { labelNames: ["가", "나"] };
    expect([nameOfClass(names, 1), nameOfClass(names, 2), nameOfClass({}, 1)]).toEqual(["나", "2", "1"]);
  });

  it("is summed up in its shape, counts and names", () => {
    const dataset = { id: "own", train: COLOURED, heldOut: slice(COLOURED, 0, 1), classes: 1000 };
    const summary = { id: "own", train: 3, heldOut: 1, width: 2, height: 1, channels: 3, classes: 1000 };
    expect(summarize(dataset)).toEqual(summary);
    expect(summarize({ ...dataset, labelNames: ["가"] })).toEqual({ ...summary, labelNames: ["가"] });
  });
});
