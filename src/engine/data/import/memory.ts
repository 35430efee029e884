import { imageSize } from "../dataset";
import { ImportProblem } from "../importProblem";
import type { ImportChoices } from "./choices";
import { shapeOf } from "./frame";
import { channelsOf, numbersPerRow, tileOfNumbers } from "./tile";
import type { Understood } from "./understood";

/** Most bytes that an import may hold: 512 MB. */
export const MOST_MEMORY = 512 * 1024 * 1024;

type Known = Pick<Understood, "kind" | "table" | "sizes" | "workingBytes"> & {
  /** The tile where the files do not tell the size of an image, as it was suggested. */
  readonly suggested: Pick<ImportChoices, "tile">;
};

/** Bytes that `count` samples take at the peak: those that come out, and what reading needs for itself. */
export function memoryFor(known: Known, choices: ImportChoices, count: number): number {
  const kept = Math.min(choices.limit ?? Number.POSITIVE_INFINITY, count);
  if (choices.samples === "points") return (count + kept) * (numbersPerRow(known, choices) + 1) * 4;
  return kept * (imageSize(shapeOf(sizesOf(known, choices), choices)) + 6) + known.workingBytes;
}

/** At most so many samples come out of the files, whatever the limit: a sheet has more of smaller tiles. */
export function countOf({ kind, sheet, count }: Understood, { tile }: ImportChoices): number {
  if (kind !== "sheet" || !sheet || !tile) return count;
  return Math.floor(sheet.width / tile.width) * Math.floor(sheet.height / tile.height);
}

/** The most samples that fit. */
export function mostThatFit(known: Known, choices: ImportChoices): number {
  const each = imageSize(shapeOf(sizesOf(known, choices), choices)) + 6;
  return Math.max(Math.floor((MOST_MEMORY - known.workingBytes) / each), 0);
}

/** Sizes of the images as the choices make them: a tile is one image of a sheet, or of a row of numbers. */
export function sizesOf(known: Known, choices: ImportChoices): readonly { width: number; height: number }[] {
  const { kind, table, sizes, suggested } = known;
  if (kind === "sheet") return choices.tile ? [choices.tile] : sizes;
  if (!table) return suggested.tile && choices.tile ? [choices.tile] : sizes;
  const numbers = numbersPerRow(known, choices);
  const tile = choices.tile ?? tileOfNumbers(numbers);
  return channelsOf(numbers, tile) ? [tile] : sizes;
}

/** Errors: ImportProblem "memory". */
export function checkMemory(file: string, needed: number): void {
  if (needed > MOST_MEMORY) throw new ImportProblem(file, "memory", { needed, limit: MOST_MEMORY });
}
