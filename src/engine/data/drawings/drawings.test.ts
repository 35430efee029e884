import { beforeEach, describe, expect, it } from "vitest";
import { MemoryStore } from "../../testing/memoryStore";
import { type Drawing, packDrawing, unpackDrawing } from "./drawing";
import { drawnDataset } from "./drawnDataset";
import { deleteDrawings, listDrawings, storeDrawing } from "./stored";

const drawing = (id: number, label = "", change: Partial<Drawing> = {}): Drawing => ({
  id: `${id}`,
  width: 2,
  height: 1,
  channels: 1,
  pixels: Uint8Array.of(id, 10), // 10 ends a line, too
  label,
  ...change,
});

describe("kept drawings", () => {
  let store: MemoryStore;
  beforeEach(() => {
    store = new MemoryStore();
  });

  it("are there again as they were, the newest first, among other files", async () => {
    const coloured = drawing(3, "", { channels: 3, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    const all = [drawing(1, "7"), drawing(2, '고양이 "\n'), coloured];
    await store.write("kept-1", [new Uint8Array(3)]);
    for (const one of all) await storeDrawing(one, store);
    expect(await listDrawings(store)).toEqual([...all].reverse());
  });

  it("are gone once deleted, and only they", async () => {
    for (const id of [1, 2, 3]) await storeDrawing(drawing(id), store);
    await deleteDrawings(["1", "3", "9"], store);
    expect((await listDrawings(store)).map(({ id }) => id)).toEqual(["2"]);
  });

  it("that are damaged are removed", async () => {
    await storeDrawing(drawing(1), store);
    await store.write("drawing-2", [new TextEncoder().encode("no drawing")]);
    expect(await listDrawings(store)).toEqual([drawing(1)]);
    expect([...store.files.keys()]).toEqual(["drawing-1"]);
  });

  it("say that there is no room", async () => {
    store.room = 10;
    await expect(storeDrawing(drawing(1), store)).rejects.toMatchObject({ code: "storage-full" });
  });

  it.each<[string, (text: string) => string]>([
    ["nothing", () => ""],
    ["a pixel too few", (text) => text.slice(0, -1)],
    ["a pixel too many", (text) => `${text}x`],
    ["no line of JSON", (text) => text.replace("{", "[")],
    ["another number of channels", (text) => text.replace('"channels":1', '"channels":2')],
    ["a side that is none", (text) => text.replace('"width":2', '"width":-2')],
    ["a label without end", (text) => text.replace('"label":""', `"label":"${"x".repeat(99)}"`)],
  ])("are not read from %s", async (_, spoil) => {
    const text = await new Blob(packDrawing(drawing(1))).text();
    expect(unpackDrawing("1", new TextEncoder().encode(text))).toEqual(drawing(1));
    expect(unpackDrawing("1", new TextEncoder().encode(spoil(text)))).toBeUndefined();
  });
});

describe("a data set of drawings", () => {
  const pixelsOf = ({ train, heldOut }: ReturnType<typeof drawnDataset>) => [...train.pixels, ...heldOut.pixels];

  it("has every drawing once, most of them to train on, each with its class", () => {
    const drawings = Array.from({ length: 10 }, (_, i) => drawing(i, `${i % 3}`));
    const dataset = drawnDataset(drawings, "own");
    expect(dataset).toMatchObject({ id: "own", classes: 3, train: { count: 8 }, heldOut: { count: 2 } });
    expect(dataset.labelNames, "numbers are their own names").toBeUndefined();
    const firsts = pixelsOf(dataset).filter((_, i) => i % 2 === 0);
    expect([...firsts].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const labels = [...(dataset.train.labels ?? []), ...(dataset.heldOut.labels ?? [])];
    expect(labels).toEqual(firsts.map((id) => id % 3));
    expect(drawnDataset(drawings, "own")).toEqual(dataset);
  });

  it("calls its classes by what was typed", () => {
    const drawings = ["cat", "dog", "cat"].map((label, i) => drawing(i, label));
    expect(drawnDataset(drawings, "own")).toMatchObject({ classes: 2, labelNames: ["cat", "dog"] });
  });

  it("has no classes as long as one drawing has no label", () => {
    const { classes, train, heldOut } = drawnDataset([drawing(1, "7"), drawing(2), drawing(3, "7")], "own");
    expect([classes, train.labels, heldOut.labels]).toEqual([0, undefined, undefined]);
  });

  it("holds one of three out, and is refused of two", () => {
    expect(
      drawnDataset(
        [1, 2, 3].map((id) => drawing(id)),
        "own",
      ),
    ).toMatchObject({
      train: { count: 2 },
      heldOut: { count: 1 },
    });
    expect(() => drawnDataset([drawing(1), drawing(2)], "own")).toThrow(
      expect.objectContaining({ code: "too-few", detail: { count: 2, needed: 3 } }),
    );
  });
});
