import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Behaviour, startTestServer, type TestServer } from "../../testing/fileServer";
import { MemoryStore } from "../../testing/memoryStore";
import { ImportProblem, type ImportProblemPayload } from "../importProblem";
import type { FetchedFile } from "./entry";
import { type FetchOptions, fetchFile, readStored, removeStored } from "./fetchFile";
import type { Fetch } from "./transfer";

const content = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) % 251);
const tampered = Uint8Array.from(content, (byte, i) => (i === 150_000 ? byte ^ 1 : byte));
const file: FetchedFile = {
  name: "images.gz",
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
};

let server: TestServer;
let store: MemoryStore;
beforeEach(async () => {
  server = await startTestServer();
  store = new MemoryStore();
});
afterEach(() => server.close());

const serve = (behaviour: Partial<Behaviour>, path = file.name) => server.files.set(path, { content, ...behaviour });
const get = (options: Partial<FetchOptions> = {}, from = [server.url]) =>
  fetchFile(file, from, { fetch: globalThis.fetch as Fetch, store, patience: 1, ...options });

async function problem(getting: Promise<unknown>): Promise<ImportProblemPayload> {
  const error = await getting.then(
    () => new Error("fetched without a problem"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ImportProblem)) throw error;
  return error.payload;
}

/** Compared as buffers: Vitest takes its time for long arrays. */
const expectContent = (bytes: Uint8Array | undefined) =>
  expect(Buffer.compare(bytes ?? Buffer.alloc(0), content)).toBe(0);

const ranges = () => server.asked.map(({ range }) => range);

