import type { Dataset } from "../dataset";
import type { FileStore } from "../fileStore";
import { importIdx } from "../importIdx";
import { asImportProblem, ImportProblem } from "../importProblem";
import { loadManifest } from "../shipped";
import type { ByteSource, Bytes, ReadOptions } from "../storedBytes";
import { bytesOf, type FetchedEntry, type FetchedFile } from "./entry";
import { type FetchOptions, fetchFile, readStored, storedName } from "./fetchFile";

export interface Fetched {
  readonly dataset: Dataset;
  /** Will it be here the next time, without a network? */
  readonly isStored: boolean;
}

/** The manifest's entry of a data set to be fetched. Errors: those of `loadManifest`; "unreadable" if it is not listed. */
export async function fetchedEntry(baseUrl: string, id: string, signal?: AbortSignal): Promise<FetchedEntry> {
  const { fetched } = await loadManifest(baseUrl, signal);
  const entry = fetched.find((candidate) => candidate.id === id);
  if (!entry) throw new ImportProblem(id, "unreadable", { reason: "not in the manifest" });
  return entry;
}

/**
 * The data set of an entry: its files that are stored here, and the others fetched and stored. Progress is in bytes
 * as they are sent, over all files. Errors: always ImportProblem: those of `fetchFile` and `importIdx`.
 */
export async function fetchSet(
  entry: FetchedEntry,
  { onProgress, ...options }: FetchOptions & Pick<ReadOptions, "onProgress">,
): Promise<Fetched> {
  const total = bytesOf(entry);
  const sources: ByteSource[] = [];
  let before = 0;
  let isStored = true;
  for (const file of Object.values(entry.files)) {
    const stored = await readStored(file, options.store).catch(() => undefined);
    const onBytes = (received: number) => onProgress?.(before + received, total);
    const fetched = stored ? undefined : await fetchFile(file, entry.from, { ...options, onBytes });
    sources.push(sourceOf(file, stored ?? (fetched?.bytes as Bytes)));
    isStored &&= fetched?.isStored ?? true;
    before += file.bytes;
    onProgress?.(before, total);
  }
  return { dataset: await importIdx(sources, { id: entry.id, signal: options.signal }), isStored };
}

/** Are all files of the entry stored here? Their content is looked at when they are read. */
export async function isStoredHere(entry: FetchedEntry, store: FileStore): Promise<boolean> {
  const names = new Set(await store.list());
  return Object.values(entry.files).every((file) => names.has(storedName(file)));
}

/** The data set as it is stored here. Errors: ImportProblem "not-fetched" where any of its files is not. */
export async function loadStored(entry: FetchedEntry, store: FileStore, signal?: AbortSignal): Promise<Dataset> {
  const sources: ByteSource[] = [];
  for (const file of Object.values(entry.files)) {
    const stored = await readStored(file, store).catch((error: unknown) => {
      throw asImportProblem(error, file.name);
    });
    if (!stored) throw new ImportProblem(entry.name.en, "not-fetched", {});
    sources.push(sourceOf(file, stored));
  }
  return importIdx(sources, { id: entry.id, signal });
}

function sourceOf({ name }: FetchedFile, bytes: Bytes): ByteSource {
  return { name, size: bytes.length, stream: () => new Blob([bytes]).stream() };
}
