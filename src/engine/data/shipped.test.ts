import { afterEach, describe, expect, it, vi } from "vitest";
import { gzip, idxImages, idxLabels, labelsOf } from "./idxFixtures";
import { ImportProblem, type ImportProblemPayload } from "./importProblem";
import { loadShipped, type ShippedEntry } from "./shipped";
import type { Bytes } from "./storedBytes";

const base = "https://example.org/datasets";

/** What the server has, by path; a number is a status. */
type Site = Record<string, Bytes | string | number>;

async function site(): Promise<Site> {
  const contents: Record<keyof ShippedEntry["files"], Bytes> = {
    trainImages: idxImages(40),
    trainLabels: idxLabels(40),
    heldOutImages: idxImages(30),
    heldOutLabels: idxLabels(30),
  };
  const files: Site = {};
  const listed: Partial<ShippedEntry["files"]> = {};
  for (const key of Object.keys(contents) as (keyof typeof contents)[]) {
    const packed = await gzip(contents[key]);
    files[`toy/${key}.gz`] = packed;
    listed[key] = { path: `toy/${key}.gz`, bytes: contents[key].length, sha256: "0".repeat(64) };
  }
  const about = { id: "toy", name: { en: "Toy", ko: "장난감" }, licence: "CC0-1.0", source: "generated", seed: 1 };
  const sizes = { width: 3, height: 2, classes: 10, train: 40, heldOut: 30 };
  return { ...files, "manifest.json": JSON.stringify({ datasets: [{ ...about, ...sizes, files: listed }] }) };
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
