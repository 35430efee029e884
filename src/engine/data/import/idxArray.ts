import { ByteReader } from "../bytes";
import { readIdxHeader } from "../idx";
import { asImportProblem } from "../importProblem";
import { type FileArray, imagesAtOnce } from "./array";
import type { Entry, ImportOptions } from "./entry";
import { Pace } from "./pace";
import type { Sink } from "./stock";

/** Longest side of an image before it is resized, in pixels. */
export const LONGEST_SIDE = 4096;

/** What an IDX file holds: of images the header only, of labels all. Errors: always ImportProblem. */
export async function openIdx(entry: Entry, options: ImportOptions): Promise<FileArray> {
  return withReader(entry, options, async (reader) => {
    const { name } = entry;
    const header = await readIdxHeader(reader, name, LONGEST_SIDE);
    if (header.kind === "labels") return { ...header, name, values: await reader.takeLast(header.count) };
    reader.expectLast(header.count * header.width * header.height);
    const read = (sink: Sink, first: number, shape: { width: number; height: number }, options: ImportOptions) =>
      readImages(entry, sink, first, shape, options);
    return { ...header, name, channels: 1, flat: false, workingBytes: 0, read };
  });
}

async function readImages(
  entry: Entry,
  sink: Sink,
  first: number,
  { width, height }: { width: number; height: number },
  options: ImportOptions,
): Promise<void> {
  const pace = new Pace(entry.name, options);
  await withReader(entry, options, async (reader) => {
    const { count } = await readIdxHeader(reader, entry.name, LONGEST_SIDE);
    const size = width * height;
    const atOnce = imagesAtOnce(size);
    for (let index = 0; index < count; index += atOnce) {
      if (sink.full) return; // what comes after is not looked at
      const block = await reader.takeAll(Math.min(atOnce, count - index) * size);
      for (let i = 0; i < block.length / size; i++) {
        if (!sink.wants(first + index + i)) continue;
        sink.put(first + index + i, { width, height, channels: 1, pixels: block.subarray(i * size, (i + 1) * size) });
      }
      await pace.rest();
    }
    await reader.expectEnd();
  });
}

/** Reads and lets go of the file. Errors: always ImportProblem. */
export async function withReader<Result>(
  entry: Entry,
  options: ImportOptions,
  read: (reader: ByteReader) => Promise<Result>,
): Promise<Result> {
  let reader: ByteReader | undefined;
  try {
    // Progress is told in images by the sink, and in bytes by those who read once through.
    reader = await ByteReader.open(entry, { ...options, onProgress: undefined, onContent: undefined });
    return await read(reader);
  } catch (error) {
    throw asImportProblem(error, entry.name);
  } finally {
    reader?.close();
  }
}
