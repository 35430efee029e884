import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset, ImageSet } from "./dataset";
import { fileOf, gzip, idxImages, idxLabels, labelsOf } from "./idxFixtures";
import { importIdx } from "./importIdx";
import { ImportProblem, type ImportProblemPayload } from "./importProblem";
import type { ByteSource } from "./storedBytes";

const id = "mine";

async function problem(files: ByteSource[]): Promise<ImportProblemPayload> {
  const error = await importIdx(files, { id }).then(
    () => new Error("imported without a problem"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImportProblem)) throw error;
  return error.payload;
}

function expectConsistent({ train, heldOut, classes }: Dataset): void {
  for (const { count, width, height, pixels, labels } of [train, heldOut]) {
    expect(count).toBeGreaterThan(0);
    expect(pixels.length).toBe(count * width * height);
    if (labels) expect(labels.length).toBe(count);
    if (labels) expect(Math.max(...labels)).toBeLessThan(classes);
  }
  expect([heldOut.width, heldOut.height]).toEqual([train.width, train.height]);
}

/** Which of the images of `idxImages` a set holds: the first and last one's number. */
function range({ pixels }: ImageSet): [number | undefined, number | undefined] {
  return [pixels[0], pixels.at(-1)];
}

describe("one image file", () => {
  it("is split: its last 20 % are held out, with their labels, without a copy", async () => {
    const set = await importIdx([fileOf("b", idxLabels(100)), fileOf("a", idxImages(100))], { id });
    expectConsistent(set);
    expect(set).toMatchObject({ id, classes: 10, train: { count: 80, width: 3, height: 2 }, heldOut: { count: 20 } });
    expect([range(set.train), range(set.heldOut)]).toEqual([
      [0, 79],
      [80, 99],
    ]);
    expect(set.heldOut.labels).toEqual(labelsOf(100).slice(80));
    expect(set.heldOut.pixels.buffer).toBe(set.train.pixels.buffer);
  });

  it("needs no labels", async () => {
    const set = await importIdx([fileOf("a", idxImages(20))], { id });
    expectConsistent(set);
    expect(set).toMatchObject({ classes: 0, train: { count: 16 }, heldOut: { count: 4 } });
    expect("labels" in set.train || "labels" in set.heldOut).toBe(false);
  });
});