describe("a good host", () => {
  it.each([0, 5])("gives the file, with progress, and once only (waiting %i ms a part)", async (slow) => {
    serve({ slow });
    const seen: number[] = [];
    const { bytes, isStored } = await get({ onBytes: (received) => seen.push(received) });
    expectContent(bytes);
    expect(isStored).toBe(true);
    expect(seen.at(-1)).toBe(content.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(slow ? 5 : 0);
    expect([...store.files.keys()], "nothing but the file is stored").toEqual([`fetched-${file.sha256}`]);
    expectContent(await readStored(file, store));
  });

  it("is asked for what is there, and need not exist for what is stored", async () => {
    serve({});
    await get();
    expect(server.asked).toEqual([{ path: file.name, range: undefined, ifRange: undefined }]);
    await server.close();
    expectContent(await readStored(file, store));
  });
});

describe("a connection that is cut at half", () => {
  it("is taken up again where it broke", async () => {
    serve({ cut: { at: 0.5, times: 2 } });
    expectContent((await get()).bytes);
    expect(ranges()).toEqual([undefined, "bytes=100000-", "bytes=150000-"]);
    expect(server.asked.map(({ ifRange }) => ifRange)).toEqual([undefined, '"version"', '"version"']);
  });

  it("is taken up again where it fell silent", async () => {
    serve({ cut: { at: 0.5, times: 1 }, hang: true });
    expectContent((await get({ silence: 200 })).bytes);
    expect(ranges()).toEqual([undefined, "bytes=100000-"]);
  });

  it("is not taken for a silent one while bytes come slowly", async () => {
    serve({ slow: 60 });
    expectContent((await get({ silence: 300 })).bytes);
    expect(server.asked.length).toBe(1);
  });

  it("starts again where the host knows no Range", async () => {
    serve({ ranges: false, cut: { at: 0.5, times: 2 } });
    const seen: number[] = [];
    expectContent((await get({ onBytes: (received) => seen.push(received) })).bytes);
    expect(server.asked.length).toBe(3);
    expect(seen.filter((received) => received === 0).length, "progress falls back twice").toBe(2);
  });

  it("starts again where the file has become another one meanwhile", async () => {
    serve({ content: tampered, etag: '"old"', cut: { at: 0.9, times: 1 } });
    const fetch: Fetch = async (url, init) => {
      if (init.headers?.Range) serve({});
      return globalThis.fetch(url, init);
    };
    expectContent((await get({ fetch })).bytes);
    expect(ranges()).toEqual([undefined, "bytes=180000-"]);
  });

  it("starts again where the parts turn out not to belong together", async () => {
    serve({ content: tampered, etag: 'W/"weak"', cut: { at: 0.9, times: 1 } });
    const fetch: Fetch = async (url, init) => {
      if (init.headers?.Range) serve({});
      return globalThis.fetch(url, init);
    };
    expectContent((await get({ fetch })).bytes);
    expect(ranges()).toEqual([undefined, "bytes=180000-", undefined]);
  });

  it("goes on without If-Range where a host refuses that beforehand", async () => {
    serve({ cut: { at: 0.5, times: 1 } });
    const fetch: Fetch = async (url, init) => {
      if (init.headers?.["If-Range"]) throw new TypeError("Failed to fetch");
      return globalThis.fetch(url, init);
    };
    expectContent((await get({ fetch })).bytes);
    expect(ranges()).toEqual([undefined, "bytes=100000-"]);
  });

  it("is given up in the end, and goes on from there the next time", async () => {
    serve({ cut: { at: 0.5, times: 1 } });
    const fetch: Fetch = async (url, init) => {
      if (init.headers?.Range) throw new TypeError("Failed to fetch");
      return globalThis.fetch(url, init);
    };
    const said = await problem(get({ fetch }));
    expect(said).toEqual({
      file: file.name,
      code: "interrupted",
      detail: { received: 100_000, total: content.length },
    });
    expect([...store.files.keys()]).toEqual([`fetched-${file.sha256}.part`]);
    const seen: number[] = [];
    expectContent((await get({ onBytes: (received) => seen.push(received) })).bytes);
    expect(ranges()).toEqual([undefined, "bytes=100000-"]);
    expect(seen[0]).toBeGreaterThan(100_000);
    expect([...store.files.keys()]).toEqual([`fetched-${file.sha256}`]);
  });

  it("survives a part that was stored by mistake", async () => {
    serve({});
    for (const part of [tampered.slice(0, 190_000), new Uint8Array(content.length + 9)]) {
      await store.write(`fetched-${file.sha256}.part`, [part]);
      expectContent((await get()).bytes);
    }
  });
});

describe("what is not the file is refused and thrown away", () => {
  it.each<[string, Partial<Behaviour>, ImportProblemPayload["code"], object]>([
    ["changed in one bit", { content: tampered }, "wrong-checksum", { expected: file.sha256.slice(0, 8) }],
    ["cut short", { content: content.slice(0, 90_000) }, "wrong-size", { expected: 200_000, actual: 90_000 }],
    ["cut short, no length", { content: content.slice(0, 90_000), chunked: true }, "wrong-size", { actual: 90_000 }],
    ["too long", { content: Uint8Array.from([...content, 1]) }, "wrong-size", { expected: 200_000 }],
    ["empty", { content: new Uint8Array(0) }, "wrong-size", { actual: 0 }],
    ["changed, no Range", { content: tampered, ranges: false }, "wrong-checksum", {}],
    [
      "changed and cut at half",
      { content: tampered, cut: { at: 0.5, times: 1 } },
      "wrong-checksum",
      { expected: file.sha256.slice(0, 8) },
    ],
  ])("%s", async (_, behaviour, code, detail) => {
    serve(behaviour);
    expect(await problem(get())).toEqual({ file: file.name, code, detail: expect.objectContaining(detail) });
    expect([...store.files.keys()]).toEqual([]);
    serve({});
    expectContent((await get()).bytes); // and the right one is fetched the next time
  });

  it("is not served from the store either", async () => {
    await store.write(`fetched-${file.sha256}`, [tampered]);
    expect(await readStored(file, store)).toBeUndefined();
    expect([...store.files.keys()]).toEqual([]);
  });
});

describe("hosts", () => {
  it("are asked one after the other", async () => {
    serve({}, `second/${file.name}`);
    const from = [`${server.url}first/`, `${server.url}second/`];
    expectContent((await get({}, from)).bytes);
    expect(server.asked.map(({ path }) => path)).toEqual([`first/${file.name}`, `second/${file.name}`]);
  });

  it("help each other out in the middle of a file", async () => {
    serve({ cut: { at: 0.5, times: 1 } }, `first/${file.name}`);
    serve({}, `second/${file.name}`);
    const fetch: Fetch = async (url, init) => {
      if (url.includes("first") && init.headers?.Range) throw new TypeError("Failed to fetch");
      return globalThis.fetch(url, init);
    };
    const from = [`${server.url}first/`, `${server.url}second/`];
    expectContent((await get({ fetch }, from)).bytes);
    expect(server.asked.at(-1)).toEqual({
      path: `second/${file.name}`,
      range: "bytes=100000-",
      ifRange: undefined,
    });
  });

  it.each([404, 403, 500, 429])("that answer %i are a problem with that number", async (status) => {
    serve({ status });
    expect(await problem(get())).toEqual({ file: file.name, code: "download", detail: { status } });
    expect(server.asked.length).toBe(status < 429 ? 1 : 4);
  });

  it("that say nothing at all are a problem in the end", async () => {
    serve({ cut: { at: 0, times: 9 }, hang: true });
    expect(await problem(get({ silence: 50 }))).toEqual({ file: file.name, code: "download", detail: { status: 0 } });
    expect(server.asked.length).toBe(4);
  });

  it("that are not there are a problem too", async () => {
    await server.close();
    expect(await problem(get())).toEqual({ file: file.name, code: "download", detail: { status: 0 } });
  });
});

describe("Cancel", () => {
  it("stops in the middle, keeps what has come, and asks no more", async () => {
    serve({ slow: 20 });
    const stop = new AbortController();
    const onBytes = (received: number) => received >= 60_000 && stop.abort();
    expect(await problem(get({ signal: stop.signal, onBytes }))).toMatchObject({ code: "cancelled" });
    expect(server.asked.length).toBe(1);
    const part = store.files.get(`fetched-${file.sha256}.part`);
    expect(part?.length).toBeGreaterThanOrEqual(60_000);
    expect(part).toEqual(content.slice(0, part?.length));
    await get();
    expect(ranges()).toEqual([undefined, `bytes=${part?.length}-`]);
  });

  it("stops before the first request, and between two", async () => {
    serve({ status: 500 });
    expect(await problem(get({ signal: AbortSignal.abort() }))).toMatchObject({ code: "cancelled" });
    expect(server.asked).toEqual([]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const before = performance.now();
    expect(await problem(get({ signal: stop.signal, patience: 60_000 }))).toMatchObject({ code: "cancelled" });
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(server.asked.length).toBe(1);
  });
});

describe("a store without room", () => {
  it("does not keep anybody from fetching", async () => {
    serve({ cut: { at: 0.5, times: 1 } });
    store.room = 0;
    expect((await get()).isStored).toBe(false);
  });
});

it("fetches nothing that it could not check", async () => {
  serve({});
  vi.stubGlobal("crypto", {});
  try {
    expect(await problem(get())).toEqual({ file: file.name, code: "insecure", detail: {} });
    expect(server.asked).toEqual([]);
  } finally {
    vi.unstubAllGlobals();
  }
});

it("leaves nothing behind once removed", async () => {
  serve({});
  await get();
  await store.write(`fetched-${file.sha256}.part`, [Uint8Array.of(1)]);
  await removeStored(file, store);
  expect([...store.files.keys()]).toEqual([]);
});
