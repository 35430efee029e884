import type { FileStore } from "../fileStore";
import { asImportProblem, ImportProblem } from "../importProblem";
import { sha256 } from "../sha256";
import type { Bytes } from "../storedBytes";
import type { FetchedFile } from "./entry";
import { type Fetch, Transfer, TransferBroke } from "./transfer";

export interface FetchOptions {
  readonly fetch: Fetch;
  readonly store: FileStore;
  /** Bytes of the file that are here by now. It falls where a host cannot go on in the middle. */
  readonly onBytes?: ((received: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait after the first break; doubled after each one more. */
  readonly patience?: number;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly silence?: number;
}

/** Requests that may break, one after the other without a byte, before it is left to the person to try again. */
const MOST_BREAKS = 4;
const PATIENCE_MS = 500;
const SILENCE_MS = 30_000;

/** Files are stored under their content's name, so that a new version of the manifest finds nothing old. */
export const storedName = (file: FetchedFile): string => `fetched-${file.sha256}`;
const partName = (file: FetchedFile): string => `${storedName(file)}.part`;

/** The file as it was stored earlier, or nothing. One that is no longer what it was is thrown away. */
export async function readStored(file: FetchedFile, store: FileStore): Promise<Bytes | undefined> {
  const stored = await readAll(storedName(file), store);
  if (!stored) return undefined;
  if (stored.length === file.bytes && (await sha256(stored, file.name)) === file.sha256) return stored;
  await store.remove(storedName(file));
  return undefined;
}

/** Removes the file, and what may have come of it. */
export async function removeStored(file: FetchedFile, store: FileStore): Promise<void> {
  await store.remove(storedName(file));
  await store.remove(partName(file));
}

/**
 * The file, fetched from the first of the folders `from` that has it, checked, and stored for the next time.
 * A connection that breaks or falls silent is taken up again where it broke; where that does not help, what has come is stored, and
 * the next call goes on from there. `isStored` is false where there is no room or no leave to store it.
 * Errors: ImportProblem "download", "interrupted", "wrong-size", "wrong-checksum", "insecure", "cancelled".
 */
export async function fetchFile(
  file: FetchedFile,
  from: readonly string[],
  options: FetchOptions,
): Promise<{ bytes: Bytes; isStored: boolean }> {
  const { store, signal, onBytes } = options;
  await sha256(new Uint8Array(0), file.name); // where it cannot be checked, it is not fetched
  const transfer = new Transfer(file, await readPart(file, store), (received) => onBytes?.(received));
  try {
    await complete(transfer, file, from, options);
    if (transfer.isPatched && !(await isRight(transfer.content, file))) {
      transfer.restart(); // parts of two versions, perhaps
      await complete(transfer, file, from, options);
    }
    await check(transfer.content, file);
  } catch (error) {
    const problem = signal?.aborted ? new ImportProblem(file.name, "cancelled", {}) : asImportProblem(error, file.name);
    await storePart(transfer.content, file, store, problem);
    throw problem;
  }
  await ignoreStorage(store.remove(partName(file)));
  return { bytes: transfer.content, isStored: await ignoreStorage(store.write(storedName(file), [transfer.content])) };
}

/** Asks again, and asks the next host, until the file is whole. */
async function complete(
  transfer: Transfer,
  file: FetchedFile,
  from: readonly string[],
  { fetch, signal, patience = PATIENCE_MS, silence = SILENCE_MS }: FetchOptions,
): Promise<void> {
  let hosts = from;
  let breaks = 0;
  for (;;) {
    const [host] = hosts;
    const before = transfer.received;
    try {
      return await transfer.receive(`${host}${file.name}`, fetch, { signal, silence });
    } catch (error) {
      if (!(error instanceof TransferBroke)) throw error;
      const isStuck = transfer.received <= before;
      if (error.isLasting) hosts = hosts.slice(1);
      else if (isStuck) hosts = [...hosts.slice(1), ...hosts.slice(0, 1)];
      breaks = isStuck ? breaks + 1 : 1;
      if (hosts.length === 0 || breaks >= MOST_BREAKS) throw giveUp(transfer, file, error);
      if (!error.isLasting) await pause(patience * 2 ** (breaks - 1), signal);
    }
  }
}

function giveUp({ received }: Transfer, file: FetchedFile, { status }: TransferBroke): ImportProblem {
  if (received === 0) return new ImportProblem(file.name, "download", { status });
  return new ImportProblem(file.name, "interrupted", { received, total: file.bytes });
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  signal?.throwIfAborted();
}

async function isRight(bytes: Bytes, file: FetchedFile): Promise<boolean> {
  return (await sha256(bytes, file.name)) === file.sha256;
}

async function check(bytes: Bytes, file: FetchedFile): Promise<void> {
  const actual = await sha256(bytes, file.name);
  if (actual === file.sha256) return;
  const start = (digits: string): string => digits.slice(0, 8);
  throw new ImportProblem(file.name, "wrong-checksum", { expected: start(file.sha256), actual: start(actual) });
}

/** What came of an earlier try. A store that gives nothing out is as good as an empty one. */
async function readPart(file: FetchedFile, store: FileStore): Promise<Bytes | undefined> {
  return readAll(partName(file), store).catch(() => undefined);
}

/** Keeps what has come for the next try, unless it is wrong. */
async function storePart(content: Bytes, file: FetchedFile, store: FileStore, { code }: ImportProblem): Promise<void> {
  const isWorthIt = (code === "interrupted" || code === "cancelled") && content.length > 0;
  await ignoreStorage(isWorthIt ? store.write(partName(file), [content]) : store.remove(partName(file)));
}

async function readAll(name: string, store: FileStore): Promise<Bytes | undefined> {
  const blob = await store.read(name);
  return blob && new Uint8Array(await blob.arrayBuffer());
}

/** Storing is a convenience here: did it work? */
async function ignoreStorage(storing: Promise<void>): Promise<boolean> {
  return storing.then(
    () => true,
    () => false,
  );
}
