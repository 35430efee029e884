import { describe, expect, it } from "vitest";
import { SHAPES, SIZES } from "../experiment";
import { type DatasetDefinition, sizeChoice } from "./definition";
import { dataKey, loadDataset } from "./load";
import { DEFINED, definitionOf, sizesOf } from "./registry";
import { isPointDataset } from "./samples";

const definitions = DEFINED.map((id) => [id, definitionOf(id) as DatasetDefinition] as const);
const choice = (dataset: string, size = 32) => ({ dataset, size, shape: "moons", noise: 0 }) as const;

describe.each(definitions)("%s", (id, definition) => {
  const { name, about, licence } = definition;
  const factors = "factors" in definition ? (definition.factors ?? []) : [];
  const sizes = sizesOf(id);
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
    if ("sizes" in definition) expect(sides.map((side) => sizeChoice(definition, side).side)).toEqual(sides);
    expect(new Set(SIZES.map((size) => dataKey(choice(id, size)))).size).toBe(Math.max(1, sides.length));
  });
});

describe("the registry", () => {
  it("knows no others", async () => {
    for (const id of ["own", "nothing", "toString", "__proto__"]) expect(definitionOf(id)).toBeUndefined();
    const nothing = loadDataset(choice("nothing"), { baseUrl: "", breathe: async () => {} });
    await expect(nothing).rejects.toMatchObject({ code: "unreadable", detail: { reason: 'no data set "nothing"' } });
  });
});

describe("a cloud of points", () => {
  it.each(SHAPES)("of %s is drawn from its own seed, apart from those held out", async (shape) => {
    const load = (noise: number) =>
      loadDataset({ ...choice("points"), shape, noise }, { baseUrl: "", breathe: async () => {} });
    const cloud = await load(0.1);
    if (!isPointDataset(cloud)) throw new Error("no points");
    const { train, heldOut, classes } = cloud;
    expect(train.positions).toHaveLength(train.count * train.dimensions);
    expect(new Set(heldOut.labels).size).toBe(classes);
    expect(heldOut.positions.slice(0, 6)).not.toEqual(train.positions.slice(0, 6));
    expect(await load(0.1)).toEqual(cloud);
    expect(await load(0.2)).not.toEqual(cloud);
  });

  it("is told apart from others by shape and noise", () => {
    const keys = [
      choice("points"),
      { ...choice("points"), noise: 0.1 },
      { ...choice("points"), shape: "rings" } as const,
    ];
    expect(new Set(keys.map(dataKey)).size).toBe(3);
    expect(dataKey({ ...choice("digits"), noise: 0.1 })).toBe(dataKey(choice("digits")));
  });
});
