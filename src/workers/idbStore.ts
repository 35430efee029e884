import { type IDBPDatabase, openDB } from "idb";
import type { FileStore } from "../engine/data/fileStore";
import type { Bytes } from "../engine/data/storedBytes";
import { storageProblem } from "./storageProblem";

const DATABASE = "latent-playground";
const FILES = "files";

/** Files in IndexedDB, for browsers whose workers have no file system. Errors: whatever the browser says. */
export async function openIdb(): Promise<FileStore> {
  return new IdbStore(await openDB(DATABASE, 1, { upgrade: (database) => void database.createObjectStore(FILES) }));
}

class IdbStore implements FileStore {
  constructor(private readonly database: IDBPDatabase) {}

  read(name: string): Promise<Blob | undefined> {
    return this.attempt(name, 0, () => this.database.get(FILES, name));
  }

  async write(name: string, parts: readonly Bytes[]): Promise<void> {
    const file = new Blob([...parts]);
    await this.attempt(name, file.size, () => this.database.put(FILES, file, name)).catch(async (problem) => {
      await this.database.delete(FILES, name).catch(() => undefined);
      throw problem;
    });
  }

  remove(name: string): Promise<void> {
    return this.attempt(name, 0, () => this.database.delete(FILES, name));
  }

  list(): Promise<string[]> {
    return this.attempt(FILES, 0, async () => (await this.database.getAllKeys(FILES)).map(String));
  }

  private async attempt<Result>(name: string, needed: number, act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      throw storageProblem(error, name, needed);
    }
  }
}
