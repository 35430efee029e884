import type { ByteSource, ReadOptions } from "../storedBytes";

/** A file as it was opened: a File with the path that it has within the folder it was opened from. */
export interface OpenedFile {
  /** "cats/tabby.png" out of a folder, else the file's name. */
  readonly path: string;
  readonly file: Blob;
}

/** A file, or an entry of a ZIP: bytes that can be read any number of times. */
export interface Entry extends ByteSource {
  /** How a person is told of it: the path, for an entry of a ZIP with the name of the ZIP before it. */
  readonly name: string;
  /** Its path, within the ZIP where it is in one. */
  readonly path: string;
  /** Stored bytes; of a ZIP's entry, unpacked ones. */
  readonly size: number;
}

export interface ImportOptions extends ReadOptions {
  /** Lets waiting messages in, a Cancel among them. Without it only the reading itself does. */
  readonly breathe?: (() => Promise<void>) | undefined;
}

export function entryOf({ path, file }: OpenedFile): Entry {
  return { name: path, path, size: file.size, stream: () => file.stream() };
}
