import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryStore } from "../../testing/memoryStore";
import type { Dataset, ImageSet } from "../dataset";
import { ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";
import { deleteKept, keep, listKept, openKept } from "./kept";
import { unpack } from "./pack";

function images(count: number, channels: 1 | 3): ImageSet {
  return {
    count,
    width: 3,
    height: 5,
    channels,
    pixels: Uint8Array.from({ length: count * 15 * channels }, (_, i) => i % 256),
    labels: Uint16Array.from({ length: count }, (_, i) => (i * 97) % 1000),
    factors: { names: ["shape", "scale"], sizes: [3, 6], values: new Uint8Array(2 * count).fill(2) },
  };
}

const dataset = (channels: 1 | 3 = 3): Dataset => ({
  id: "own",
  train: images(21, channels),
  heldOut: images(5, channels),
  classes: 1000,
  labelNames: Array.from({ length: 1000 }, (_, i) => `클래스 ${i}`),
});

/** The one file there is, and its name. */
const onlyFile = (store: MemoryStore) => [...store.files.entries()][0] as [string, Bytes];

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

describe("a kept data set", () => {
  it.each([1, 3] as const)("is as it was when it is opened again (%i channels)", async (channels) => {
    const { id } = await keep(dataset(channels), "나의 그림", store);
    expect(await openKept(id, store)).toEqual(dataset(channels));
  });

  it("keeps what a data set may have one day, and leaves out what it has not", async () => {
    const bare = { width: 1, height: 1, channels: 1 as const, count: 1, pixels: Uint8Array.of(7) };
    const future = {
      id: "own",
      train: { ...bare, weights: Float32Array.of(0.5) },
      heldOut: bare,
      classes: 0,
      note: [1],
    };
    const { id } = await keep(future, "future", store);
    expect(await openKept(id, store)).toEqual(future);
  });

  it("is kept without the rest of the buffer that it is a part of", async () => {
    const all = new Uint8Array(100_000);
    const part = { ...images(2, 1), pixels: all.subarray(50_000, 50_030) };
    const { bytes } = await keep({ ...dataset(1), train: part }, "part", store);
    expect(bytes).toBeLessThan(50_000);
  });

  it("is listed with name, date, counts and size, the newest first, among other files", async () => {
    await store.write("fetched-abc", [new Uint8Array(3)]);
    const first = await keep(dataset(), "first", store);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await keep(dataset(1), "second", store);
    expect(await listKept(store)).toEqual([second, first]);
    expect(first).toMatchObject({
      broken: false,
      name: "first",
      bytes: store.files.get(`kept-${first.id}`)?.length,
      summary: { train: 21, heldOut: 5, width: 3, height: 5, channels: 3, classes: 1000 },
    });
    expect(Date.parse(first.broken ? "" : first.date)).toBeGreaterThan(Date.now() - 60_000);
  });

  it("is gone once deleted, also for whoever still has it in a list", async () => {
    const { id } = await keep(dataset(), "gone", store);
    await deleteKept(id, store);
    expect(await listKept(store)).toEqual([]);
    await expect(openKept(id, store)).rejects.toMatchObject({ code: "not-kept" });
    await deleteKept(id, store);
  });
});

describe("what goes wrong", () => {
  it("no room: said under the name that was given, and nothing is listed", async () => {
    store.room = 1000;
    await expect(keep(dataset(), "too much", store)).rejects.toMatchObject({
      code: "storage-full",
      file: "too much",
      detail: { needed: expect.any(Number) },
    });
    expect(await listKept(store)).toEqual([]);
  });

  it.each<[string, (bytes: Bytes) => Uint8Array]>([
    ["cut off in the arrays", (bytes) => bytes.slice(0, -1)],
    ["cut off in the header", (bytes) => bytes.slice(0, 100)],
    ["cut off in the first bytes", (bytes) => bytes.slice(0, 5)],
    ["empty", () => new Uint8Array(0)],
    ["another kind of file", (bytes) => bytes.map((byte, i) => (i === 0 ? 0x89 : byte))],
    ["longer than it says", (bytes) => Uint8Array.from([...bytes, 0])],
    ["with a header that is no JSON", (bytes) => bytes.map((byte, i) => (i === 12 ? 0x7d : byte))],
  ])("%s: listed as broken, not opened, but deleted", async (_, spoil) => {
    const { id } = await keep(dataset(), "spoiled", store);
    const [name, bytes] = onlyFile(store);
    const spoiled = Uint8Array.from(spoil(bytes));
    await store.write(name, [spoiled]);
    expect(await listKept(store)).toEqual([{ id, bytes: spoiled.length, broken: true }]);
    await expect(openKept(id, store)).rejects.toMatchObject({ code: "kept-broken" });
    await deleteKept(id, store);
    expect(await listKept(store)).toEqual([]);
  });

  it.each<[string, Partial<Dataset>]>([
    ["a label that is no class", { classes: 500 }],
    ["images of two sizes", { heldOut: { ...images(5, 3), width: 5, height: 3 } }],
    ["pixels that are too few", { train: { ...images(21, 3), pixels: new Uint8Array(9) } }],
    ["labels that are too few", { train: { ...images(21, 3), labels: new Uint16Array(20) } }],
    [
      "factors that are too few",
      { train: { ...images(21, 3), factors: { names: ["a"], sizes: [2], values: new Uint8Array(20) } } },
    ],
    ["no images", { heldOut: images(0, 3) }],
  ])("%s: not opened", async (_, change) => {
    const { id } = await keep({ ...dataset(), ...change }, "odd", store);
    await expect(openKept(id, store)).rejects.toMatchObject({ code: "kept-broken", file: "odd" });
  });

  it("anything at all: a data set that can be trained on, or a problem", async () => {
    await keep(dataset(1), "any", store);
    const [, bytes] = onlyFile(store);
    let opened = 0;
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), fc.nat(40), async (changes, cut) => {
        const spoiled = bytes.slice(0, cut > 30 ? bytes.length - cut : bytes.length);
        for (const [at, byte] of changes) if (at < spoiled.length) spoiled[at] = byte;
        try {
          const { train, heldOut, classes } = await unpack(new Blob([spoiled]), "any");
          for (const set of [train, heldOut]) {
            expect(set.pixels.length).toBe(set.count * set.width * set.height * set.channels);
            expect(Math.max(...(set.labels ?? [0]))).toBeLessThan(classes);
          }
          opened++;
        } catch (error) {
          if (!(error instanceof ImportProblem)) throw error;
          expect(error.code).toBe("kept-broken");
        }
      }),
      { seed: 4, numRuns: 1000 },
    );
    expect(opened).toBeGreaterThan(100);
  });
});
