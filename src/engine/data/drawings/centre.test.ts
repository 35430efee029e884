import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImageShape } from "../dataset";
import { centreInk, centreOfMass } from "./centre";

const GREY = { width: 28, height: 28, channels: 1 } as const;

const inkOf = (sheet: Uint8Array, { channels }: ImageShape) =>
  channels === 1 ? sheet : Uint8Array.from(sheet, (value) => 255 - value);
const massOf = (sheet: Uint8Array, shape: ImageShape) =>
  inkOf(sheet, shape).reduce((sum, value) => sum + value, 0) / 255 / shape.channels;

/** First and last column and row with ink. */
function boxOf(sheet: Uint8Array, shape: ImageShape) {
  const places = [...inkOf(sheet, shape).entries()].filter(([, value]) => value > 0);
  const pixels = places.map(([i]) => Math.floor(i / shape.channels));
  const columns = pixels.map((pixel) => pixel % shape.width);
  const rows = pixels.map((pixel) => Math.floor(pixel / shape.width));
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)] as [number, number];
  return { columns: ends(columns), rows: ends(rows) };
}
const lengthOf = ([first, last]: [number, number]) => last - first + 1;

/** A sheet with a disc of ink for each [x, y, radius], with soft edges. */
function discs(shape: ImageShape, all: readonly (readonly [number, number, number])[]): Uint8Array {
  const { width, height, channels } = shape;
  const values = Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    const reach = all.map(
      ([x, y, radius]) => radius + 0.5 - Math.hypot((pixel % width) + 0.5 - x, Math.floor(pixel / width) + 0.5 - y),
    );
    const ink = Math.round(255 * Math.min(1, Math.max(0, ...reach)));
    return channels === 1 ? ink : 255 - ink;
  });
  return Uint8Array.from(values);
}

const drawings = fc
  .record({ width: fc.integer({ min: 16, max: 128 }), channels: fc.constantFrom<1 | 3>(1, 3) })
  .chain(({ width, channels }) => {
    const at = fc.double({ min: 0.1 * width, max: 0.9 * width, noNaN: true });
    const radius = fc.double({ min: 1.2, max: 0.1 * width, noNaN: true });
    const shape: ImageShape = { width, height: width, channels };
    return fc.array(fc.tuple(at, at, radius), { minLength: 1, maxLength: 6 }).map((all) => ({ shape, all }));
  });

describe("a drawing, centred", () => {
  it("fills 20 of 28 pixels with its longer side and keeps its proportions", () => {
    const sheet = new Uint8Array(28 * 28);
    for (let row = 2; row < 12; row++) sheet.fill(255, row * 28 + 1, row * 28 + 6); // 5 × 10
    const centred = centreInk(sheet, GREY);
    expect(boxOf(centred, GREY)).toEqual({ columns: [9, 18], rows: [4, 23] }); // 10 × 20
    expect(massOf(centred, GREY), "but for edges that are soft now").toBeGreaterThan(0.9 * 200);
    expect(massOf(centred, GREY)).toBeLessThanOrEqual(200);
  });

  it("has its centre of mass, not its box, in the middle", () => {
    const sheet = new Uint8Array(28 * 28);
    for (let row = 0; row < 20; row++) sheet.fill(255, row * 28, row * 28 + (row < 16 ? 2 : 10)); // an L
    const centred = centreInk(sheet, GREY);
    const { x, y } = centreOfMass(centred, GREY);
    expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
    expect(boxOf(centred, GREY).columns, "so the box is off the middle").toEqual([11, 20]);
  });

  it("is within half a pixel of the middle, or ends at the edge, with the mass its scale gives it, at any size", () => {
    fc.assert(
      fc.property(drawings, ({ shape, all }) => {
        const { width } = shape;
        const sheet = discs(shape, all);
        const centred = centreInk(sheet, shape);
        const [before, after] = [boxOf(sheet, shape), boxOf(centred, shape)];
        const longest = Math.max(lengthOf(before.columns), lengthOf(before.rows));
        const scale = ((20 / 28) * width) / longest;
        expect(Math.abs(Math.max(lengthOf(after.columns), lengthOf(after.rows)) - scale * longest)).toBeLessThan(1.6);
        const ratio = massOf(centred, shape) / (scale ** 2 * massOf(sheet, shape));
        expect(ratio).toBeGreaterThan(0.8); // what is enlarged has softer edges
        expect(ratio).toBeLessThan(1.15);
        const middle = centreOfMass(inkOf(centred, shape), shape);
        for (const [at, ends] of [
          [middle.x, after.columns],
          [middle.y, after.rows],
        ] as const) {
          const isAtEdge = ends[0] <= 1 || ends[1] >= width - 2;
          if (!isAtEdge) expect(Math.abs(at - width / 2)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("changes little when it is centred again", () => {
    fc.assert(
      fc.property(drawings, ({ shape, all }) => {
        const once = centreInk(discs(shape, all), shape);
        const twice = centreInk(once, shape);
        const changed = once.reduce((sum, value, i) => sum + Math.abs(value - (twice[i] as number)), 0) / 255;
        expect(changed / shape.channels / massOf(once, shape)).toBeLessThan(0.25);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("is centred the same wherever on the sheet it was drawn", () => {
    const [one, other] = [
      discs(GREY, [
        [6, 6, 2],
        [9, 11, 2],
      ]),
      discs(GREY, [
        [16, 13, 2],
        [19, 18, 2],
      ]),
    ];
    expect(centreInk(one, GREY)).toEqual(centreInk(other, GREY));
  });

  it("is black on white where there are colours, as it is on grey", () => {
    const coloured = { ...GREY, channels: 3 as const };
    const all = [
      [6, 6, 2],
      [9, 11, 2],
    ] as const;
    const centred = centreInk(discs(coloured, all), coloured);
    expect(centred.filter((_, i) => i % 3 === 1).map((value) => 255 - value)).toEqual(
      centreInk(discs(GREY, all), GREY),
    );
  });

  it("stays blank where nothing is drawn", () => {
    for (const channels of [1, 3] as const) {
      const sheet = new Uint8Array(16 * 20 * channels).fill(channels === 1 ? 0 : 255);
      const centred = centreInk(sheet, { width: 16, height: 20, channels });
      expect(centred).toEqual(sheet);
      expect(centred).not.toBe(sheet);
    }
  });

  it("fits into a sheet that is wider than high", () => {
    const shape = { width: 56, height: 28, channels: 1 } as const;
    const centred = centreInk(discs(shape, [[5, 5, 3]]), shape);
    const { columns, rows } = boxOf(centred, shape);
    expect([lengthOf(columns), lengthOf(rows)]).toEqual([20, 20]);
    expect([columns[0], rows[0]]).toEqual([18, 4]);
  });
});
