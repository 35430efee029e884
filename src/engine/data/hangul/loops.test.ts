import { describe, expect, it } from "vitest";
import type { Outline } from "../drawing/coverage";
import { boxOf, embolden, sameWay, strokeWidth } from "./loops";

const rectangle = (left: number, top: number, right: number, bottom: number): Outline => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
const near = (sides: Record<string, number>) =>
  Object.fromEntries(Object.entries(sides).map(([side, value]) => [side, expect.closeTo(value, 9)]));
const reversed = (loop: Outline): Outline => [...loop].reverse();

describe("sameWay", () => {
  const ring = [rectangle(0, 0, 10, 20), reversed(rectangle(3, 3, 7, 17))];
  const stroke = rectangle(8, 5, 30, 8); // overlaps the ring, and is no hole

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("runs strokes one way and holes the other, however they ran (%i)", (turned) => {
    const loops = [...ring, stroke];
    expect(sameWay(loops.map((loop, i) => ((turned >> i) & 1 ? reversed(loop) : loop)))).toEqual(loops);
  });
});

describe("strokeWidth", () => {
  it("is about the short side of a long stroke, and of both arms of a frame", () => {
    expect(strokeWidth([rectangle(0, 0, 200, 2)])).toBeCloseTo(2, 1);
    expect(strokeWidth([rectangle(0, 0, 100, 100), reversed(rectangle(3, 3, 97, 97))])).toBeCloseTo(3, 6);
  });
});

describe("embolden", () => {
  const frame = [rectangle(0, 0, 10, 20), reversed(rectangle(3, 3, 7, 17))];

  it("shifts the edge out and holes in", () => {
    const [outer, hole] = embolden(frame, 0.5).map((loop) => boxOf([loop]));
    expect(outer).toEqual(near({ left: -0.5, right: 10.5, top: -0.5, bottom: 20.5 }));
    expect(hole).toEqual(near({ left: 3.5, right: 6.5, top: 3.5, bottom: 16.5 }));
  });

  it("makes strokes thinner where it is negative", () => {
    expect(boxOf(embolden([rectangle(0, 0, 10, 20)], -1))).toEqual(near({ left: 1, right: 9, top: 1, bottom: 19 }));
  });

  it("blunts needles, and leaves out points that lie on each other", () => {
    const needle = [
      { x: 0, y: -1 },
      { x: 100, y: 0 },
      { x: 100, y: 0 },
      { x: 0, y: 1 },
    ];
    const [bolder] = embolden([needle], 1);
    expect(bolder).toHaveLength(3);
    expect(boxOf([bolder as Outline]).right).toBeLessThan(102);
  });
});
