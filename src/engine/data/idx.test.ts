import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIdx } from "./idx";
import { fileOf, gzip, idxHeader, idxImages, idxLabels } from "./idxFixtures";
import { ImportProblem, type ImportProblemPayload } from "./importProblem";
import type { ByteSource, Bytes } from "./storedBytes";

const MB = 1024 * 1024;

/** The problem that reading ends in. */
async function problem(source: ByteSource, signal?: AbortSignal): Promise<ImportProblemPayload> {
  const error = await readIdx(source, { signal }).then(
    () => new Error("read without a problem"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImportProblem)) throw error;
  return error.payload;
}

/** A file of unknown size in chunks of `chunk` bytes; counts the bytes asked for, and tells when it was let go of. */
function slowly(bytes: Bytes, chunk: number): ByteSource & { served: number; released: boolean } {
  const source = {
    name: "slow",
    served: 0,
    released: false,
    stream: () =>
      new ReadableStream<Bytes>(
        {
          pull(controller) {
            const next = bytes.subarray(source.served, source.served + chunk);
            source.served += next.length;
            if (next.length) controller.enqueue(next);
            else controller.close();
          },
          cancel() {
            source.released = true;
          },
        },
        { highWaterMark: 0 },
      ),
  };
  return source;
}

describe("a good file", () => {
  it("gives images", async () => {
    const images = await readIdx(fileOf("images", idxImages(3, 2, 4)));
    expect(images).toEqual({ kind: "images", count: 3, width: 4, height: 2, pixels: idxImages(3, 2, 4).subarray(16) });
  });

  it("gives labels", async () => {
    expect(await readIdx(fileOf("labels", idxLabels(4, 3)))).toEqual({
      kind: "labels",
      count: 4,
      labels: Uint8Array.of(0, 1, 2, 0),
    });
  });

  it.each(["images.gz", "images"])("is unpacked when gzipped, whatever its name: %s", async (name) => {
    const images = await readIdx(fileOf(name, await gzip(idxImages(300))));
    expect(images).toMatchObject({ count: 300, pixels: idxImages(300).subarray(16) });
  });

  it("is read plain when a .gz was unpacked on its way", async () => {
    expect(await readIdx(fileOf("images.gz", idxImages(3)))).toMatchObject({ count: 3 });
  });

  it.each([1, 7, 100_000])("may come in chunks of %i bytes, of unknown size", async (chunk) => {
    const expected = { count: 300, pixels: idxImages(300).subarray(16) };
    expect(await readIdx(slowly(idxImages(300), chunk))).toMatchObject(expected);
    expect(await readIdx(slowly(await gzip(idxImages(300)), chunk))).toMatchObject(expected);
  });

  it("may have 128 × 128 pixels", async () => {
    expect(await readIdx(fileOf("big", idxImages(2, 128, 128)))).toMatchObject({ width: 128, height: 128 });
  });

  it("reports bytes as they come: stored ones up to the size of the file, and content", async () => {
    const content = idxImages(3000, 8, 8);
    for (const bytes of [content, await gzip(content)]) {
      const file = { ...slowly(bytes, 1000), size: bytes.length };
      const stored: number[] = [];
      const taken: number[] = [];
      await readIdx(file, {
        onProgress: (read, total) => stored.push(read / total),
        onContent: (bytes) => taken.push(bytes),
      });
      expect([stored.at(-1), taken.at(-1)]).toEqual([1, content.length]);
      for (const seen of [stored, taken]) expect(seen).toEqual([...seen].sort((a, b) => a - b));
    }
  });
});

