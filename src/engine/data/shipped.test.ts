import { afterEach, describe, expect, it, vi } from "vitest";
import { gzip, idxHeader, idxImages, idxLabels, labelsOf } from "./idxFixtures";
import { ImportProblem, type ImportProblemPayload } from "./importProblem";
import { loadShipped, type ShippedEntry } from "./shipped";
import type { Bytes } from "./storedBytes";

const base = "https://example.org/datasets";

/** What the server has, by path; a number is a status. */
type Site = Record<string, Bytes | string | number>;

async function site(): Promise<Site> {
  return siteOf({
    trainImages: idxImages(40),
    trainLabels: idxLabels(40),
    heldOutImages: idxImages(30),
    heldOutLabels: idxLabels(30),
  });
}

/** A manifest with `more` in its entry, and the files that it lists. */
async function siteOf(contents: Partial<Record<keyof ShippedEntry["files"], Bytes>>, more: object = {}): Promise<Site> {
  const files: Site = {};
  const listed: Partial<ShippedEntry["files"]> = {};
  for (const key of Object.keys(contents) as (keyof typeof contents)[]) {
    const content = contents[key] as Bytes;
    files[`toy/${key}.gz`] = await gzip(content);
    listed[key] = { path: `toy/${key}.gz`, bytes: content.length, sha256: "0".repeat(64) };
  }
  const about = { id: "toy", name: { en: "Toy", ko: "장난감" }, licence: "CC0-1.0", source: "generated", seed: 1 };
  const sizes = { width: 3, height: 2, classes: 10, train: 40, heldOut: 30 };
  return { ...files, "manifest.json": JSON.stringify({ datasets: [{ ...about, ...sizes, ...more, files: listed }] }) };
}

function serve(files: Site): void {
  vi.stubGlobal("fetch", async (url: string, { signal }: RequestInit = {}) => {
    if (signal?.aborted) throw signal.reason;
    const content = files[url.slice(`${base}/`.length)] ?? 404;
    return typeof content === "number" ? new Response(null, { status: content }) : new Response(content);
  });
}

async function problem(id = "toy", signal?: AbortSignal): Promise<ImportProblemPayload> {
  const error = await loadShipped(base, id, { signal }).then(
    () => new Error("loaded without a problem"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImportProblem)) throw error;
  return error.payload;
}

afterEach(() => vi.unstubAllGlobals());

const COLOURS = { name: { en: "colour", ko: "색" }, values: ["red", "blue"] };
const SHAPES = { name: { en: "shape", ko: "모양" }, values: ["○", "△", "□"] };

/** Rank 2: image i has colour i mod 2 and shape i mod 3. */
const idxFactors = (count: number, shapes = 3): Bytes =>
  Uint8Array.from([...idxHeader(count, 2), ...Array.from({ length: count }, (_, i) => [i % 2, i % shapes]).flat()]);

function siteWithFactors(heldOutFactors: Bytes): Promise<Site> {
  const images = { trainImages: idxImages(40), heldOutImages: idxImages(30) };
  const labels = { trainLabels: idxLabels(40), heldOutLabels: idxLabels(30) };
  const names = { factors: [COLOURS, SHAPES], labelNames: [..."abcdefghij"] };
  return siteOf({ ...images, ...labels, trainFactors: idxFactors(40), heldOutFactors }, names);
}

describe("a shipped data set with known factors", () => {
  it("loads them, and the names of its classes", async () => {
    serve(await siteWithFactors(idxFactors(30)));
    const set = await loadShipped(base, "toy");
    expect(set.labelNames).toEqual([..."abcdefghij"]);
    expect(set.train.factors?.values).toHaveLength(80);
    expect(set.heldOut.factors).toEqual({
      names: ["colour", "shape"],
      sizes: [2, 3],
      values: idxFactors(30).slice(12),
    });
  });

  it.each<[string, Bytes, ImportProblemPayload["code"], object]>([
    ["too few images", idxFactors(29), "not-as-listed", { what: "factors", expected: 60, actual: 58 }],
    ["a value that is not listed", idxFactors(30, 4), "not-as-listed", { what: "factors", expected: 2, actual: 3 }],
    ["labels", idxLabels(30), "wrong-rank", { rank: 1 }],
    ["no bytes", Uint8Array.of(), "truncated", { actual: 0 }],
    ["a byte less", idxFactors(30).slice(0, -1), "truncated", { expected: 72, actual: 71 }],
    ["a byte more", Uint8Array.from([...idxFactors(30), 0]), "too-long", { expected: 72 }],
  ])("is refused with %s for factors", async (_, content, code, detail) => {
    serve(await siteWithFactors(content));
    const found = { code, file: "toy/heldOutFactors.gz", detail: expect.objectContaining(detail) };
    expect(await problem()).toMatchObject(found);
  });
});

