import { type Dataset, imageSize, slice } from "../dataset";
import { asImportProblem, ImportProblem } from "../importProblem";
import type { AnyDataset } from "../samples";
import { parseChoices } from "./choices";
import { cloudDataset } from "./cloudDataset";
import type { ImportOptions } from "./entry";
import { Framer, shapeOf } from "./frame";
import { checkMemory, countOf, memoryFor, sizesOf } from "./memory";
import { Pace } from "./pace";
import { sinkInto } from "./sinkInto";
import { type Split, splitImages } from "./split";
import { type Classes, NO_LABEL, type Source } from "./stock";

export interface AssembleOptions extends ImportOptions {
  /** The id of the data set that comes out. */
  readonly id: string;
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
    checkMemory(file, memoryFor(understood, choices, countOf(understood, choices)));
    if (choices.samples === "points" && source.cloud)
      return cloudDataset(await source.cloud(choices, options), choices, file, options.id);
    if (choices.samples === "points" || !source.stock)
      throw new ImportProblem(file, "bad-choice", { choice: "samples" });
    const stock = await source.stock(choices, options);
    const split = splitImages(stock.parts, choices, file);
    const shape = shapeOf(sizesOf(understood, choices), choices);
    const count = split.train + split.heldOut;
    checkMemory(file, memoryFor(understood, choices, count));
    const pixels = new Uint8Array(count * imageSize(shape));
    const place = (index: number): number => split.slots[index] ?? -1;
    const sink = sinkInto(pixels, count, place, new Framer(shape, choices), options);
    await stock.read(sink, options);
    if (!sink.full) throw new ImportProblem(file, "unreadable", { reason: "fewer images than before" });
    return halve({ ...shape, count, pixels }, split, stock.classes(), options.id);
  } catch (error) {
    new Pace(file, options).check();
    throw asImportProblem(error, file);
  }
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
