import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../dataset";
import { gzip, idxHeader, idxImages, idxLabels } from "../idxFixtures";
import { ImportProblem, type ImportProblemPayload } from "../importProblem";
import { isPointDataset } from "../samples";
import { assemble } from "./assemble";
import type { ImportChoices } from "./choices";
import type { OpenedFile } from "./entry";
import { cifar, npy, opened, png, tools, zip } from "./fixtures";
import { inspect } from "./inspect";
import { MOST_MEMORY, memoryFor } from "./memory";
import { preview } from "./preview";
import type { Source } from "./stock";

const id = "own";

async function take(files: OpenedFile[], change: Partial<ImportChoices> = {}) {
  const source = await inspect(files, tools, {});
  const dataset = await assemble(source, { ...source.understood.suggested, ...change }, { id });
  return { source, understood: source.understood, dataset };
}

async function images(files: OpenedFile[], change: Partial<ImportChoices> = {}) {
  const { dataset, ...rest } = await take(files, change);
  if (isPointDataset(dataset)) throw new Error("points");
  expectConsistent(dataset);
  return { ...rest, dataset };
}

async function problem(files: OpenedFile[], change: Partial<ImportChoices> = {}): Promise<ImportProblemPayload> {
  const error = await take(files, change).then(
    () => new Error("opened without a problem"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImportProblem)) throw error;
  return error.payload;
}

function expectConsistent({ train, heldOut, classes, labelNames }: Dataset): void {
  for (const { count, width, height, channels, pixels, labels } of [train, heldOut]) {
    expect(count).toBeGreaterThan(0);
    expect(pixels.length).toBe(count * width * height * channels);
    if (labels) expect(labels.length).toBe(count);
    if (labels) expect(Math.max(...labels)).toBeLessThan(classes);
  }
  if (labelNames) expect(labelNames.length).toBe(classes);
  expect([heldOut.width, heldOut.height, heldOut.channels]).toEqual([train.width, train.height, train.channels]);
}