describe("a shipped data set", () => {
  it.each([base, `${base}/`])("loads from %s, with progress of all its files", async (url) => {
    serve(await site());
    const seen: [number, number][] = [];
    const set = await loadShipped(url, "toy", { onProgress: (...progress) => seen.push(progress) });
    expect(set).toMatchObject({ id: "toy", classes: 10, train: { count: 40, width: 3 }, heldOut: { count: 30 } });
    expect(set.heldOut.labels).toEqual(labelsOf(30));
    const total = 16 + 8 + 16 + 8 + 70 * (2 * 3 + 1); // headers, pixels and labels
    expect(seen.at(-1)).toEqual([total, total]);
    expect(seen).toEqual([...seen].sort(([a], [b]) => a - b));
  });

  it("loads where the server unpacks on the way", async () => {
    const files = await site();
    serve({ ...files, "toy/trainImages.gz": idxImages(40) });
    const seen: number[] = [];
    await loadShipped(base, "toy", { onProgress: (read, total) => seen.push(read / total) });
    expect(seen.at(-1)).toBe(1);
  });

  it.each<[string, Site, ImportProblemPayload["code"], string, object]>([
    ["missing manifest", { "manifest.json": 404 }, "download", "manifest.json", { status: 404 }],
    ["page for a manifest", { "manifest.json": "<html>" }, "unreadable", "manifest.json", {}],
    ["manifest of another shape", { "manifest.json": "{}" }, "unreadable", "manifest.json", {}],
    ["server error", { "toy/heldOutLabels.gz": 500 }, "download", "toy/heldOutLabels.gz", { status: 500 }],
    ["page for a file", { "toy/trainImages.gz": "<html>" }, "not-idx", "toy/trainImages.gz", { format: "HTML" }],
    ["empty file", { "toy/trainImages.gz": "" }, "empty", "toy/trainImages.gz", {}],
    ["labels for images", { "toy/trainImages.gz": idxLabels(40) }, "wrong-rank", "toy/trainImages.gz", { rank: 1 }],
    ["images for labels", { "toy/trainLabels.gz": idxImages(40) }, "wrong-rank", "toy/trainLabels.gz", { rank: 3 }],
    [
      "other count",
      { "toy/trainImages.gz": idxImages(41) },
      "not-as-listed",
      "toy/trainImages.gz",
      { what: "images", expected: 40, actual: 41 },
    ],
    [
      "other labels",
      { "toy/trainLabels.gz": idxLabels(41) },
      "not-as-listed",
      "toy/trainLabels.gz",
      { what: "labels" },
    ],
    [
      "other width",
      { "toy/trainImages.gz": idxImages(40, 2, 4) },
      "not-as-listed",
      "toy/trainImages.gz",
      { what: "width" },
    ],
    [
      "other height",
      { "toy/trainImages.gz": idxImages(40, 3) },
      "not-as-listed",
      "toy/trainImages.gz",
      { what: "height" },
    ],
    [
      "other classes",
      { "toy/heldOutLabels.gz": idxLabels(30, 11) },
      "not-as-listed",
      "toy/trainLabels.gz",
      { what: "classes", actual: 11 },
    ],
  ])("is refused: %s", async (_, change, code, file, detail) => {
    serve({ ...(await site()), ...change });
    expect(await problem()).toEqual({ file, code, detail: expect.objectContaining(detail) });
  });

  it("is refused where the manifest does not list it", async () => {
    serve(await site());
    expect(await problem("other")).toMatchObject({ code: "unreadable", file: "manifest.json" });
  });

  it("is refused where there is no network, or it breaks on the way", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await problem()).toEqual({ code: "download", file: "manifest.json", detail: { status: 0 } });

    serve(await site());
    const answer = globalThis.fetch;
    const broken = new ReadableStream({ pull: () => Promise.reject(new TypeError("network error")) });
    vi.stubGlobal("fetch", async (url: string) =>
      url.endsWith("trainImages.gz") ? new Response(broken) : answer(url),
    );
    expect(await problem()).toEqual({ code: "download", file: "toy/trainImages.gz", detail: { status: 0 } });
  });

  it("stops when told to, before or on the way", async () => {
    serve(await site());
    expect(await problem("toy", AbortSignal.abort())).toMatchObject({ code: "cancelled" });
    serve(await site());
    const answer = globalThis.fetch;
    const between = new AbortController();
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      const response = await answer(url, init);
      if (!url.endsWith("manifest.json")) return response;
      const manifest: unknown = await response.json();
      response.json = async () => {
        between.abort();
        return manifest;
      };
      return response;
    });
    expect(await problem("toy", between.signal)).toMatchObject({ code: "cancelled" });

    serve(await site());
    const stop = new AbortController();
    const stopped = loadShipped(base, "toy", { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  });
});
