import { describe, expect, it } from "vitest";
import { cloudOf, extend, strokesOf } from "./strokes";

describe("a stroke", () => {
  it("begins with a dot", () => {
    expect(extend([], [0.5, -0.5])).toEqual([[0.5, -0.5]]);
  });

  it("has dots on its way, evenly and close together", () => {
    const stroke = extend([[0, 0]], [0.3, 0.4]);
    expect(stroke.at(-1)).toEqual([0.3, 0.4]);
    const gaps = stroke.slice(1).map(([x, y], i) => Math.hypot(x - (stroke[i]?.[0] ?? 0), y - (stroke[i]?.[1] ?? 0)));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(0.015);
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(1e-9);
  });

  it("stays on the sheet", () => {
    expect(extend([], [3, -3])).toEqual([[1, -1]]);
  });
});

it("strokes are a cloud, dot by dot with the number of the stroke", () => {
  const cloud = cloudOf([
    [[0, 0.5]],
    [
      [1, 0],
      [0.25, 1],
    ],
  ]);
  expect([...cloud.positions]).toEqual([0, 0.5, 1, 0, 0.25, 1]);
  expect([...cloud.strokes]).toEqual([0, 1, 1]);
});

it("a cloud is taken apart into its strokes again", () => {
  const strokes = [
    [
      [0, 0.5],
      [0.25, 0.5],
    ],
    [[-1, 1]],
  ] as const;
  expect(strokesOf(cloudOf(strokes))).toEqual(strokes);
});