const floats = (values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const count = (length: number) => Array.from({ length }, (_, i) => i);

describe("IDX", () => {
  it("is split by seed, in order, with its labels", async () => {
    const files = [opened("b", idxLabels(100)), opened("a.gz", await gzip(idxImages(100)))];
    const { dataset, understood } = await images(files);
    expect(understood).toMatchObject({ kind: "idx", count: 100, channels: 1, classes: 10, files: 2 });
    expect(dataset).toMatchObject({
      id,
      classes: 10,
      train: { count: 80, width: 3, height: 2 },
      heldOut: { count: 20 },
    });
    for (const half of [dataset.train, dataset.heldOut]) {
      const first = count(half.count).map((i) => half.pixels[i * 6] as number);
      expect(first).toEqual([...first].sort((a, b) => a - b));
      expect([...(half.labels ?? [])]).toEqual(first.map((value) => value % 10));
    }
    expect((await images(files)).dataset).toEqual(dataset);
    expect((await images(files, { seed: 2 })).dataset.heldOut.pixels).not.toEqual(dataset.heldOut.pixels);
  });

  it("holds out the file that is named so", async () => {
    const { dataset } = await images([opened("t10k-images", idxImages(60)), opened("train-images", idxImages(40))]);
    expect([dataset.train.count, dataset.heldOut.count]).toEqual([40, 60]);
    const few = await images([opened("t10k-images", idxImages(60)), opened("train-images", idxImages(40))], {
      limit: 10,
    });
    expect([few.dataset.train.count, few.dataset.heldOut.count]).toEqual([4, 6]);
  });

  it("is refused where a gzip holds more than its header says, or ends in damage", async () => {
    const long = await gzip(Uint8Array.from([...idxHeader(30, 3, 3), ...new Uint8Array(300_000)]));
    expect(await problem([opened("long.gz", long)])).toMatchObject({ code: "too-long", detail: { expected: 286 } });
    const damaged = await gzip(idxImages(30, 3, 3));
    damaged[damaged.length - 6] = (damaged.at(-6) as number) ^ 1; // its checksum
    expect(await problem([opened("bad.gz", damaged)])).toMatchObject({ code: "bad-gzip" });
  });

  it("may be two images, and not one", async () => {
    expect((await images([opened("a", idxImages(2))])).dataset).toMatchObject({ train: { count: 1 }, classes: 0 });
    expect(await problem([opened("a", idxImages(1))])).toEqual({
      file: "a",
      code: "too-few",
      detail: { count: 1, needed: 2 },
    });
  });
});

describe("NumPy", () => {
  it.each<[string, Uint8Array, number[]]>([
    ["|u1", Uint8Array.from([0, 9, 200, 255, 1, 2, 3, 4]), [0, 9, 200, 255, 1, 2, 3, 4]],
    ["|b1", Uint8Array.from([0, 1, 1, 0, 1, 0, 0, 1]), [0, 255, 255, 0, 255, 0, 0, 255]],
    ["<f4", floats([0, 1, 0.2, 0.4, 0, 1, 0, 1]), [0, 255, 51, 102, 0, 255, 0, 255]],
    [
      "<f8",
      new Uint8Array(Float64Array.from([-1, 1, 0, 0, 0, 0, 0, 0]).buffer),
      [0, 255, 128, 128, 128, 128, 128, 128],
    ],
    [">u2", Uint8Array.from([0, 0, 3, 232, 1, 244, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), [0, 255, 128, 0, 0, 0, 0, 0]],
    ["<i8", new Uint8Array(BigInt64Array.from([0n, 255n, 7n, 0n, 0n, 0n, 0n, 0n]).buffer), [0, 255, 7, 0, 0, 0, 0, 0]],
  ])("of %s becomes bytes", async (descr, data, expected) => {
    const source = await inspect([opened("x.npy", npy(descr, [2, 2, 2], data))], tools, {});
    expect(await preview(source, source.understood.suggested, 9, {})).toMatchObject({
      pixels: Uint8Array.from(expected),
    });
  });

  it("in Fortran order and with channels first comes out the same", async () => {
    const shape = [5, 3, 2, 5] as const; // images, channels, height, width
    const at = (i: number, c: number, y: number, x: number) => ((i * 3 + c) * 2 + y) * 5 + x;
    const c = Uint8Array.from(count(150), (i) => i);
    const f = new Uint8Array(150);
    for (const i of count(5))
      for (const ch of count(3))
        for (const y of count(2)) for (const x of count(5)) f[i + 5 * (ch + 3 * (y + 2 * x))] = at(i, ch, y, x);
    const first = await images([opened("c.npy", npy("|u1", shape, c))]);
    const second = await images([opened("f.npy", npy("|u1", shape, f, true))]);
    expect(first.dataset.train).toMatchObject({ width: 5, height: 2, channels: 3 });
    expect([...first.dataset.train.pixels.slice(0, 6)].map((value) => value % 30)).toEqual([0, 10, 20, 1, 11, 21]);
    expect(second.dataset).toEqual(first.dataset);
  });

  it("is joined by name out of an NPZ, as Keras names its arrays", async () => {
    const file = zip({
      "x_train.npy": npy("|u1", [20, 2, 2], Uint8Array.from(count(80))),
      "y_train.npy": npy("<i8", [20], new Uint8Array(BigInt64Array.from(count(20), (i) => BigInt(i % 3)).buffer)),
      "x_test.npy": npy("|u1", [20, 2, 2], Uint8Array.from(count(80))),
      "y_test.npy": npy("<i8", [20], new Uint8Array(BigInt64Array.from(count(20), () => 1n).buffer)),
    });
    const { dataset } = await images([opened("mnist.npz", file)]);
    expect(dataset).toMatchObject({ classes: 3, train: { count: 20 }, heldOut: { count: 20 } });
    expect([...(dataset.train.labels ?? [])]).toEqual(count(20).map((i) => i % 3));
    expect(new Set(dataset.heldOut.labels)).toEqual(new Set([1]));
  });

  it.each<[string, Uint8Array<ArrayBuffer>, ImportProblemPayload["code"], object]>([
    ["NaN", npy("<f4", [2, 2, 2], floats([0, 1, 2, 3, Number.NaN, 0, 0, 0])), "not-finite", { value: "NaN", index: 4 }],
    ["objects", npy("|O", [2, 2, 2], new Uint8Array(64)), "npy-type", { type: "|O" }],
    ["rank 5", npy("|u1", [1, 2, 2, 2, 2], new Uint8Array(16)), "array-shape", { shape: "1×2×2×2×2" }],
    ["absurd", npy("|u1", [4e9, 4e3, 4e3], new Uint8Array(16)), "too-large", { what: "bytes" }],
    ["cut off", npy("|u1", [9, 2, 2], new Uint8Array(35)), "truncated", { actual: 163, expected: 164 }],
    ["too long", npy("|u1", [9, 2, 2], new Uint8Array(37)), "too-long", {}],
    ["nothing", npy("|u1", [0, 2, 2], new Uint8Array(0)), "no-images", {}],
    [
      "damaged",
      Uint8Array.from([...npy("|u1", [9, 2, 2], new Uint8Array(36))].fill(32, 10, 20)),
      "bad-npy",
      { offset: 10 },
    ],
  ])("%s is refused", async (_, bytes, code, detail) => {
    expect(await problem([opened("x.npy", bytes)])).toEqual({
      file: "x.npy",
      code,
      detail: expect.objectContaining(detail),
    });
  });
});

describe("CIFAR-10", () => {
  it("is understood by its records, and its test batch held out", async () => {
    const files = [opened("data_batch_1.bin", cifar(30)), opened("test_batch.bin", cifar(20))];
    const { dataset, understood } = await images(files);
    expect(understood).toMatchObject({
      kind: "cifar10",
      count: 50,
      channels: 3,
      classes: 10,
      perClass: Array(10).fill(5),
    });
    expect(dataset).toMatchObject({ train: { count: 30, width: 32, height: 32, channels: 3 }, heldOut: { count: 20 } });
    expect(dataset.labelNames?.[9]).toBe("truck");
    expect([...dataset.train.pixels.slice(5 * 3072, 5 * 3072 + 6)]).toEqual([5, 10, 15, 5, 10, 15]);
  });

  it("tells the record that is none", async () => {
    const bytes = cifar(5);
    bytes[2 * 3073] = 77;
    const detail = { record: 3, offset: 6146, label: 77 };
    expect(await problem([opened("data_batch_1.bin", bytes)])).toEqual({
      file: "data_batch_1.bin",
      code: "bad-record",
      detail,
    });
  });
});

describe("tables", () => {
  const rows = (n: number, row: (i: number) => (number | string)[]) =>
    count(n)
      .map((i) => row(i).join(","))
      .join("\n");

  it("of images and labels are understood as Kaggle writes them", async () => {
    const header = ["label", ...count(16).map((i) => `pixel${i}`)].join(",");
    const file = opened(
      "train.csv",
      `${header}\n${rows(20, (i) => [i % 4, ...count(16).map((p) => (p === 0 ? i : 255))])}\n`,
    );
    const { dataset, understood } = await images([file]);
    expect(understood).toMatchObject({
      kind: "table",
      count: 20,
      sizes: [{ width: 4, height: 4 }],
      classes: 4,
      perClass: [5, 5, 5, 5],
    });
    expect(understood.suggested).toMatchObject({ labelColumn: 0, header: true });
    expect(dataset).toMatchObject({ classes: 4, train: { count: 16, width: 4, height: 4 } });
    expect([...(dataset.train.labels ?? [])]).toEqual(
      count(16).map((i) => (dataset.train.pixels[i * 16] as number) % 4),
    );
  });

  it("find their label at the end, in tabs, without a header", async () => {
    const file = opened(
      "a.txt",
      rows(12, (i) => [...count(16).map(() => i), i % 3 ? "cat" : "dog"]).replaceAll(",", "\t"),
    );
    const { dataset, understood } = await images([file]);
    expect(understood.suggested).toMatchObject({ labelColumn: 16, header: false });
    expect(dataset).toMatchObject({ classes: 2, labelNames: ["cat", "dog"] });
  });

  it("of two numbers are points, and keep their proportions", async () => {
    const { dataset, understood } = await take([opened("p.csv", `x,y,class\n${rows(10, (i) => [i, 2 * i, i % 2])}`)]);
    expect(understood).toMatchObject({ kind: "table", suggested: { samples: "points" }, count: 10, classes: 2 });
    if (!isPointDataset(dataset)) throw new Error("images");
    const all = [...dataset.train.positions, ...dataset.heldOut.positions];
    expect([Math.max(...all), Math.min(...all)]).toEqual([1, -1]);
    expect(dataset.train).toMatchObject({ kind: "points", dimensions: 2, count: 8 });
  });

  it("may take another column for the label, or none", async () => {
    const file = opened(
      "a.csv",
      rows(12, (i) => [...count(16).map((p) => p + i), i % 3]),
    );
    const none = await images([file], { labelColumn: null });
    expect(none.dataset).toMatchObject({ classes: 0, train: { width: 17, height: 1 } });
    expect((await images([file], { labelColumn: 0 })).dataset.classes).toBe(12);
  });

  it.each<[string, string | number[], ImportProblemPayload["code"], object]>([
    [
      "a text among numbers",
      "1,2,3,4\n5,6,x,8\n1,2,3,4\n",
      "bad-cell",
      { row: 2, column: 3, value: "x", reason: "text" },
    ],
    ["an empty cell", "1,2,3,4\n5,6,,8\n1,2,3,4\n", "bad-cell", { row: 2, column: 3, reason: "empty" }],
    ["NaN", "1,2,3,4\n5,6,NaN,8\n1,2,3,4\n", "bad-cell", { row: 2, column: 3, reason: "not-finite" }],
    ["a short row", "1,2,3,4\n5,6,7\n", "row-length", { row: 2, expected: 4, actual: 3 }],
    ["words", "hello\nworld", "no-numbers", { rows: 2 }],
    ["another encoding", [...Buffer.from("1,2\n3,"), 0xff, 0xa1, 0x0a], "not-utf8", { offset: 6 }],
    ["UTF-16", [0xff, 0xfe, 0x31, 0, 0x2c, 0], "not-utf8", { offset: 0 }],
    ["blank lines", "\n\n", "empty", {}],
    ["one row", "1,2,3,4", "too-few", { count: 1 }],
  ])("with %s are refused", async (_, bytes, code, detail) => {
    expect(await problem([opened("t.csv", bytes)])).toEqual({
      file: "t.csv",
      code,
      detail: expect.objectContaining(detail),
    });
  });

  it("of Korean spreadsheets are read in their encoding, which is said", async () => {
    const cat = [0xb0, 0xed, 0xbe, 0xe7, 0xc0, 0xcc]; // 고양이
    const bytes = count(10).flatMap((i) => [...Buffer.from(`${i},${i * i},`), ...(i % 2 ? cat : [0x78]), 0x0a]);
    const { dataset, understood } = await take([opened("t.csv", bytes)]);
    expect(dataset.labelNames).toEqual(["x", "고양이"]);
    expect(understood.warnings).toContainEqual({ code: "read-as-cp949" });
  });

  it("of measurements say what becomes of them", async () => {
    const iris = rows(10, (i) => [i, 2 * i, i + 1, 3, i % 3]);
    const { understood } = await take([opened("iris.csv", `a,b,c,d,species\n${iris}`)]);
    expect(understood.warnings).toContainEqual({ code: "numbers-as-image", numbers: 4, width: 2, height: 2 });
    const digits = rows(10, (i) => [...Array<number>(64).fill(i), i % 3]);
    const saved = await take([opened("digits.csv", digits)]);
    expect(saved.understood.warnings.map(({ code }) => code)).not.toContain("numbers-as-image");
  });

  it("with a quote that never ends are refused before they fill the memory", async () => {
    expect(await problem([opened("t.csv", `1,2\n"${"a".repeat(3_000_000)}`)])).toMatchObject({ code: "row-too-long" });
  });
});

describe("pictures", () => {
  const cats = (n: number, size = 20) =>
    count(n).map((i) =>
      opened(
        `set/cats/${i}.png`,
        png(size, size, 1, (p) => p * i),
      ),
    );

  it("have their folder for a label, in a folder or a ZIP", async () => {
    const files = [
      ...cats(6),
      ...count(6).map((i) =>
        opened(
          `set/dogs/${i}.png`,
          png(20, 20, 1, () => i),
        ),
      ),
    ];
    const { dataset, understood } = await images(files);
    expect(understood).toMatchObject({
      kind: "images",
      count: 12,
      classes: 2,
      labelNames: ["cats", "dogs"],
      perClass: [6, 6],
    });
    expect(dataset.train).toMatchObject({ width: 20, height: 20, channels: 1, count: 10 });
    const entries = await Promise.all(
      files.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())]),
    );
    for (const level of [0, 6] as const) {
      const packed = opened(
        "all.zip",
        zip({ ...Object.fromEntries(entries), "set/.DS_Store": Uint8Array.of(1) }, level),
      );
      expect((await images([packed])).dataset).toEqual(dataset);
    }
  });

  it("of several sizes are brought to one", async () => {
    const { dataset, understood } = await images([...cats(4), ...cats(3, 30)]);
    expect(understood.warnings).toContainEqual({ code: "mixed-sizes", sizes: 2 });
    expect(understood.suggested).toMatchObject({ crop: { kind: "square" }, size: 30 });
    expect(dataset.train).toMatchObject({ width: 30, height: 30 });
    expect((await images(cats(4), { size: 16, channel: "rgb" })).dataset.train).toMatchObject({
      width: 16,
      channels: 3,
    });
  });

  it("that are too large to decode are refused by their header", async () => {
    const bomb = png(8, 8, 1, () => 0);
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    const files = [...cats(3), opened("bomb.png", bomb)];
    expect(await problem(files)).toMatchObject({
      file: "bomb.png",
      code: "image-too-large",
      detail: { width: 60_000 },
    });
    expect(await problem([...cats(3), opened("cut.png", png(8, 8, 1, () => 0).slice(0, 40))])).toMatchObject({
      file: "cut.png",
      code: "bad-image",
    });
  });

  it("with a thousand folders have a thousand classes; with more, none", async () => {
    const picture = png(16, 16, 1, () => 0);
    const many = (n: number) => count(n).map((i) => opened(`${i}/a.png`, picture));
    expect((await images(many(1000))).dataset.classes).toBe(1000);
    const { dataset, understood } = await images(many(1001));
    expect([dataset.classes, understood.warnings.map(({ code }) => code)]).toEqual([0, ["too-many-classes"]]);
  });
});

