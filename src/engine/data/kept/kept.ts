/** The data sets that a person has had the browser keep: own ones, on this device, never sent anywhere. */
import type { Dataset } from "../dataset";
import type { FileStore } from "../fileStore";
import { asImportProblem, ImportProblem } from "../importProblem";
import { type KeptAbout, pack, readAbout, unpack } from "./pack";

/** One of them in the list. A broken one can only be deleted, and so has nothing but its size. */
export type KeptSet = { readonly id: string; readonly bytes: number } & (
  | ({ readonly broken: false } & KeptAbout)
  | { readonly broken: true }
);

const PREFIX = "kept-";

/** All of them, the newest first, the broken ones last. Errors, here and below: always ImportProblem. */
export async function listKept(store: FileStore): Promise<KeptSet[]> {
  const names = (await store.list()).filter((name) => name.startsWith(PREFIX));
  const sets = await Promise.all(names.map((name) => describe(name, store)));
  return sets.filter((set) => set !== undefined).sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1));
}

const dateOf = (set: KeptSet): string => (set.broken ? "" : set.date);

async function describe(name: string, store: FileStore): Promise<KeptSet | undefined> {
  const file = await store.read(name);
  if (!file) return undefined; // deleted in another window since the list was made
  const set = { id: name.slice(PREFIX.length), bytes: file.size };
  return readAbout(file, name).then(
    (about) => ({ ...set, broken: false, ...about }),
    () => ({ ...set, broken: true }),
  );
}

/** Keeps a data set under a name. Errors: "storage-full", "storage-refused". */
export async function keep(dataset: Dataset, name: string, store: FileStore): Promise<KeptSet> {
  const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const date = new Date().toISOString();
  const parts = pack(dataset, { name, date });
  try {
    await store.write(PREFIX + id, parts);
  } catch (error) {
    throw named(error, name);
  }
  const kept = await describe(PREFIX + id, store);
  if (!kept || kept.broken) throw new ImportProblem(name, "kept-broken", { what: "header" });
  return kept;
}

/** A kept data set as it was when it was kept. Errors: "not-kept", "kept-broken", "storage-refused". */
export async function openKept(id: string, store: FileStore): Promise<Dataset> {
  const file = await store.read(PREFIX + id);
  if (!file) throw new ImportProblem(id, "not-kept", {});
  const name = await readAbout(file, id).then(
    (about) => about.name,
    () => id,
  );
  return unpack(file, name).catch((error: unknown) => {
    throw asImportProblem(error, name);
  });
}

/** Deletes a kept data set, broken or not. */
export async function deleteKept(id: string, store: FileStore): Promise<void> {
  await store.remove(PREFIX + id);
}

/** The problem under the name that the person knows. */
function named(error: unknown, name: string): unknown {
  return error instanceof ImportProblem ? new ImportProblem(name, error.code, error.detail) : error;
}
