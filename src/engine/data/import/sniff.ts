import { ImportProblem } from "../importProblem";
import { RECORD } from "./cifar";
import type { Entry, ImportOptions } from "./entry";
import { withReader } from "./idxArray";
import { pictureFormat } from "./imageHeader";

export type FileKind = "zip" | "idx" | "npy" | "table" | "picture" | "cifar10" | "other";

export interface Sniffed {
  readonly entry: Entry;
  readonly kind: FileKind;
  /** The first bytes in hexadecimal. */
  readonly found: string;
  /** What a file that is not read looks like, or "". */
  readonly format: string;
  /** What its name says that it is, where its content is neither that nor anything else that is read. */
  readonly named?: string | undefined;
}

const START_BYTES = 512;
/** Formats that people try, and that are not read. */
const LOOKALIKES: readonly (readonly [format: string, start: readonly number[]])[] = [
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["BMP", [0x42, 0x4d]],
  ["TIFF", [0x49, 0x49, 0x2a, 0]],
  ["TIFF", [0x4d, 0x4d, 0, 0x2a]],
  ["PDF", [0x25, 0x50, 0x44, 0x46]],
  ["7-Zip", [0x37, 0x7a, 0xbc, 0xaf]],
  ["RAR", [0x52, 0x61, 0x72, 0x21]],
  ["HDF5", [0x89, 0x48, 0x44, 0x46]],
  ["Parquet", [0x50, 0x41, 0x52, 0x31]],
  ["HTML", [0x3c]],
  ["JSON", [0x7b]],
  ["pickle", [0x80]],
];

/** What files of these names are and no text is; a table may be called anything else. */
const NAMES: readonly (readonly [format: string, name: RegExp])[] = [
  ["PNG", /\.png$/i],
  ["JPEG", /\.jpe?g$/i],
  ["WebP", /\.webp$/i],
  ["NPY", /\.npy$/i],
  ["NPZ", /\.npz$/i],
  ["ZIP", /\.zip$/i],
  ["Excel", /\.xls[xmb]?$/i],
  ["HWP", /\.hwpx?$/i],
  ["Word", /\.docx?$/i],
  ["PowerPoint", /\.pptx?$/i],
];
/** Documents that are a ZIP inside, or one of Microsoft's compound files. */
const DOCUMENTS = ["Excel", "HWP", "Word", "PowerPoint"];
const COMPOUND_START = "d0 cf 11 e0";

/** What a file is, by its first bytes; its name counts only where they are nothing in particular. Errors: "empty", "bad-gzip", … */
export async function sniff(entry: Entry, options: ImportOptions): Promise<Sniffed> {
  return withReader(entry, options, async (reader) => {
    const start = await reader.take(START_BYTES);
    if (start.length === 0) throw new ImportProblem(entry.name, "empty", {});
    const kind = kindOf(start, entry.size);
    const found = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const format = LOOKALIKES.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte))?.[0] ?? "";
    const named = NAMES.find(([, name]) => name.test(entry.path))?.[0] ?? "";
    if (DOCUMENTS.includes(named) && (kind === "zip" || found === COMPOUND_START))
      return { entry, kind: "other", found, format: named };
    if (format) return { entry, kind: kind === "table" ? "other" : kind, found, format };
    // A spreadsheet's export may be a text under the spreadsheet's name.
    if ((kind === "table" && named !== "Excel") || kind === "other")
      return { entry, kind: named ? "other" : kind, found, format, named };
    return { entry, kind, found, format };
  });
}

function kindOf(start: Uint8Array, size: number): FileKind {
  const [a, b, c, d] = start;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return "zip";
  if (a === 0x93 && b === 0x4e && c === 0x55 && d === 0x4d) return "npy";
  if (pictureFormat(start)) return "picture";
  if (a === 0 && (b ?? 0) === 0 && [8, 9, 11, 12, 13, 14].includes(c ?? 8)) return "idx";
  if (size % RECORD === 0 && (a as number) < 10) return "cifar10";
  return isText(start) ? "table" : "other";
}

/** No control characters but tabs and line ends; a UTF-16 text begins with a mark of its own. */
function isText(start: Uint8Array): boolean {
  const marked = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  return marked || start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
