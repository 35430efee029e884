import type { ByteReader } from "../bytes";
import { ImportProblem } from "../importProblem";
import { type ArrayShape, type FileArray, imagesAtOnce } from "./array";
import type { Entry, ImportOptions } from "./entry";
import { LONGEST_SIDE, withReader } from "./idxArray";
import { type NpyHeader, readNpyHeader } from "./npyHeader";
import { numbersIn, textsIn } from "./numbers";
import { Pace } from "./pace";
import { rangeOf, toByteRange } from "./range";
import type { Sink } from "./stock";
import type { NumberRange } from "./understood";

/** Most numbers an array may announce; each is a byte by the time it is kept. */
const MOST_NUMBERS = 512 * 1024 * 1024;
/** Most labels: more images than these do not fit, however small. */
const MOST_LABELS = 16 * 1024 * 1024;

/** What one image of an array is, as its shape tells: channels last, or first (as PyTorch writes them). */
interface Layout extends ArrayShape {
  readonly flat: boolean;
  readonly planes: boolean;
}

/**
 * What a NumPy file holds. Of images every number is looked at once, for their range; labels are read.
 * Errors: always ImportProblem.
 */
export async function openNpy(entry: Entry, options: ImportOptions): Promise<FileArray> {
  return withReader(entry, options, async (reader) => {
    const { name } = entry;
    const header = await readNpyHeader(reader, name);
    const [count = 0, second] = header.shape;
    const numbers = header.shape.reduce((product, size) => product * size, 1);
    if (header.shape.length === 0) throw shapeProblem(header, name);
    if (count === 0) throw new ImportProblem(name, "no-images", {});
    if (header.shape.length === 1 || (header.shape.length === 2 && second === 1)) {
      checkNumbers(name, count, MOST_LABELS, { width: 1, height: 1, count });
      return { kind: "labels", name, count, values: await readLabels(reader, header, count) };
    }
    if (header.type === "U" || header.type === "S") throw new ImportProblem(name, "npy-type", { type: header.type });
    if (header.shape.length === 2 && (second === 2 || second === 3)) {
      return { kind: "points", name, count, dimensions: second };
    }
    const layout = layoutOf(header, name);
    checkNumbers(name, numbers, MOST_NUMBERS, { ...layout, count });
    reader.expectLast(numbers * header.itemBytes);
    const range = await findRange(reader, header, numbers, entry, options);
    const read = (sink: Sink, first: number, shape: ArrayShape, options: ImportOptions) =>
      readImages(entry, range, layout, sink, first, shape, options);
    return { kind: "images", name, count, ...layout, range, workingBytes: header.fortran ? numbers : 0, read };
  });
}

function layoutOf({ shape, ...header }: NpyHeader, name: string): Layout {
  const [, a = 0, b = 0, c = 0] = shape;
  const isChannels = (size: number): size is 1 | 3 | 4 => size === 1 || size === 3 || size === 4;
  const layout = ((): Layout | undefined => {
    if (shape.length === 2) return { width: a, height: 1, channels: 1, flat: true, planes: false };
    if (shape.length === 3) return { width: b, height: a, channels: 1, flat: false, planes: false };
    if (shape.length !== 4) return undefined;
    if (isChannels(c)) return { width: b, height: a, channels: c, flat: false, planes: false };
    return isChannels(a) ? { width: c, height: b, channels: a, flat: false, planes: true } : undefined;
  })();
  if (!layout) throw shapeProblem({ shape, ...header }, name);
  const { width, height } = layout;
  if (width === 0 || height === 0) throw new ImportProblem(name, "no-pixels", { width, height });
  const actual = layout.flat ? 0 : Math.max(width, height);
  if (actual > LONGEST_SIDE) {
    const count = shape[0] ?? 0;
    throw new ImportProblem(name, "too-large", { what: "side", actual, limit: LONGEST_SIDE, width, height, count });
  }
  return layout;
}

function shapeProblem({ shape }: NpyHeader, name: string): ImportProblem {
  return new ImportProblem(name, "array-shape", { shape: shape.join("×") });
}

function checkNumbers(
  name: string,
  actual: number,
  limit: number,
  { width, height, count }: { width: number; height: number; count: number },
): void {
  if (actual > limit)
    throw new ImportProblem(name, "too-large", { what: "bytes", actual, limit, width, height, count });
}

