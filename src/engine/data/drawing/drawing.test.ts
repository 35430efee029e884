import { describe, expect, it } from "vitest";
import { Coverage, type Outline } from "./coverage";
import { arc, closed, ellipse, line, mirrored, symmetric } from "./outline";
import { colour, mix, Sheet } from "./sheet";

const box = (left: number, top: number, right: number, bottom: number): Outline => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
const cover = (side: number, ...loops: Outline[]) => {
  const coverage = new Coverage(side);
  coverage.fill(loops);
  return coverage.values;
};
const area = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
/** The shoelace formula. */
const polygonArea = (outline: Outline) =>
  outline.reduce((sum, { x, y }, i) => {
    const next = outline[(i + 1) % outline.length] as Outline[number];
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);

describe("coverage", () => {
  it("is the share of each pixel that a box covers", () => {
    const covered = [0, 0, 0, 0, 0, 0.375, 0.75, 0, 0, 0.25, 0.5, 0, 0, 0, 0, 0];
    expect([...cover(4, box(1.5, 1.25, 3, 2.5))]).toEqual(covered);
  });

  it("adds up to the area of any polygon, whichever way it runs", () => {
    for (const shape of [ellipse(10.3, 8.7, 6.2, 3.1), closed("300,200! 1500,640 900,1700 210,1180")]) {
      expect(area(cover(20, shape))).toBeCloseTo(polygonArea(shape), 4);
      expect(area(cover(20, [...shape].reverse()))).toBeCloseTo(polygonArea(shape), 4);
    }
  });

  it("cuts off what lies beyond the sheet", () => {
    expect(area(cover(4, box(-3, -2, 1.5, 2)))).toBeCloseTo(3, 6);
    expect(area(cover(4, box(2.5, 1, 9, 9)))).toBeCloseTo(4.5, 6);
    expect(area(cover(4, box(-9, 1, -5, 3), box(6, 1, 9, 3)))).toBe(0);
  });

  it("unites loops that run the same way, and cuts holes with those that run the other", () => {
    expect(area(cover(8, box(1, 1, 5, 5), box(3, 3, 7, 7)))).toBeCloseTo(28, 6);
    expect(area(cover(8, box(1, 1, 7, 7), [...box(2, 2, 5, 5)].reverse()))).toBeCloseTo(27, 6);
  });

  it("forgets the shape before", () => {
    const coverage = new Coverage(8);
    coverage.fill([ellipse(3.3, 4, 2)]);
    const { left, right, top, bottom } = coverage.fill([box(2, 2, 7.5, 6)]);
    const drawn = cover(8, box(2, 2, 7.5, 6));
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) expect(coverage.values[8 * y + x]).toBe(drawn[8 * y + x]);
  });
});

describe("outlines", () => {
  it("all run the same way round", () => {
    const shapes = [ellipse(0, 0, 1), symmetric("0,-50 40,0 0,50"), line("0,0 20,10 40,0", 0.1, 0.2, 0.1)];
    for (const shape of [...shapes, ...shapes.map(mirrored)]) expect(polygonArea(shape)).toBeGreaterThan(0);
  });

  it("have the areas of an ellipse, a straight line with round ends, and half a disc", () => {
    expect(polygonArea(ellipse(3, 4, 2, 0.5))).toBeCloseTo(Math.PI, 1);
    expect(polygonArea(line("0,0 100,0", 0.2, 0.2, 0.2))).toBeCloseTo(0.2 + Math.PI * 0.01, 2);
    expect(polygonArea(arc(0, 0, 1, 0, 0.5))).toBeCloseTo(Math.PI / 2, 2);
  });

  it("are symmetric, smooth, and sharp at the corners", () => {
    const shape = symmetric("0,-50 40,0! 0,50");
    for (const { x, y } of shape) {
      const twin = shape.some((other) => Math.abs(other.x + x) < 1e-12 && Math.abs(other.y - y) < 1e-12);
      expect(twin, `${x}, ${y}`).toBe(true);
    }
    const corner = shape.findIndex(({ x }) => x > 0.4 - 1e-12);
    const [before, tip, after] = [-1, 0, 1].map((step) => shape[corner + step]) as Outline[number][];
    expect((tip?.x as number) - (before?.x as number)).toBeGreaterThan(0.02);
    expect((tip?.x as number) - (after?.x as number)).toBeGreaterThan(0.02);
  });
});

describe("sheet", () => {
  const black = colour("#000000");
  const orange = colour("#ff8040");
  const page = [box(-1, -1, 1, 1)];

  it("reads and mixes colours", () => {
    expect(orange).toEqual([255, 128, 64]);
    expect(mix(black, orange, 0.5)).toEqual([127.5, 64, 32]);
  });

  it("paints, through and over what is there", () => {
    const sheet = new Sheet(2);
    sheet.fill(page, orange);
    sheet.fill([box(0, -1, 1, 0)], black, { opacity: 0.5 });
    expect([...sheet.bytes()]).toEqual([255, 128, 64, 128, 64, 32, 255, 128, 64, 255, 128, 64]);
  });

  it("keeps within one mask and out of another", () => {
    const sheet = new Sheet(2);
    const [top, left] = [sheet.mask([box(-1, -1, 1, 0)]), sheet.mask([box(-1, -1, 0, 1)])];
    sheet.fill(page, orange, { within: top, except: left });
    expect([...sheet.bytes()].map((value, i) => (value ? i : -1)).filter((i) => i >= 0)).toEqual([3, 4, 5]);
  });

  it("runs from one colour to another", () => {
    const sheet = new Sheet(4);
    sheet.fill(page, { from: black, to: [240, 240, 240], along: { x: 0.5, y: 0 }, offset: 0.5 });
    expect([...sheet.bytes().subarray(0, 12)].filter((_, i) => i % 3 === 0)).toEqual([30, 90, 150, 210]);
  });

  it("glows in the middle and not beyond the edge", () => {
    const sheet = new Sheet(8);
    sheet.glow({ x: 0, y: 0 }, 0.5, 0.5, [255, 255, 255]);
    const red = [...sheet.bytes()].filter((_, i) => i % 3 === 0);
    expect(red[3 * 8 + 3]).toBeGreaterThan(150);
    expect(red.slice(0, 8)).toEqual(new Array(8).fill(0));
  });
});
