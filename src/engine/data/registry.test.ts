import { describe, expect, it } from "vitest";
import { SIZES } from "../experiment";
import { type DatasetDefinition, sizeChoice } from "./definition";
import { dataKey, loadDataset } from "./load";
import { DEFINED, definitionOf } from "./registry";

const definitions = DEFINED.map((id) => [id, definitionOf(id) as DatasetDefinition] as const);

describe.each(definitions)("%s", (id, { name, about, licence, sizes, factors = [] }) => {
  it("says in both languages what it is, and under what licence", () => {
    for (const { en, ko } of [name, about, ...factors]) {
      expect(en).toMatch(/\S/);
      expect(ko).toMatch(/\S/);
    }
    expect(licence).toMatch(/\S/);
  });

  it("comes in ascending sizes, each of which can be asked for", () => {
    const sides = sizes.map(({ side }) => side);
    expect(sides).toEqual([...new Set(sides)].sort((a, b) => a - b));
    if (sides.length > 1) expect(SIZES).toEqual(expect.arrayContaining(sides));
    for (const { train, heldOut } of sizes) expect(Math.min(train, heldOut)).toBeGreaterThan(0);
    expect(sizes.map(({ side }) => sizeChoice({ sizes }, side).side)).toEqual(sides);
    expect(new Set(SIZES.map((size) => dataKey({ dataset: id, size }))).size).toBe(sides.length);
  });
});

describe("the registry", () => {
  it("knows no others", async () => {
    for (const id of ["own", "nothing", "toString", "__proto__"]) expect(definitionOf(id)).toBeUndefined();
    const nothing = loadDataset({ dataset: "nothing", size: 32 }, { baseUrl: "", breathe: async () => {} });
    await expect(nothing).rejects.toMatchObject({ code: "unreadable", detail: { reason: 'no data set "nothing"' } });
  });
});
