import { ByteReader } from "./bytes";
import { asImportProblem, ImportProblem } from "./importProblem";
import type { ByteSource, Bytes, ReadOptions } from "./storedBytes";

export interface IdxImages {
  readonly kind: "images";
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Row by row, image by image: count × height × width bytes. */
  readonly pixels: Bytes;
}

export interface IdxLabels {
  readonly kind: "labels";
  readonly count: number;
  /** One class index an image: count bytes. */
  readonly labels: Bytes;
}

/** Most bytes of content a header may announce: 512 MB. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Longest side of an image, in pixels. */
const LONGEST_SIDE = 128;

/** The element types an IDX header can name. */
const TYPES: Readonly<Record<number, string>> = {
  8: "uint8",
  9: "int8",
  11: "int16",
  12: "int32",
  13: "float32",
  14: "float64",
};

/** How files begin that people take for IDX. */
const LOOKALIKES: readonly (readonly [format: string, start: readonly number[]])[] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["PDF", [0x25, 0x50, 0x44, 0x46]],
  ["ZIP", [0x50, 0x4b, 0x03, 0x04]],
  ["NPY", [0x93, 0x4e, 0x55, 0x4d]],
  ["GZIP", [0x1f, 0x8b]],
  ["HTML", [0x3c]],
];

/**
 * Images or labels from an IDX file, gzipped or not: 0, 0, element type, rank, then `rank` big-endian 32-bit sizes,
 * then the bytes (LeCun's MNIST page). Errors: always ImportProblem.
 */
export async function readIdx(source: ByteSource, options: ReadOptions = {}): Promise<IdxImages | IdxLabels> {
  let reader: ByteReader | undefined;
  try {
    reader = await ByteReader.open(source, options);
    const header = await readIdxHeader(reader, source.name, LONGEST_SIDE);
    const { count } = header;
    if (header.kind === "labels") return { kind: "labels", count, labels: await reader.takeLast(count) };
    return { ...header, pixels: await reader.takeLast(count * header.width * header.height) };
  } catch (error) {
    throw asImportProblem(error, source.name);
  } finally {
    reader?.close();
  }
}

export type IdxHeader = Omit<IdxImages, "pixels"> | Omit<IdxLabels, "labels">;

/** What an IDX file announces; its bytes come next. `longestSide` in pixels. Errors: always ImportProblem. */
export async function readIdxHeader(reader: ByteReader, name: string, longestSide: number): Promise<IdxHeader> {
  const rank = await readRank(reader, name);
  const sizes = await readSizes(reader, rank, name);
  return rank === 1 ? labelsHeader(sizes, name) : imagesHeader(sizes, name, longestSide);
}

function labelsHeader([count = 0]: number[], name: string): IdxHeader {
  checkBytes(name, { count, width: 1, height: 1 });
  return { kind: "labels", count };
}

function imagesHeader([count = 0, height = 0, width = 0]: number[], name: string, limit: number): IdxHeader {
  if (count === 0) throw new ImportProblem(name, "no-images", {});
  if (width === 0 || height === 0) throw new ImportProblem(name, "no-pixels", { width, height });
  const actual = Math.max(width, height);
  if (actual > limit) {
    throw new ImportProblem(name, "too-large", { what: "side", actual, limit, width, height, count });
  }
  checkBytes(name, { count, width, height });
  return { kind: "images", count, width, height };
}

async function readRank(reader: ByteReader, name: string): Promise<number> {
  const start = await reader.take(4);
  if (start.length === 0) throw new ImportProblem(name, "empty", {});
  const [zero, alsoZero, type = 8, rank = 1] = start;
  const typeName = TYPES[type];
  if (zero !== 0 || (alsoZero ?? 0) !== 0 || typeName === undefined) {
    const found = Array.from(start, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const format = LOOKALIKES.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte))?.[0] ?? "";
    throw new ImportProblem(name, "not-idx", { found, format });
  }
  if (start.length < 4) throw new ImportProblem(name, "truncated", { expected: 4, actual: start.length });
  if (typeName !== "uint8") throw new ImportProblem(name, "wrong-type", { type: typeName });
  if (rank !== 1 && rank !== 3) throw new ImportProblem(name, "wrong-rank", { rank });
  return rank;
}

async function readSizes(reader: ByteReader, rank: number, name: string): Promise<number[]> {
  const bytes = await reader.take(4 * rank);
  if (bytes.length < 4 * rank) {
    throw new ImportProblem(name, "truncated", { expected: 4 + 4 * rank, actual: 4 + bytes.length });
  }
  const view = new DataView(bytes.buffer);
  return Array.from({ length: rank }, (_, i) => view.getUint32(4 * i));
}

function checkBytes(name: string, shape: { count: number; width: number; height: number }): void {
  const actual = shape.count * shape.width * shape.height;
  if (actual > MOST_BYTES) {
    throw new ImportProblem(name, "too-large", { what: "bytes", actual, limit: MOST_BYTES, ...shape });
  }
}
