import type { FileStore } from "../data/fileStore";
import { ImportProblem } from "../data/importProblem";
import type { Bytes } from "../data/storedBytes";

/** A store for tests: a map, with as much room as it is given, in bytes. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Bytes>();

  constructor(public room = Number.POSITIVE_INFINITY) {}

  async read(name: string): Promise<Blob | undefined> {
    const bytes = this.files.get(name);
    return bytes && new Blob([bytes]);
  }

  async write(name: string, parts: readonly Bytes[]): Promise<void> {
    const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer());
    this.files.delete(name);
    if (bytes.length > this.room) throw new ImportProblem(name, "storage-full", { needed: bytes.length });
    this.files.set(name, bytes);
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  async list(): Promise<string[]> {
    return [...this.files.keys()];
  }
}
