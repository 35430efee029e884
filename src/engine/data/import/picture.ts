import { ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";
import type { Entry, ImportOptions } from "./entry";
import { withReader } from "./idxArray";
import { type PictureSize, pictureFormat, pictureSize } from "./imageHeader";
import type { Raster, Tools } from "./stock";

/** Most pixels that are decoded at once: 33 million are 134 MB, twice while they are decoded. */
const MOST_PIXELS = 2 ** 25;
/** Most bytes of a picture file, and as many as are read to find its size (behind a camera's notes). */
const MOST_BYTES = 64 * 1024 * 1024;
const HEADER_BYTES = 256 * 1024;

/** Size of a picture by its header. Errors: ImportProblem "bad-image", "image-too-large". */
export async function sizeOfPicture(entry: Entry, options: ImportOptions): Promise<PictureSize> {
  return withReader(entry, options, async (reader) => {
    const start = await reader.take(32);
    const format = pictureFormat(start);
    const rest = format === "jpeg" ? await reader.take(HEADER_BYTES - 32) : new Uint8Array(0);
    return checkedSize(join(start, rest), entry.name);
  });
}

/** A picture, decoded. Errors: ImportProblem "bad-image", "image-too-large". */
export async function readPicture(entry: Entry, tools: Tools, options: ImportOptions): Promise<Raster> {
  const bytes = await withReader(entry, options, (reader) => reader.take(Math.min(entry.size, MOST_BYTES)));
  checkedSize(bytes, entry.name);
  const format = pictureFormat(bytes) ?? "";
  let raster: Raster;
  try {
    raster = await tools.decodeImage(bytes, `image/${format}`);
  } catch {
    throw new ImportProblem(entry.name, "bad-image", { format });
  }
  if (raster.width > 0 && raster.pixels.length === raster.width * raster.height * raster.channels) return raster;
  throw new ImportProblem(entry.name, "bad-image", { format });
}

function checkedSize(bytes: Bytes, name: string): PictureSize {
  const format = pictureFormat(bytes);
  const size = format && pictureSize(bytes, format);
  if (bytes.length === 0) throw new ImportProblem(name, "empty", {});
  if (!size) throw new ImportProblem(name, "bad-image", { format: format ?? "" });
  if (size.width * size.height <= MOST_PIXELS) return size;
  throw new ImportProblem(name, "image-too-large", { ...size, limit: MOST_PIXELS });
}

function join(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
