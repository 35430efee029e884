import { type Dataset, imageSize, slice } from "../dataset";
import { asImportProblem, ImportProblem } from "../importProblem";
import type { AnyDataset } from "../samples";
import { type ImportChoices, parseChoices } from "./choices";
import { cloudDataset } from "./cloudDataset";
import type { ImportOptions } from "./entry";
import { Framer, shapeOf } from "./frame";
import { Pace } from "./pace";
import { type Split, splitImages } from "./split";
import { type Classes, countImages, NO_LABEL, type Raster, type Sink, type Source, type Stock } from "./stock";
import { channelsOf, numbersPerRow, tileOfNumbers } from "./tile";
import type { Understood } from "./understood";

/** Most bytes that an import may hold: 512 MB. */
export const MOST_MEMORY = 512 * 1024 * 1024;

export interface AssembleOptions extends ImportOptions {
  /** The id of the data set that comes out. */
  readonly id: string;
}

/** Bytes that assembling holds at its peak: the images that come out, and what reading needs for itself. */
export function memoryNeeded(understood: Understood, choices: ImportChoices): number {
  if (understood.kind === "points") return understood.count * (understood.dimensions ?? 3) * 8;
  const size = imageSize(shapeOf(sizesOf(understood, choices), choices));
  const images = Math.min(choices.limit ?? Number.POSITIVE_INFINITY, understood.count);
  return images * (size + 6) + understood.workingBytes;
}

/**
 * The data set that the files become with these choices; progress counts images. Nothing is left where it fails.
 * Errors: always ImportProblem: "bad-choice" and "memory" before anything is read, "too-few", what is wrong with the
 * files, "cancelled".
 */
export async function assemble(source: Source, untrusted: unknown, options: AssembleOptions): Promise<AnyDataset> {
  const { understood } = source;
  const file = understood.names.join(", ");
  try {
    const choices = parseChoices(untrusted, file);
    const needed = memoryNeeded(understood, choices);
    if (needed > MOST_MEMORY) throw new ImportProblem(file, "memory", { needed, limit: MOST_MEMORY });
    if (source.cloud) return cloudDataset(await source.cloud(choices, options), choices, file, options.id);
    if (!source.stock) throw new ImportProblem(file, "no-images", {});
    const stock = await source.stock(choices, options);
    const split = splitImages(stock.parts, choices, file);
    const shape = shapeOf(sizesOf(understood, choices), choices);
    const count = split.train + split.heldOut;
    checkMemory(file, count * (imageSize(shape) + 6) + stock.workingBytes);
    const pixels = new Uint8Array(count * imageSize(shape));
    const place = (index: number): number => split.slots[index] ?? -1;
    const sink = sinkInto(pixels, count, place, new Framer(shape, choices), imageSize(shape), options);
    await stock.read(sink, options);
    if (!sink.full) throw new ImportProblem(file, "unreadable", { reason: "fewer images than before" });
    return halve({ ...shape, count, pixels }, split, stock.classes(), options.id);
  } catch (error) {
    new Pace(file, options).check();
    throw asImportProblem(error, file);
  }
}

/** The first `most` images as they will be, for the dialog; quick, as little is read. Errors as of `assemble`. */
export async function preview(
  source: Source,
  untrusted: unknown,
  most: number,
  options: ImportOptions,
): Promise<{ width: number; height: number; channels: 1 | 3; count: number; pixels: Uint8Array }> {
  const file = source.understood.names.join(", ");
  const choices = parseChoices(untrusted, file);
  const stock: Stock | undefined = await source.stock?.(choices, options);
  const shape = shapeOf(sizesOf(source.understood, choices), choices);
  const count = Math.min(most, stock ? countImages(stock.parts) : 0);
  checkMemory(file, count * imageSize(shape) + (stock?.workingBytes ?? 0));
  const pixels = new Uint8Array(count * imageSize(shape));
  const place = (index: number): number => (index < count ? index : -1);
  await stock?.read(sinkInto(pixels, count, place, new Framer(shape, choices), imageSize(shape), {}), options);
  return { ...shape, count, pixels };
}

/** Sizes of the images as the choices make them: a tile is one image of a sheet, or of a row of numbers. */
function sizesOf(understood: Understood, choices: ImportChoices): readonly { width: number; height: number }[] {
  const { kind, table, sizes } = understood;
  if (kind === "sheet") return choices.tile ? [choices.tile] : sizes;
  if (!table) return understood.suggested.tile && choices.tile ? [choices.tile] : sizes;
  const numbers = numbersPerRow(understood, choices);
  const tile = choices.tile ?? tileOfNumbers(numbers);
  return channelsOf(numbers, tile) ? [tile] : sizes;
}

function checkMemory(file: string, needed: number): void {
  if (needed > MOST_MEMORY) throw new ImportProblem(file, "memory", { needed, limit: MOST_MEMORY });
}

function sinkInto(
  pixels: Uint8Array,
  count: number,
  place: (index: number) => number,
  framer: Framer,
  size: number,
  { onProgress }: ImportOptions,
): Sink {
  let done = 0;
  return {
    wants: (index) => place(index) >= 0,
    put(index: number, image: Raster) {
      const at = place(index) * size;
      if (at < 0) return;
      framer.write(image, pixels.subarray(at, at + size));
      done++;
      if (done % 256 === 0 || done === count) onProgress?.(done, count);
    },
    get full() {
      return done === count;
    },
  };
}

function halve(images: Dataset["train"], split: Split, classes: Classes | undefined, id: string): Dataset {
  const labels = classes && new Uint16Array(images.count);
  if (labels) {
    for (const [i, slot] of split.slots.entries()) if (slot >= 0) labels[slot] = classes.labels[i] as number;
  }
  const half = (start: number, end: number): Dataset["train"] => {
    const part = slice(images, start, end);
    const own = labels?.subarray(start, end);
    return own?.every((label) => label !== NO_LABEL) ? { ...part, labels: own } : part;
  };
  const named = classes && !classes.names.every((name, i) => name === `${i}`);
  return {
    id,
    train: half(0, split.train),
    heldOut: half(split.train, images.count),
    classes: classes?.count ?? 0,
    ...(named && { labelNames: classes.names }),
  };
}
