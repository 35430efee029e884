import { describe, expect, test } from "vitest";
import { cornerOf, layTiles, tileAt } from "./layout";

const PLACES = [
  { width: 760, height: 190 },
  { width: 340, height: 260 },
  { width: 300, height: 300 },
];

describe("tiles", () => {
  for (const count of [1, 2, 3, 64, 512, 1024])
    for (const place of PLACES)
      test(`${count} of them fit into ${place.width} × ${place.height}`, () => {
        const layout = layTiles(count, place, true);
        for (let i = 0; i < count; i++) {
          const [x, y] = cornerOf(layout, i);
          expect(x).toBeGreaterThanOrEqual(-1e-9);
          expect(y).toBeGreaterThanOrEqual(-1e-9);
          expect(x + layout.tile).toBeLessThanOrEqual(place.width + 1e-9);
          expect(y + layout.tile + layout.bar).toBeLessThanOrEqual(place.height + 1e-9);
          expect(tileAt(layout, count, x + layout.tile / 2, y + layout.tile / 2)).toBe(i);
        }
      });

  test("of 64 in a wide box, most of the place is used", () => {
    const { tile, columns } = layTiles(64, { width: 760, height: 190 }, true);
    expect(columns).toBeGreaterThanOrEqual(16);
    expect(tile).toBeGreaterThan(30);
  });

  test("a grid keeps its columns", () => {
    const layout = layTiles(32 * 32, { width: 330, height: 330 }, false, 32);
    expect([layout.columns, layout.rows]).toEqual([32, 32]);
  });

  test("one alone is not larger than can be looked at", () => {
    expect(layTiles(1, { width: 900, height: 600 }, false, 1).tile).toBeLessThanOrEqual(200);
  });

  test("beside the tiles there is none", () => {
    const layout = layTiles(5, { width: 300, height: 200 }, false, 3);
    const [x, y] = cornerOf(layout, 5);
    expect(tileAt(layout, 5, x + 3, y + 3)).toBeUndefined();
    expect(tileAt(layout, 5, layout.left - layout.tile, layout.top + 1)).toBeUndefined();
  });
});
