/**
 * A data set as one file: "LPSET1", the header's length (32 bits, little-endian, at byte 8), the header as JSON, then
 * the bytes of its arrays one after the other, each at a multiple of 8. What a data set has besides arrays lies in the
 * header as it is, and each array is told of by its type, place and length: a new field needs no change here.
 */
import * as v from "valibot";
import { type Dataset, type DatasetSummary, type ImageSet, imageSize, summarize } from "../dataset";
import { ImportProblem, type ImportProblemDetails } from "../importProblem";
import type { Bytes } from "../storedBytes";

/** What the list shows of a kept data set. */
export interface KeptAbout {
  readonly name: string;
  /** When it was kept: ISO 8601. */
  readonly date: string;
  readonly summary: DatasetSummary;
}

const MAGIC = new TextEncoder().encode("LPSET1\0\0");
const START = MAGIC.length + 4;
const ALIGNED = 8;
/** No header is longer, in bytes; class names are the longest part of it. */
const LONGEST_HEADER = 4 * 1024 * 1024;

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array };
type ArrayType = keyof typeof ARRAYS;
type AnyArray = InstanceType<(typeof ARRAYS)[ArrayType]>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const arraySchema = v.object({
  /** The type of a typed array. */
  array: v.picklist(Object.keys(ARRAYS) as ArrayType[]),
  /** Its first byte after the header, and its number of elements. */
  at: v.pipe(count, v.multipleOf(ALIGNED)),
  length: count,
});
const headerSchema = v.object({
  name: v.string(),
  date: v.pipe(v.string(), v.isoTimestamp()),
  summary: v.looseObject({
    id: v.string(),
    train: count,
    heldOut: count,
    width: count,
    height: count,
    channels: v.picklist([1, 3]),
    classes: count,
  }),
  dataset: v.record(v.string(), v.unknown()),
  /** Bytes after the header. */
  bytes: count,
});
type Header = Omit<v.InferOutput<typeof headerSchema>, "summary"> & { readonly summary: DatasetSummary };

/** The parts of the file, in order; the arrays are not copied. */
export function pack(dataset: Dataset, { name, date }: Pick<KeptAbout, "name" | "date">): Bytes[] {
  const parts: Bytes[] = [];
  let bytes = 0;
  const put = (part: Bytes): void => {
    parts.push(part);
    bytes += part.length;
  };
  const describe = (value: unknown): unknown => {
    if (!ArrayBuffer.isView(value)) return isTree(value) ? mapTree(value, describe) : value;
    const array = value as AnyArray;
    const at = bytes;
    put(new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength));
    put(new Uint8Array(-bytes & (ALIGNED - 1)));
    return { array: array.constructor.name, at, length: array.length };
  };
  const described = describe(dataset) as Header["dataset"];
  const text = JSON.stringify({ name, date, summary: summarize(dataset), dataset: described, bytes } satisfies Header);
  return [...start(new TextEncoder().encode(text)), ...parts];
}

function start(header: Bytes): Bytes[] {
  const begin = new Uint8Array(START);
  begin.set(MAGIC);
  new DataView(begin.buffer).setUint32(MAGIC.length, header.length, true);
  return [begin, header];
}

/** What the file says of itself, reading no more than its header. Errors: ImportProblem "kept-broken" (header, length). */
export async function readAbout(file: Blob, name: string): Promise<KeptAbout> {
  const { header } = await readHeader(file, name);
  return { name: header.name, date: header.date, summary: header.summary };
}

/** The data set in the file, as it was. Errors: ImportProblem "kept-broken". */
export async function unpack(file: Blob, name: string): Promise<Dataset> {
  const { header, end } = await readHeader(file, name);
  const content = await file.slice(end).arrayBuffer();
  const revive = (value: unknown): unknown => {
    if (!v.is(arraySchema, value)) return isTree(value) ? mapTree(value, revive) : value;
    const type = ARRAYS[value.array];
    if (value.at + value.length * type.BYTES_PER_ELEMENT > content.byteLength) throw broken(name, "length");
    return new type(content, value.at, value.length);
  };
  const dataset = revive(header.dataset) as Dataset;
  if (!isConsistent(dataset)) throw broken(name, "content");
  return dataset;
}

async function readHeader(file: Blob, name: string): Promise<{ header: Header; end: number }> {
  const begin = new Uint8Array(await file.slice(0, START).arrayBuffer());
  if (begin.length < START || MAGIC.some((byte, i) => begin[i] !== byte)) throw broken(name, "header");
  const length = new DataView(begin.buffer).getUint32(MAGIC.length, true);
  const end = START + length;
  if (length > LONGEST_HEADER || end > file.size) throw broken(name, "header");
  const header = parse(await file.slice(START, end).text());
  if (!header) throw broken(name, "header");
  if (file.size !== end + header.bytes) throw broken(name, "length");
  return { header, end };
}

function parse(text: string): Header | undefined {
  try {
    return v.parse(headerSchema, JSON.parse(text)) as unknown as Header;
  } catch {
    return undefined;
  }
}

/** Do the images, labels and counts of a data set that was read fit together, so that a model can be trained on it? */
function isConsistent({ train, heldOut, classes }: Dataset): boolean {
  const sides = ["width", "height", "channels"] as const;
  return (
    [train, heldOut].every((set) => set && fits(set, classes)) && sides.every((side) => train[side] === heldOut[side])
  );
}

function fits(set: ImageSet, classes: number): boolean {
  const { count, pixels, labels, factors } = set;
  if (!(count > 0 && imageSize(set) > 0 && pixels instanceof Uint8Array)) return false;
  if (pixels.length !== count * imageSize(set)) return false;
  if (factors && factors.values.length !== count * factors.names.length) return false;
  if (!labels) return true;
  return labels instanceof Uint16Array && labels.length === count && labels.every((label) => label < classes);
}

const isTree = (value: unknown): value is object => typeof value === "object" && value !== null;

function mapTree(tree: object, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(tree)) return tree.map(change);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, change(value)]));
}

function broken(name: string, what: ImportProblemDetails["kept-broken"]["what"]): ImportProblem {
  return new ImportProblem(name, "kept-broken", { what });
}