describe("a bad file is refused by name, code and numbers", () => {
  const tooMany = 2 ** 32 - 1; // × 1 × 1 bytes: 4 GB
  it.each<[string, number[] | Bytes, ImportProblemPayload["code"], object]>([
    ["empty", [], "empty", {}],
    ["text", [...new TextEncoder().encode("label,pixel1")], "not-idx", { found: "6c 61 62 65", format: "" }],
    ["one byte", [7], "not-idx", { found: "07", format: "" }],
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0], "not-idx", { found: "89 50 4e 47", format: "PNG" }],
    ["page", [...new TextEncoder().encode("<!doctype html>")], "not-idx", { format: "HTML" }],
    ["zeros", Array(100).fill(0), "not-idx", { found: "00 00 00 00", format: "" }],
    ["float32", [0, 0, 13, 3, 0, 0, 0, 1], "wrong-type", { type: "float32" }],
    ["rank 4", [...idxHeader(9, 3, 2, 2)], "wrong-rank", { rank: 4 }],
    ["rank 0", [0, 0, 8, 0], "wrong-rank", { rank: 0 }],
    ["half a magic number", [0, 0, 8], "truncated", { expected: 4, actual: 3 }],
    ["half a header", idxHeader(9, 2, 3).slice(0, 11), "truncated", { expected: 16, actual: 11 }],
    ["header only", idxHeader(9, 2, 3), "truncated", { expected: 70, actual: 16 }],
    ["a pixel short", idxImages(9).slice(0, -1), "truncated", { expected: 70, actual: 69 }],
    ["a label short", idxLabels(9).slice(0, -1), "truncated", { expected: 17, actual: 16 }],
    ["a pixel over", [...idxImages(9), 0], "too-long", { expected: 70, actual: 71 }],
    ["no images", idxHeader(0, 28, 28), "no-images", {}],
    ["no pixels", idxHeader(5, 28, 0), "no-pixels", { width: 0, height: 28 }],
    ["wide", idxImages(1, 8, 129), "too-large", { what: "side", actual: 129, limit: 128, width: 129, height: 8 }],
    ["tall", idxImages(1, 129, 8), "too-large", { what: "side", actual: 129, limit: 128, height: 129 }],
    ["4 GB of images", idxHeader(tooMany, 1, 1), "too-large", { what: "bytes", actual: tooMany, limit: 512 * MB }],
    ["4 GB of labels", idxHeader(tooMany), "too-large", { what: "bytes", actual: tooMany, limit: 512 * MB }],
  ])("%s", async (name, bytes, code, detail) => {
    const plain = await problem(fileOf(name, bytes));
    expect(plain).toEqual({ file: name, code, detail: expect.objectContaining(detail) });
    expect(structuredClone(plain)).toEqual(plain);
    // The same inside a gzip, and from a source of unknown size.
    expect(await problem(fileOf(name, await gzip(Uint8Array.from(bytes))))).toMatchObject({ file: name, code });
    if (bytes.length) expect(await problem(slowly(Uint8Array.from(bytes), 5))).toMatchObject({ code });
  });

  it("a file of another size than its header says, before the rest is read", async () => {
    const source = slowly(idxImages(9), 16);
    expect(await problem(Object.assign(source, { size: 5000 }))).toMatchObject({
      detail: { expected: 70, actual: 5000 },
    });
    expect(source).toMatchObject({ served: 16, released: true });
  });

  it("a gzip that breaks off", async () => {
    const packed = await gzip(Uint8Array.from([...idxHeader(100, 8, 8), ...noise(6400)]));
    for (const length of [2, 9, 200, packed.length - 9, packed.length - 1]) {
      const found = await problem(fileOf("cut.gz", packed.slice(0, length)));
      expect(found, `first ${length} bytes`).toMatchObject({ file: "cut.gz", code: "bad-gzip" });
    }
  });

  it("a gzip that is damaged", async () => {
    const packed = await gzip(Uint8Array.from([...idxHeader(100, 8, 8), ...noise(6400)]));
    packed[packed.length - 6] = (packed.at(-6) ?? 0) ^ 1; // its checksum
    expect(await problem(fileOf("bad.gz", packed))).toMatchObject({ code: "bad-gzip" });
  });

  it("a gzip far too small for what it announces, before anything is allocated", async () => {
    const announced = 512 * MB - 16;
    const before = process.memoryUsage().arrayBuffers;
    const packed = await gzip(Uint8Array.from(idxHeader(announced / 16, 4, 4)));
    expect(await problem(fileOf("tiny.gz", packed))).toMatchObject({
      code: "truncated",
      detail: { expected: announced + 16, actual: packed.length * 1032 },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MB);
  });

  it("a source that fails", async () => {
    const source = {
      name: "gone",
      stream: () => new ReadableStream<Bytes>({ pull: () => Promise.reject(new Error("disk")) }),
    };
    expect(await problem(source)).toEqual({ file: "gone", code: "unreadable", detail: { reason: "disk" } });
    const closed = {
      name: "closed",
      stream: () => {
        throw new TypeError("already read");
      },
    };
    expect(await problem(closed)).toEqual({ file: "closed", code: "unreadable", detail: { reason: "already read" } });
    const packed = await gzip(idxImages(300));
    let pulls = 0;
    const half = new ReadableStream<Bytes>({
      pull(controller) {
        if (pulls++ > 0) throw new Error("disk");
        controller.enqueue(packed.slice(0, 20));
      },
    });
    expect(await problem({ name: "half.gz", stream: () => half })).toMatchObject({ code: "unreadable" });
  });
});

