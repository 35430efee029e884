import { describe, expect, it } from "vitest";
import type { Dataset } from "./dataset";
import type { PointDataset } from "./samples";
import { withoutClass } from "./withoutClass";

const images = {
  count: 4,
  width: 2,
  height: 1,
  channels: 1 as const,
  pixels: Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31),
  labels: Uint16Array.of(0, 7, 7, 2),
  factors: { names: ["shape", "size"], sizes: [9, 9], values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
};
const dataset: Dataset = { id: "own", train: images, heldOut: images, classes: 8, labelNames: ["a"] };

describe("a data set without one class", () => {
  it("trains on the others, with their labels and factors", () => {
    expect(withoutClass(dataset, 7).train).toEqual({
      ...images,
      count: 2,
      pixels: Uint8Array.of(0, 1, 30, 31),
      labels: Uint16Array.of(0, 2),
      factors: { ...images.factors, values: Uint8Array.of(1, 2, 7, 8) },
    });
  });

  it("keeps the class among the held-out images, and the numbers of the classes", () => {
    const { heldOut, classes, labelNames } = withoutClass(dataset, 7) as Dataset;
    expect({ heldOut, classes, labelNames }).toEqual({ heldOut: images, classes: 8, labelNames: ["a"] });
  });

  it("leaves the points of a cloud out, too", () => {
    const cloud = {
      kind: "points" as const,
      count: 3,
      dimensions: 2 as const,
      positions: Float32Array.of(0, 1, 2, 3, 4, 5),
      labels: Uint16Array.of(0, 1, 0),
    };
    const points: PointDataset = { id: "points", train: cloud, heldOut: cloud, classes: 2 };
    expect(withoutClass(points, 1).train).toEqual({
      ...cloud,
      count: 2,
      positions: Float32Array.of(0, 1, 4, 5),
      labels: Uint16Array.of(0, 0),
    });
  });

  it("is the data set itself where none is left out", () => {
    expect(withoutClass(dataset, "none")).toBe(dataset);
  });

  it("is refused where no image has the class, every one has, or there are no labels", () => {
    const { labels: _, ...bare } = images;
    const same = { ...dataset, train: { ...images, labels: new Uint16Array(4) } };
    for (const [set, label] of [
      [dataset, 1],
      [same, 0],
      [{ ...dataset, train: bare }, 0],
    ] as const) {
      expect(() => withoutClass(set, label)).toThrow(expect.objectContaining({ code: "left-out", detail: { label } }));
    }
  });
});
