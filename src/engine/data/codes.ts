/** Samples as grids of codes: what a prior over codes learns from. */
import type { Dataset } from "./dataset";

/** What a grid of codes is like. */
export interface CodeGridOf {
  readonly height: number;
  readonly width: number;
  /** K: how many codes there are to choose from. */
  readonly choices: number;
  /** Of a hierarchy, the grid above it. */
  readonly above?: Omit<CodeGridOf, "above"> | undefined;
}

/** Grids of one size. */
export interface CodeSet extends CodeGridOf {
  readonly count: number;
  /** The number of each cell's code, row by row, grid by grid: count × height × width. */
  readonly indices: Uint16Array;
  readonly labels?: Uint16Array | undefined;
  /** The codes of the same samples on the grid above. */
  readonly above?: (Omit<CodeGridOf, "above"> & Pick<CodeSet, "indices">) | undefined;
}

/** A data set that an autoencoder has put into codes. */
export interface CodeDataset extends Pick<Dataset, "id" | "classes" | "labelNames"> {
  readonly train: CodeSet;
  readonly heldOut: CodeSet;
}

export const isCodes = (samples: object): samples is CodeSet => "choices" in samples;