describe("two image files", () => {
  it.each([
    ["t10k-images", 60, "train-images", 40],
    ["digits_test.idx", 60, "digits.idx", 40],
    ["HeldOut", 60, "other", 40],
    ["held-out", 60, "other", 40],
    ["valid", 40, "train", 40],
    ["a-few", 30, "many", 40],
    ["b", 40, "a", 40],
  ])("hold out %s (%i images) beside %s (%i)", async (heldName, held, trainName, train) => {
    const heldFile = fileOf(heldName, idxImages(held));
    const trainFile = fileOf(
      trainName,
      Uint8Array.from(idxImages(train), (byte, i) => (i < 16 ? byte : byte + 100)),
    );
    for (const files of [
      [heldFile, trainFile],
      [trainFile, heldFile],
    ]) {
      const set = await importIdx(files, { id });
      expectConsistent(set);
      expect([range(set.heldOut), range(set.train)]).toEqual([
        [0, held - 1],
        [100, 99 + train],
      ]);
    }
  });

  it("get their labels by count, whatever the names", async () => {
    const files = [idxImages(40), idxLabels(30, 3), idxImages(30), idxLabels(40, 7)].map((bytes, i) =>
      fileOf(`${i}`, bytes),
    );
    const set = await importIdx(files, { id });
    expectConsistent(set);
    expect(set).toMatchObject({
      classes: 7,
      train: { labels: labelsOf(40, 7) },
      heldOut: { labels: labelsOf(30, 3) },
    });
  });

  it.each([
    [
      "train-images-idx3-ubyte.gz",
      "train-labels-idx1-ubyte.gz",
      "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ],
    ["trainImages.idx", "trainLabels.idx", "testImages.idx", "testLabels.idx"],
    ["연습_images", "연습_labels", "시험_images", "시험_labels"],
  ])("get their labels by name where counts tie: %s", async (a, aLabels, b, bLabels) => {
    const files = [
      fileOf(bLabels, idxLabels(30, 3)),
      fileOf(aLabels, idxLabels(30, 7)),
      fileOf(a, idxImages(30)),
      fileOf(b, idxImages(30)),
    ];
    const set = await importIdx(files, { id });
    const trains = a === "연습_images" ? 3 : 7; // without a hint the alphabet decides: 시험 before 연습
    expect(set).toMatchObject({
      train: { labels: labelsOf(30, trains) },
      heldOut: { labels: labelsOf(30, 10 - trains) },
    });
  });

  it("may have labels for one of them", async () => {
    const set = await importIdx([fileOf("a", idxImages(40)), fileOf("b", idxImages(30)), fileOf("c", idxLabels(30))], {
      id,
    });
    expect(set.classes).toBe(10);
    expect([set.train.labels, set.heldOut.labels?.length]).toEqual([undefined, 30]);
  });
});

describe("files that do not make a set", () => {
  const images = (count: number, name = "images", height = 2) => fileOf(name, idxImages(count, height));
  const labels = (count: number, name = "labels") => fileOf(name, idxLabels(count));
  it.each<[string, File[], ImportProblemPayload["code"], string, object]>([
    ["nothing", [], "no-image-file", "", { labelFiles: 0 }],
    ["only labels", [labels(30)], "no-image-file", "labels", { labelFiles: 1 }],
    [
      "labels under an image file's name",
      [labels(30, "train-images-idx3-ubyte")],
      "no-image-file",
      "train-images-idx3-ubyte",
      {},
    ],
    ["19 images", [images(19)], "too-few", "images", { count: 19, needed: 20 }],
    ["19 images to train on", [images(19, "train"), images(90, "test")], "too-few", "train", { count: 19 }],
    ["other count", [images(30), labels(29)], "label-count", "labels", { labels: 29, images: 30, imageFile: "images" }],
    [
      "no count fits",
      [images(30, "a"), images(40, "b-images"), labels(29, "b-labels")],
      "label-count",
      "b-labels",
      { imageFile: "b-images" },
    ],
    [
      "same labels twice",
      [images(30, "a"), images(40, "b"), labels(30, "c"), labels(30, "d")],
      "label-count",
      "d",
      { labels: 30, images: 40 },
    ],
    [
      "tie",
      [images(30, "a"), images(30, "b"), labels(30, "c")],
      "unmatched",
      "c",
      { reason: "tie", images: 2, labels: 1 },
    ],
    ["tie of names", [images(30, "a"), images(30, "a"), labels(30, "a")], "unmatched", "a", { reason: "tie" }],
    [
      "three",
      [images(30, "a"), images(30, "b"), images(30, "c")],
      "unmatched",
      "a, b, c",
      { reason: "many-images", images: 3 },
    ],
    [
      "five",
      Array.from({ length: 5 }, (_, i) => images(30, `${i}`)),
      "unmatched",
      "0, 1, 2, 3, 4",
      { reason: "many-files", files: 5 },
    ],
    [
      "labels twice",
      [images(30), labels(30, "a"), labels(30, "b")],
      "unmatched",
      "images, a, b",
      { reason: "many-labels", labels: 2 },
    ],
    ["two sizes", [images(30, "a"), images(30, "b", 5)], "unmatched", "a, b", { reason: "sizes", a: "3×2", b: "3×5" }],
    ["one broken", [images(30), fileOf("broken", [1, 2, 3, 4])], "not-idx", "broken", {}],
  ])("%s", async (_, files, code, file, detail) => {
    expect(await problem(files)).toEqual({ file, code, detail: expect.objectContaining(detail) });
  });

  it("anything unexpected is named too", async () => {
    const stream = () => {
      throw new RangeError("Array buffer allocation failed");
    };
    expect(await problem([{ name: "a", size: 9, stream }])).toEqual({
      file: "a",
      code: "unreadable",
      detail: { reason: "Array buffer allocation failed" },
    });
  });
});

it("reports progress over all files and stops when told to", async () => {
  const files = [fileOf("a.gz", await gzip(idxImages(400))), fileOf("b", idxLabels(400))];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const seen: [number, number][] = [];
  await importIdx(files, { id, onProgress: (...progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual([total, total]);
  expect(seen).toEqual([...seen].sort(([a], [b]) => a - b));

  const stop = new AbortController();
  const stopped = importIdx(files, { id, signal: stop.signal, onProgress: () => stop.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "cancelled", file: "a.gz" });
});

it("gives a consistent set or an ImportProblem for any handful of files", async () => {
  const name = fc.constantFrom("train-images", "train-labels", "t10k-images", "t10k-labels", "a", "b");
  const count = fc.constantFrom(0, 1, 19, 20, 20, 40, 40, 40);
  const file = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(name, count, fc.constantFrom(2, 2, 2, 5)).map(([n, c, h]) => fileOf(n, idxImages(c, h))),
    },
    { weight: 4, arbitrary: fc.tuple(name, count).map(([n, c]) => fileOf(n, idxLabels(c))) },
    { weight: 1, arbitrary: fc.tuple(name, fc.uint8Array({ maxLength: 30 })).map(([n, b]) => fileOf(n, [...b])) },
  );
  let good = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 5 }), async (files) => {
      try {
        expectConsistent(await importIdx(files, { id }));
        good++;
      } catch (error) {
        if (!(error instanceof ImportProblem)) throw error;
        expect(error.code).not.toBe("unreadable");
      }
    }),
    { seed: 21, numRuns: 1500 },
  );
  expect(good).toBeGreaterThan(100);
});

const mnist = fileURLToPath(new URL("../../../../shared/data/mnist-t10k/", import.meta.url));
describe.skipIf(!existsSync(mnist))("MNIST's test set (skipped where there is no ../shared/data/mnist-t10k)", () => {
  const load = (name: string): File => fileOf(name, Uint8Array.from(readFileSync(mnist + name)));

  it("becomes 8,000 digits to train on and 2,000 held out", async () => {
    const files = ["t10k-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz"].map(load);
    const set = await importIdx(files, { id });
    expectConsistent(set);
    expect(set).toMatchObject({ classes: 10, train: { count: 8000, width: 28, height: 28 }, heldOut: { count: 2000 } });
    expect(set.train.labels?.slice(0, 5)).toEqual(Uint16Array.of(7, 2, 1, 0, 4)); // as everyone knows it
    const perClass = Array(10).fill(0);
    for (const label of [...(set.train.labels ?? []), ...(set.heldOut.labels ?? [])]) perClass[label]++;
    expect(perClass).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    const ink =
      set.train.pixels.reduce((sum, byte) => sum + byte, 0) + set.heldOut.pixels.reduce((sum, byte) => sum + byte, 0);
    expect(ink / (10_000 * 784 * 255)).toBeCloseTo(0.1325, 4); // the mean of MNIST's test set
  });
});