describe("a sheet", () => {
  const pattern = (i: number) => (i * 2654435761) >>> 24;
  const sheetTools = (tile: number, side: number) => ({
    async decodeImage() {
      const pixels = new Uint8Array(side * side * 4);
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const inside = x % tile > 1 && y % tile > 1 && x % tile < tile - 2 && y % tile < tile - 2;
          pixels.set([...Array(3).fill(inside ? pattern(y * side + x) : 0), 255], (y * side + x) * 4);
        }
      return { width: side, height: side, channels: 4 as const, pixels };
    },
  });

  it.each([
    [16, 128],
    [28, 280],
    [32, 192],
  ])("of tiles of %i is found out, and can be corrected", async (tile, side) => {
    const files = [
      opened(
        "sheet.png",
        png(side, side, 1, () => 0),
      ),
    ];
    const source = await inspect(files, sheetTools(tile, side), {});
    expect(source.understood).toMatchObject({ kind: "sheet", count: (side / tile) ** 2, sheet: { width: side } });
    expect(source.understood.suggested.tile).toEqual({ width: tile, height: tile });
    const choices = { ...source.understood.suggested, tile: { width: side, height: 8 } };
    expect(await assemble(source, choices, { id })).toMatchObject({ train: { width: side, height: 8 } });
    const wrong = { ...choices, tile: { width: side + 1, height: 8 } };
    await expect(assemble(source, wrong, { id })).rejects.toMatchObject({ code: "tile-shape" });
  });
});

