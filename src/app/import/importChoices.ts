/** How one choice about opened files brings others with it. */
import type { ImportChoices } from "../../engine/data/import/choices";
import { MOST_MEMORY } from "../../engine/data/import/memory";
import type { Preview } from "../../engine/data/import/preview";
import { FEWEST_IMAGES } from "../../engine/data/import/split";
import { channelsOf, numbersPerRow, type Tile, tileOfNumbers } from "../../engine/data/import/tile";
import type { Understood } from "../../engine/data/import/understood";
import type { ImportProblemPayload } from "../../engine/data/importProblem";

/** Names of classes that are told. */
const MOST_NAMES = 10;

/** Can rows of so many numbers be points of a plane or of space? */
export const canBePoints = (numbers: number): boolean => numbers === 2 || numbers === 3;

/** Another column for the labels: what is left of a row is guessed anew. */
export function withLabelColumn(
  understood: Understood,
  choices: ImportChoices,
  labelColumn: number | null,
): ImportChoices {
  const samples = canBePoints(numbersPerRow(understood, { labelColumn })) ? "points" : "images";
  return { ...choices, labelColumn, samples, tile: null };
}

/** The size of one image as it is read: the chosen tile, else the guess; undefined where the files tell it. */
export function tileIn(understood: Understood, choices: ImportChoices): Tile | undefined {
  const { kind, suggested, table } = understood;
  if (kind === "sheet" || (!table && suggested.tile)) return choices.tile ?? suggested.tile ?? undefined;
  return table && (choices.tile ?? tileOfNumbers(numbersPerRow(understood, choices)));
}

/** Another width of the tile: of a row of numbers the height follows where it can, of a sheet's square tile it does. */
export function withTileWidth(understood: Understood, choices: ImportChoices, width: number): ImportChoices {
  const { width: before, height } = tileIn(understood, choices) ?? { width, height: width };
  if (understood.kind === "sheet") {
    return { ...choices, tile: { width, height: before === height ? width : height } };
  }
  const numbers = numbersPerRow(understood, choices);
  const channels = channelsOf(numbers, { width: before, height }) ?? 1;
  const fitting = numbers / (width * channels);
  return { ...choices, tile: { width, height: Number.isInteger(fitting) ? fitting : height } };
}

/** The classes with this column of labels: how many, and what the first of them are called. */
export function classesOf(
  { table, suggested, classes, labelNames }: Understood,
  { labelColumn }: ImportChoices,
): { classes: number; names: readonly string[] } {
  if (!table || labelColumn === suggested.labelColumn) return { classes, names: labelNames.slice(0, MOST_NAMES) };
  const column = table.labelColumns.find((candidate) => candidate.column === labelColumn);
  return { classes: column?.classes ?? 0, names: column?.examples ?? [] };
}

/** Why nothing can be trained on: too few samples, or more memory than may be spent. */
export function obstacleTo(preview: Preview | undefined, file: string): ImportProblemPayload | undefined {
  if (!preview) return undefined;
  const { all, bytes } = preview;
  if (all < FEWEST_IMAGES) return { file, code: "too-few", detail: { count: all, needed: FEWEST_IMAGES } };
  return bytes > MOST_MEMORY ? { file, code: "memory", detail: { needed: bytes, limit: MOST_MEMORY } } : undefined;
}

/** Margins of at most 95 % together: the side that is set stays, the one across gives way. */
export function withMargin(choices: ImportChoices, side: Side, share: number): ImportChoices {
  const margins = choices.crop.kind === "margins" ? choices.crop : NO_MARGINS;
  const across = ACROSS[side];
  return { ...choices, crop: { ...margins, [side]: share, [across]: Math.min(margins[across], MOST_CUT - share) } };
}

export type Side = "left" | "right" | "top" | "bottom";

/** The most that two sides can cut off together. */
export const MOST_CUT = 0.95;

export const NO_MARGINS = { kind: "margins", left: 0, right: 0, top: 0, bottom: 0 } as const;

const ACROSS: Record<Side, Side> = { left: "right", right: "left", top: "bottom", bottom: "top" };
