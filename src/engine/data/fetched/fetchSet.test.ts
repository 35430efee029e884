import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Behaviour, startTestServer, type TestServer } from "../../testing/fileServer";
import { MemoryStore } from "../../testing/memoryStore";
import { gzip, idxImages, idxLabels } from "../idxFixtures";
import { bytesOf, type FetchedEntry } from "./entry";
import { fetchSet, loadStored } from "./fetchSet";
import type { Fetch } from "./transfer";

let server: TestServer;
let store: MemoryStore;
let entry: FetchedEntry;
beforeEach(async () => {
  server = await startTestServer();
  store = new MemoryStore();
  const contents = {
    trainImages: ["train-images.gz", idxImages(40)],
    trainLabels: ["train-labels.gz", idxLabels(40)],
    heldOutImages: ["t10k-images.gz", idxImages(30)],
    heldOutLabels: ["t10k-labels.gz", idxLabels(30)],
  } as const;
  const files: Record<string, unknown> = {};
  for (const [key, [name, content]] of Object.entries(contents)) {
    const packed = await gzip(content);
    server.files.set(name, { content: packed });
    files[key] = { name, bytes: packed.length, sha256: createHash("sha256").update(packed).digest("hex") };
  }
  const about = { id: "toy", name: { en: "Toy", ko: "장난감" }, licence: "CC0-1.0", source: "generated" };
  const sizes = { width: 3, height: 2, classes: 10, train: 40, heldOut: 30 };
  entry = { ...about, ...sizes, from: [server.url], files: files as FetchedEntry["files"] };
});
afterEach(() => server.close());

const options = (more: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal } = {}) => ({
  fetch: globalThis.fetch as Fetch,
  store,
  patience: 1,
  ...more,
});
const change = (name: string, behaviour: Partial<Behaviour>) =>
  server.files.set(name, { ...(server.files.get(name) as Behaviour), ...behaviour });

it("fetches the four files as one data set, with the progress of all", async () => {
  const seen: [number, number][] = [];
  const { dataset, isStored } = await fetchSet(entry, options({ onProgress: (...progress) => seen.push(progress) }));
  expect(dataset).toMatchObject({ id: "toy", classes: 10, train: { count: 40, width: 3 }, heldOut: { count: 30 } });
  expect([...(dataset.heldOut.labels ?? [])]).toEqual([...idxLabels(30).slice(8)]);
  expect(isStored).toBe(true);
  expect(seen.at(-1)).toEqual([bytesOf(entry), bytesOf(entry)]);
  expect(seen).toEqual([...seen].sort(([a], [b]) => a - b));
});

it("needs no network the second time", async () => {
  await expect(loadStored(entry, store)).rejects.toMatchObject({ code: "not-fetched", file: "Toy" });
  const { dataset } = await fetchSet(entry, options());
  await server.close();
  expect(await loadStored(entry, store)).toEqual(dataset);
  expect((await fetchSet(entry, options())).dataset).toEqual(dataset);
  server = await startTestServer();
});

it("keeps the files that it has when another one fails, and asks for that one only", async () => {
  change("t10k-images.gz", { status: 500 });
  await expect(fetchSet(entry, options())).rejects.toMatchObject({ code: "download", file: "t10k-images.gz" });
  await expect(loadStored(entry, store)).rejects.toMatchObject({ code: "not-fetched" });
  change("t10k-images.gz", { status: 0 });
  server.asked.length = 0;
  await fetchSet(entry, options());
  expect(server.asked.map(({ path }) => path)).toEqual(["t10k-images.gz", "t10k-labels.gz"]);
});

it("refuses a file that is not the listed one", async () => {
  const name = "train-labels.gz";
  const content = Uint8Array.from(server.files.get(name)?.content ?? [], (byte, i) => (i === 20 ? byte ^ 1 : byte));
  change(name, { content });
  await expect(fetchSet(entry, options())).rejects.toMatchObject({ code: "wrong-checksum", file: name });
});

it("can be used where nothing can be stored, and says so", async () => {
  store.room = 0;
  const { dataset, isStored } = await fetchSet(entry, options());
  expect(dataset.train.count).toBe(40);
  expect(isStored).toBe(false);
});

it("stops when told to", async () => {
  const stop = new AbortController();
  const fetching = fetchSet(entry, options({ signal: stop.signal, onProgress: () => stop.abort() }));
  await expect(fetching).rejects.toMatchObject({ code: "cancelled" });
  expect(server.asked.length).toBe(1);
});