describe("a ZIP", () => {
  const good = () => zip({ "a.idx": idxImages(30), "b/labels": idxLabels(30) });

  it("of IDX opens", async () => {
    expect((await images([opened("z.zip", good())])).dataset).toMatchObject({ classes: 10, train: { count: 24 } });
  });

  it.each<[string, (bytes: Uint8Array) => void, ImportProblemPayload["code"], object]>([
    ["another checksum", (bytes) => alter(bytes, 16), "bad-zip", { reason: "checksum" }],
    ["another length", (bytes) => alter(bytes, 24), "bad-zip", { reason: "length" }],
    ["another method", (bytes) => alter(bytes, 10), "zip-method", { method: "other" }],
    ["a password", (bytes) => alter(bytes, 8), "zip-method", { method: "encrypted" }],
    ["another place", (bytes) => alter(bytes, 42), "bad-zip", { reason: "data" }],
  ])("with %s is refused", async (_, change, code, detail) => {
    const bytes = good();
    change(bytes);
    expect(await problem([opened("z.zip", bytes)])).toMatchObject({ file: "z.zip › a.idx", code, detail });
  });

  it("that is cut off, or empty, is refused", async () => {
    expect(await problem([opened("z.zip", good().slice(0, -30))])).toMatchObject({ code: "bad-zip" });
    expect(await problem([opened("z.zip", zip({}))])).toMatchObject({ code: "no-images" });
  });

  it("that is a bomb is stopped", async () => {
    const bytes = zip({ "a.idx": Uint8Array.from([...idxHeader(30, 4, 4), ...new Uint8Array(4_000_000)]) });
    expect(await problem([opened("z.zip", bytes)])).toMatchObject({ file: "z.zip › a.idx", code: "too-long" });
  });

  /** Changes a byte of the first record of the directory. */
  function alter(bytes: Uint8Array, offset: number): void {
    const start = bytes.findIndex((byte, i) => byte === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1);
    bytes[start + offset] = (bytes[start + offset] as number) ^ 1;
  }
});

