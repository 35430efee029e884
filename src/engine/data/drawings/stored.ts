/** The drawings that are kept in this browser, a file each. Errors: always ImportProblem, as of `FileStore`. */
import type { FileStore } from "../fileStore";
import { type Drawing, packDrawing, unpackDrawing } from "./drawing";

const PREFIX = "drawing-";

/** All of them, the newest first. Damaged ones are removed: there is nothing to be seen of them. */
export async function listDrawings(store: FileStore): Promise<Drawing[]> {
  const names = (await store.list()).filter((name) => name.startsWith(PREFIX));
  const drawings = await Promise.all(names.map((name) => read(name, store)));
  return drawings.filter((drawing) => drawing !== undefined).sort((a, b) => (a.id < b.id ? 1 : -1));
}

async function read(name: string, store: FileStore): Promise<Drawing | undefined> {
  const file = await store.read(name);
  if (!file) return undefined; // deleted in another window since the list was made
  const drawing = unpackDrawing(name.slice(PREFIX.length), new Uint8Array(await file.arrayBuffer()));
  if (!drawing) await store.remove(name);
  return drawing;
}

/** Errors: "storage-full", "storage-refused". */
export async function storeDrawing(drawing: Drawing, store: FileStore): Promise<void> {
  await store.write(PREFIX + drawing.id, packDrawing(drawing));
}

export async function deleteDrawings(ids: readonly string[], store: FileStore): Promise<void> {
  await Promise.all(ids.map((id) => store.remove(PREFIX + id)));
}
