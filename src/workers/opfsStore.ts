import type { FileStore } from "../engine/data/fileStore";
import { ImportProblem } from "../engine/data/importProblem";
import type { Bytes } from "../engine/data/storedBytes";
import { storageProblem } from "./storageProblem";

const FOLDER = "datasets";

/**
 * Files in the origin private file system, written the way that every browser's workers can.
 * Errors: whatever the browser says where there is none, as in some private windows.
 */
export async function openOpfs(): Promise<FileStore> {
  if (!("createSyncAccessHandle" in FileSystemFileHandle.prototype)) throw new Error("no file access in workers");
  const root = await navigator.storage.getDirectory();
  return new OpfsStore(await root.getDirectoryHandle(FOLDER, { create: true }));
}

class OpfsStore implements FileStore {
  constructor(private readonly folder: FileSystemDirectoryHandle) {}

  async read(name: string): Promise<Blob | undefined> {
    try {
      return await (await this.folder.getFileHandle(name)).getFile();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw storageProblem(error, name, 0);
    }
  }

  async write(name: string, parts: readonly Bytes[]): Promise<void> {
    const needed = parts.reduce((sum, part) => sum + part.length, 0);
    try {
      const handle = await this.folder.getFileHandle(name, { create: true });
      const access = await handle.createSyncAccessHandle();
      try {
        write(access, parts, name, needed);
      } finally {
        access.close();
      }
    } catch (error) {
      await this.folder.removeEntry(name).catch(() => undefined);
      throw storageProblem(error, name, needed);
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.folder.removeEntry(name);
    } catch (error) {
      if (!isMissing(error)) throw storageProblem(error, name, 0);
    }
  }

  async list(): Promise<string[]> {
    try {
      const names: string[] = [];
      for await (const name of this.folder.keys()) names.push(name);
      return names;
    } catch (error) {
      throw storageProblem(error, FOLDER, 0);
    }
  }
}

function write(access: FileSystemSyncAccessHandle, parts: readonly Bytes[], name: string, needed: number): void {
  access.truncate(0);
  let at = 0;
  for (const part of parts) {
    const written = access.write(part, { at });
    if (written < part.length) throw new ImportProblem(name, "storage-full", { needed });
    at += written;
  }
  access.flush();
}

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === "NotFoundError";
