import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FileStore } from "../engine/data/fileStore";
import { openIdb } from "./idbStore";
import { openStore } from "./openStore";
import { storageProblem } from "./storageProblem";

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

const contentOf = async (store: FileStore, name: string) => {
  const file = await store.read(name);
  return file && [...new Uint8Array(await file.arrayBuffer())];
};

describe("a store in IndexedDB", () => {
  it("writes, reads, lists and removes files, and still has them in the next visit", async () => {
    const store = await openIdb();
    await store.write("a", [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]);
    await store.write("b", []);
    expect(await contentOf(store, "a")).toEqual([1, 2, 3]);
    await store.write("a", [Uint8Array.of(9)]);
    const again = await openIdb();
    expect(await contentOf(again, "a")).toEqual([9]);
    expect(await again.list()).toEqual(["a", "b"]);
    await again.remove("a");
    await again.remove("never there");
    expect(await again.read("a")).toBeUndefined();
    expect(await store.list()).toEqual(["b"]);
  });
});

describe("where files are put", () => {
  const works: FileStore = { read: vi.fn(), write: vi.fn(), remove: vi.fn(), list: vi.fn() };
  const refuses = () => Promise.reject(new DOMException("not in a private window", "SecurityError"));

  it("is the first place that works", async () => {
    const second = vi.fn(async () => works);
    expect(await openStore([async () => works, second])).toBe(works);
    expect(second).not.toHaveBeenCalled();
    expect(await openStore([refuses, second])).toBe(works);
  });

  it("is IndexedDB where there is no file system", async () => {
    const store = await openStore([refuses, openIdb]);
    await store.write("a", [Uint8Array.of(5)]);
    expect(await (await openIdb()).list()).toEqual(["a"]);
  });

  it("may be nowhere: each use says so", async () => {
    const store = await openStore([refuses, refuses]);
    const refused = { code: "storage-refused", detail: { reason: "not in a private window" } };
    await expect(store.list()).rejects.toMatchObject(refused);
    await expect(store.read("a")).rejects.toMatchObject({ ...refused, file: "a" });
    await expect(store.write("a", [])).rejects.toMatchObject(refused);
    await expect(store.remove("a")).rejects.toMatchObject(refused);
  });
});

it("tells a full store from one that refuses", () => {
  const full = new DOMException("no", "QuotaExceededError");
  expect(storageProblem(full, "a", 9)).toMatchObject({ code: "storage-full", file: "a", detail: { needed: 9 } });
  const locked = new DOMException("locked", "NoModificationAllowedError");
  expect(storageProblem(locked, "a", 9)).toMatchObject({ code: "storage-refused", detail: { reason: "locked" } });
});
