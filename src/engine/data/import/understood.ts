import type { ImportChoices } from "./choices";
import type { Part } from "./stock";

/**
 * What was found in the files that a person opened, as plain data for a dialog. It goes so:
 *
 *     const inspection = await inspect(files, tools);           // headers, and of tables every row; no images kept
 *     inspection.understood                                     // this, to be shown, with `suggested` choices
 *     const few = await preview(inspection, choices, 12);       // some images as they will be, how many, their bytes
 *     const dataset = await assemble(inspection, choices, …);   // all of them
 *
 * `choices` start as `understood.suggested`. Which of them matter depends on `kind`: `samples`, `labelColumn` and
 * `header` are of tables; `tile` of sheets and tables; crop, size, invert and channel of images; limit, held-out share
 * and seed of all. Everything here survives postMessage and JSON. Errors of every step: ImportProblem, "cancelled" among them.
 */
export interface Understood {
  readonly kind: SourceKind;
  /** What the person opened: paths, at most 100 of them. */
  readonly names: readonly string[];
  readonly files: number;
  /** What belongs together, with the number of images. Held-out parts are as the files name them. */
  readonly parts: readonly Part[];
  /** Images in all parts; of a sheet, with the suggested tile. */
  readonly count: number;
  /** Sizes of images, the most frequent first, at most 8; more than one means mixed. Of `looked` images. */
  readonly sizes: readonly { readonly width: number; readonly height: number; readonly count: number }[];
  /** At how many images `sizes` and `channels` were seen: not at all of a great many picture files. */
  readonly looked: number;
  /** 1: grey; 3: colours; 4: with alpha. Pictures without a colour count as grey. */
  readonly channels: 1 | 3 | 4;
  /** 0 without labels. */
  readonly classes: number;
  readonly labelNames: readonly string[];
  /** Images of each class. */
  readonly perClass: readonly number[];
  readonly table?: TableFound;
  /** The sheet in pixels. */
  readonly sheet?: { readonly width: number; readonly height: number };
  /** Smallest and largest number where they are not bytes: they are spread over 0 … 255 from `low` to `high`. */
  readonly range?: NumberRange;
  /** Bytes that reading holds for itself. */
  readonly workingBytes: number;
  readonly warnings: readonly ImportWarning[];
  readonly suggested: ImportChoices;
}

export type SourceKind = "idx" | "npy" | "table" | "images" | "sheet" | "cifar10";

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** The number that becomes 0. */
  readonly low: number;
  /** The number that becomes 255. */
  readonly high: number;
}

interface TableFound {
  /** Without the header. */
  readonly rows: number;
  readonly columns: number;
  readonly delimiter: string;
  /** Columns that could be labels, the likeliest first. */
  readonly labelColumns: readonly LabelColumn[];
  /** Columns that hold neither a pixel nor the label: row numbers, texts. By index. */
  readonly ignored: readonly number[];
}

export interface LabelColumn {
  readonly column: number;
  /** From the header, else "". */
  readonly name: string;
  readonly classes: number;
  /** The first few classes. */
  readonly examples: readonly string[];
}

/** What a person should know, though it does not stop them. */
export type ImportWarning =
  /** Images of several sizes are cropped and resized to one. */
  | { readonly code: "mixed-sizes"; readonly sizes: number }
  /** Labels with one class only tell nothing. */
  | { readonly code: "one-class"; readonly name: string }
  /** Over 1,000 classes: the labels are left out. */
  | { readonly code: "too-many-classes"; readonly limit: number }
  /** Files that are not read, such as notes in a folder of images. */
  | { readonly code: "ignored-files"; readonly count: number; readonly first: string }
  /** Numbers that are not bytes are spread over 0 … 255. */
  | { readonly code: "scaled"; readonly low: number; readonly high: number }
  /** Images are larger than can be trained on: resized. */
  | { readonly code: "large"; readonly width: number; readonly height: number; readonly limit: number }
  /** A table that is not UTF-8 is read as what Korean spreadsheets write. */
  | { readonly code: "read-as-cp949" }
  /** A row of so few numbers is hardly a picture, but too long for a point: it is shown as an image of that size. */
  | { readonly code: "numbers-as-image"; readonly numbers: number; readonly width: number; readonly height: number }
  /** The size of an image is a guess. */
  | { readonly code: "guessed-tile"; readonly width: number; readonly height: number }
  /** All of it does not fit: a number of images that does is suggested. */
  | { readonly code: "limited"; readonly count: number; readonly of: number };
