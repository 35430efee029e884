import { describe, expect, it } from "vitest";
import { opened, tools } from "../../engine/data/import/fixtures";
import { inspect } from "../../engine/data/import/inspect";
import { MOST_MEMORY } from "../../engine/data/import/memory";
import type { ImagesPreview } from "../../engine/data/import/preview";
import { classesOf, obstacleTo, tileIn, withLabelColumn, withMargin, withTileWidth } from "./importChoices";

const table = (cells: number) =>
  opened("a.csv", Array.from({ length: 150 }, (_, i) => [...Array(cells).fill(i), i % 3].join(",")).join("\n"));

async function understood(cells: number) {
  return (await inspect([table(cells)], tools, {})).understood;
}

describe("another column of labels", () => {
  it("leaves points where two or three numbers are left, and images else", async () => {
    const four = await understood(3);
    const points = withLabelColumn(four, { ...four.suggested, tile: { width: 2, height: 2 } }, 3);
    expect(points).toMatchObject({ labelColumn: 3, samples: "points", tile: null });
    expect(withLabelColumn(four, points, null)).toMatchObject({ labelColumn: null, samples: "images" });
  });

  it("brings its own classes", async () => {
    const known = await understood(16);
    expect(known.suggested.labelColumn).toBe(16);
    expect(classesOf(known, known.suggested)).toEqual({ classes: 3, names: ["0", "1", "2"] });
    expect(classesOf(known, { ...known.suggested, labelColumn: 0 }).classes).toBe(150);
    expect(classesOf(known, { ...known.suggested, labelColumn: null }).classes).toBe(0);
  });
});

describe("the width of a tile", () => {
  it("of a row of numbers brings the height that fits, if one does", async () => {
    const known = await understood(16);
    expect(tileIn(known, known.suggested)).toEqual({ width: 4, height: 4 });
    expect(withTileWidth(known, known.suggested, 8).tile).toEqual({ width: 8, height: 2 });
    expect(withTileWidth(known, known.suggested, 5).tile).toEqual({ width: 5, height: 4 });
  });
});

it("margins across from each other leave something", async () => {
  const { suggested } = await understood(16);
  const left = withMargin(suggested, "left", 0.6);
  expect(left.crop).toEqual({ kind: "margins", left: 0.6, right: 0, top: 0, bottom: 0 });
  const both = withMargin(withMargin(left, "top", 0.1), "right", 0.9);
  expect(both.crop).toMatchObject({ right: 0.9, top: 0.1 });
  expect((both.crop as { left: number }).left).toBeCloseTo(0.05);
});

it("too few samples and too much memory stand in the way", () => {
  const preview = { all: 2, bytes: MOST_MEMORY } as ImagesPreview;
  expect(obstacleTo(preview, "a")).toBeUndefined();
  expect(obstacleTo(undefined, "a")).toBeUndefined();
  expect(obstacleTo({ ...preview, all: 1 }, "a")).toMatchObject({ file: "a", code: "too-few" });
  expect(obstacleTo({ ...preview, bytes: MOST_MEMORY + 1 }, "a")).toMatchObject({ code: "memory" });
});