describe("a gzip bomb", () => {
  /** A gzip of `start`, then `zeros` MB of zeros: 1 GB packs to about 1 MB. It never reaches its checksum. */
  function bomb(start: number[], zeros: number): Bytes {
    const flush = { level: 9, finishFlush: constants.Z_FULL_FLUSH }; // such parts can be strung together
    const part = deflateRawSync(new Uint8Array(16 * MB), flush);
    const parts = Array<Uint8Array>(zeros / 16).fill(part);
    return Uint8Array.from(
      Buffer.concat([
        Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
        deflateRawSync(Uint8Array.from(start), flush),
        ...parts,
      ]),
    );
  }

  it.each([1000, 100_000, 10 * MB])("is stopped at the first byte too many, in chunks of %i bytes", async (chunk) => {
    const source = slowly(bomb(idxHeader(100, 28, 28), 1024), chunk);
    const before = process.memoryUsage();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1);
    const started = performance.now();
    const found = await problem(source);
    const took = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 100)); // nothing goes on unpacking
    clearInterval(watch);
    expect(found).toMatchObject({ code: "too-long", detail: { expected: 78_416 } });
    expect(took).toBeLessThan(1000);
    expect(source.released).toBe(true);
    expect(source.served).toBeLessThanOrEqual(Math.max(chunk, 64 * 1024));
    expect(peak - before.rss).toBeLessThan(64 * MB);
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(32 * MB);
  });
});

describe("a signal", () => {
  it("stops before the start: the source is not opened", async () => {
    const opened = { name: "a", stream: () => expect.fail("opened") };
    expect(await problem(opened, AbortSignal.abort())).toEqual({ file: "a", code: "cancelled", detail: {} });
  });

  it.each([0, 1, 3, 30])(
    "stops a source that hangs after %i bytes, packed or not, and lets go of it",
    async (arrived) => {
      for (const bytes of [idxImages(30), await gzip(idxImages(30))]) {
        let released = false;
        const stop = new AbortController();
        const hanging = new ReadableStream<Bytes>({
          start: (controller) => (arrived ? controller.enqueue(bytes.slice(0, arrived)) : undefined),
          cancel: () => {
            released = true;
          },
        });
        setTimeout(() => stop.abort(), 20);
        expect(await problem({ name: "slow", stream: () => hanging }, stop.signal)).toMatchObject({
          code: "cancelled",
        });
        expect(released).toBe(true);
      }
    },
  );
});

it("gives a consistent set or an ImportProblem for any bytes at all", async () => {
  const header = fc.oneof(
    fc.tuple(fc.nat(40), fc.nat(12), fc.nat(12)).map((sizes) => idxHeader(...sizes)),
    fc.nat(300).map((count) => idxHeader(count)),
  );
  const file = fc.tuple(header, fc.uint8Array({ maxLength: 400 })).map(([start, rest]) => [...start, ...rest]);
  const exact = fc.tuple(fc.nat(20), fc.nat(5), fc.nat(5)).map(([n, h, w]) => [...idxImages(n, h, w)]);
  const damage = fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { maxLength: 3 });
  const anything = fc.record({
    bytes: fc.oneof(fc.uint8Array({ maxLength: 64 }), file, exact),
    packed: fc.boolean(),
    damage,
    damagePacked: damage,
    sized: fc.boolean(),
    chunk: fc.integer({ min: 1, max: 300 }),
  });
  let good = 0;
  await fc.assert(
    fc.asyncProperty(anything, async ({ bytes, packed, damage, damagePacked, sized, chunk }) => {
      let content: Bytes = damaged(Uint8Array.from(bytes), damage);
      if (packed) content = damaged(await gzip(content), damagePacked);
      const source = slowly(content, chunk);
      try {
        const read = await readIdx(sized ? { ...source, size: content.length } : source);
        good++;
        if (read.kind === "labels") expect(read.labels.length).toBe(read.count);
        else expect(read.pixels.length).toBe(read.count * read.width * read.height);
      } catch (error) {
        if (!(error instanceof ImportProblem)) throw error;
        expect(error.code).not.toBe("unreadable");
      }
    }),
    { seed: 20, numRuns: 1500 },
  );
  expect(good).toBeGreaterThan(50);
});

function damaged(bytes: Bytes, changes: readonly (readonly [number, number])[]): Bytes {
  const copy = bytes.slice();
  for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
  return copy;
}

/** Bytes that do not pack. */
function noise(length: number): number[] {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
