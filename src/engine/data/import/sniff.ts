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

/** What a file is, by its first bytes alone; what its name says does not count. Errors: "empty", "bad-gzip", … */
export async function sniff(entry: Entry, options: ImportOptions): Promise<Sniffed> {
  return withReader(entry, options, async (reader) => {
    const start = await reader.take(START_BYTES);
    if (start.length === 0) throw new ImportProblem(entry.name, "empty", {});
    const kind = kindOf(start, entry.size);
    const found = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const format = LOOKALIKES.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte))?.[0] ?? "";
    return { entry, kind: kind === "table" && format ? "other" : kind, found, format };
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