/** How Microsoft's compound files begin. */
const COMPOUND = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

describe("what does not belong", () => {
  it.each<[string, OpenedFile[], ImportProblemPayload["code"], object]>([
    ["nothing", [], "no-images", {}],
    ["an empty file", [opened("a.csv", [])], "empty", {}],
    ["a PDF by another name", [opened("a.png", "%PDF-1.7")], "unknown-format", { format: "PDF" }],
    ["noise", [opened("a.idx", [1, 2, 3, 4])], "unknown-format", { found: "01 02 03 04" }],
    ["a text named as a picture", [opened("a.png", "hello\nyou")], "not-as-named", { format: "PNG" }],
    ["a broken array", [opened("a.npy", [1, 2, 3, 200])], "not-as-named", { format: "NPY" }],
    ["a HWP document", [opened("a.hwp", COMPOUND)], "unknown-format", { format: "HWP" }],
    [
      "a new HWP document",
      [opened("a.hwpx", zip({ "Contents/header.xml": COMPOUND }))],
      "unknown-format",
      { format: "HWP" },
    ],
    [
      "an Excel sheet",
      [opened("a.xlsx", zip({ "[Content_Types].xml": COMPOUND }))],
      "unknown-format",
      { format: "Excel" },
    ],
    ["an old Excel sheet", [opened("a.xls", COMPOUND)], "unknown-format", { format: "Excel" }],
    ["two kinds", [opened("a", idxImages(30)), opened("b.csv", "1,2\n3,4")], "mixed-kinds", {}],
  ])("%s is refused", async (_, files, code, detail) => {
    expect(await problem(files)).toMatchObject({ code, detail });
  });

  it("choices that cannot be are refused by name", async () => {
    const source = await inspect([opened("a", idxImages(30))], tools, {});
    const wrong = { ...source.understood.suggested, size: 7 };
    await expect(assemble(source, wrong, { id })).rejects.toMatchObject({
      code: "bad-choice",
      detail: { choice: "size" },
    });
  });

  it("more memory than allowed is refused before it is spent", async () => {
    const source = await inspect([opened("a", idxImages(30))], tools, {});
    const big = { ...source, understood: { ...source.understood, count: 20_000 } } as Source;
    const choices = { ...source.understood.suggested, size: 128, channel: "rgb" as const };
    expect(memoryFor(big.understood, choices, 20_000)).toBeGreaterThan(MOST_MEMORY);
    await expect(assemble(big, choices, { id })).rejects.toMatchObject({ code: "memory" });
  });

  it("a Cancel is heard between two blocks, and named so", async () => {
    const stop = new AbortController();
    const source = await inspect([opened("a", idxImages(3000, 28, 28))], tools, {});
    const onProgress = () => stop.abort();
    const options = { id, signal: stop.signal, onProgress };
    await expect(assemble(source, source.understood.suggested, options)).rejects.toMatchObject({ code: "cancelled" });
  });
});