async function readLabels(reader: ByteReader, header: NpyHeader, count: number) {
  const bytes = await reader.takeLast(count * header.itemBytes);
  if (header.type === "U" || header.type === "S") {
    return textsIn(bytes, header.type, header.itemBytes, header.bigEndian);
  }
  return numbersIn(bytes, header.type, header.bigEndian);
}

/** Reads all numbers once. Errors: "not-finite" with the place of the first that is none. */
async function findRange(
  reader: ByteReader,
  header: NpyHeader,
  count: number,
  entry: Entry,
  options: ImportOptions,
): Promise<NumberRange> {
  const pace = new Pace(entry.name, options);
  const atOnce = imagesAtOnce(header.itemBytes);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < count; start += atOnce) {
    const bytes = await reader.takeAll(Math.min(atOnce, count - start) * header.itemBytes);
    const numbers = numbersIn(bytes, header.type, header.bigEndian);
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] as number;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value - value === 0) continue;
      const index = start + i;
      const offset = header.start + index * header.itemBytes;
      throw new ImportProblem(entry.name, "not-finite", { value: String(value), index, offset });
    }
    options.onProgress?.(start + numbers.length, count);
    await pace.rest();
  }
  await reader.expectEnd();
  return rangeOf(min, max);
}

async function readImages(
  entry: Entry,
  range: NumberRange,
  layout: Layout,
  sink: Sink,
  first: number,
  shape: ArrayShape,
  options: ImportOptions,
): Promise<void> {
  const pace = new Pace(entry.name, options);
  await withReader(entry, options, async (reader) => {
    const header = await readNpyHeader(reader, entry.name);
    const count = header.shape[0] ?? 0;
    const size = layout.width * layout.height * layout.channels;
    const put = (index: number, values: Uint8ClampedArray) =>
      sink.put(index, { ...shape, pixels: layout.planes ? interleave(values, layout.channels) : values });
    const next = async (numbers: number) => {
      const bytes = await reader.takeAll(numbers * header.itemBytes);
      return toByteRange(numbersIn(bytes, header.type, header.bigEndian), range);
    };
    if (header.fortran) {
      const all = await takeEverything(count * size, header.itemBytes, next, pace);
      for (let index = 0; index < count; index++) {
        if (sink.wants(first + index)) put(first + index, gatherFortran(all, header.shape, index));
        await pace.rest();
      }
      return;
    }
    const atOnce = imagesAtOnce(size * header.itemBytes);
    for (let index = 0; index < count && !sink.full; index += atOnce) {
      const block = await next(Math.min(atOnce, count - index) * size);
      for (let i = 0; i < block.length / size; i++) {
        if (sink.wants(first + index + i)) put(first + index + i, block.subarray(i * size, (i + 1) * size));
      }
      await pace.rest();
    }
  });
}

async function takeEverything(
  numbers: number,
  itemBytes: number,
  next: (numbers: number) => Promise<Uint8ClampedArray>,
  pace: Pace,
): Promise<Uint8Array> {
  const all = new Uint8Array(numbers);
  const atOnce = imagesAtOnce(itemBytes);
  for (let start = 0; start < numbers; start += atOnce) {
    all.set(await next(Math.min(atOnce, numbers - start)), start);
    await pace.rest();
  }
  return all;
}

/** Image `index` in C order out of an array in Fortran order, whose element (i, j, k, …) is at i + I·(j + J·(k + …)). */
function gatherFortran(all: Uint8Array, [count = 0, ...sizes]: readonly number[], index: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(sizes.reduce((product, size) => product * size, 1));
  const strides = sizes.map((_, axis) => sizes.slice(0, axis).reduce((product, size) => product * size, count));
  const at = sizes.map(() => 0);
  let from = index;
  for (let i = 0; i < out.length; i++) {
    out[i] = all[from] as number;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += strides[axis] as number;
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (sizes[axis] as number)) break;
      from -= (at[axis] as number) * (strides[axis] as number);
      at[axis] = 0;
    }
  }
  return out;
}

/** Planes one after the other as channels side by side. */
export function interleave(planes: ArrayLike<number>, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const size = planes.length / channels;
  const out = new Uint8ClampedArray(planes.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < size; i++) out[i * channels + channel] = planes[channel * size + i] as number;
  }
  return out;
}
