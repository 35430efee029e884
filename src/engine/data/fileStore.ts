import type { Bytes } from "./storedBytes";

/** Named files that outlive the page. Every method throws ImportProblem "storage-full" or "storage-refused". */
export interface FileStore {
  /** The file, or nothing where there is none. Reading the Blob is left to the caller: it may want its start only. */
  read(name: string): Promise<Blob | undefined>;
  /** Writes the parts one after the other in place of what was there. A write that fails leaves no file. */
  write(name: string, parts: readonly Bytes[]): Promise<void>;
  /** Removes the file; nothing happens where there is none. */
  remove(name: string): Promise<void>;
  list(): Promise<string[]>;
}