/** Valid files with bytes changed, cut out or put in, whole or in a ZIP or gzip. */
const damage = fc.array(
  fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255), fc.constantFrom("set", "cut", "add")),
  { maxLength: 4 },
);
const FUZZED: Record<string, () => Uint8Array> = {
  idx: () => idxImages(20, 3, 3),
  npy: () => npy("<f4", [6, 2, 2], floats(count(24))),
  npz: () =>
    zip({ "x.npy": npy("|u1", [6, 2, 2], new Uint8Array(24)), "y.npy": npy("|u1", [6], new Uint8Array(6)) }, 0),
  zip: () => zip({ "a/x.png": png(9, 9, 1, (i) => i), "b/y.png": png(9, 9, 1, (i) => i) }),
  csv: () => Buffer.from("label,a,b,c,d\n1,2,3,4,5\n0,3,4,5,6\n1,4,5,6,7\n"),
  png: () => png(64, 64, 3, (i) => i),
  cifar: () => cifar(2),
};
it.each(Object.keys(FUZZED))(
  "any damage to a file of kind %s gives a whole set or an ImportProblem",
  async (kind) => {
    const valid = FUZZED[kind]?.() ?? new Uint8Array(0);
    const given = fc.record({ damage, random: fc.uint8Array({ maxLength: 80 }), useRandom: fc.nat(9) });
    let good = 0;
    await fc.assert(
      fc.asyncProperty(given, async ({ damage, random, useRandom }) => {
        let bytes = [...valid];
        for (const [place, value, how] of damage) {
          const at = Math.floor(place * bytes.length);
          if (how === "set") bytes[at] = value;
          else if (how === "cut") bytes = bytes.slice(0, at);
          else bytes.splice(at, 0, value);
        }
        // Random bytes behind the right start.
        if (useRandom === 0) bytes = [...valid.slice(0, 8), ...random];
        try {
          const { dataset } = await take([opened(`a.${kind}`, bytes)]);
          if (!isPointDataset(dataset)) expectConsistent(dataset);
          good++;
        } catch (error) {
          if (!(error instanceof ImportProblem)) throw error;
          expect(error.code, error.message).not.toBe("unreadable");
        }
      }),
      { seed: 4, numRuns: 1000 },
    );
    expect(good).toBeGreaterThan(10);
  },
  60_000,
);
