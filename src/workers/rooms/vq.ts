/** Answers for the room where a sample is a grid of codes. All refuse where the run's model has no codebook. */
import type { ProbeRequest } from "../protocol";

export interface VqQueries {
  /** The codes as they lie now, how much they are used, and what each looks like alone. */
  codebook: { ask: Record<string, never>; answer: CodebookPicture };
  /** One sample on its way into codes. */
  codeGrid: { ask: { source: ProbeRequest["source"] }; answer: CodeGrid };
  /** Decodes a grid of codes, whoever chose them: row by row, each a number of the codebook. */
  decodeCodes: { ask: { indices: Uint16Array }; answer: Rebuilt };
  /** Vectors of the encoder beside the codes in two dimensions, at most `most` of them. */
  voronoi: { ask: { most: number }; answer: Voronoi };
  /** Puts all codes at nearly one point, as if training had gone wrong. The run goes on from there. */
  collapse: { ask: Record<string, never>; answer: Record<string, never> };
  /** Starts every code that is hardly ever chosen anew, at what the encoder makes of samples. Says how many there were. */
  revive: { ask: Record<string, never>; answer: { revived: number } };
}

/** An image as bytes, or a point as coordinates. */
export interface Rebuilt {
  readonly pixels?: Uint8Array;
  readonly positions?: Float32Array;
}

export interface CodebookPicture {
  /** The step that it is of. */
  readonly step: number;
  readonly dimensions: number;
  /** [K × D], on the unit sphere where the cosine is the distance. */
  readonly vectors: Float32Array;
  /** [K]: the share of the cells of the last training batches that chose each code, a running mean; all 0 before any step. */
  readonly usage: Float32Array;
  /** [K]: whether a code counts as dead, and would start anew with `revive`. */
  readonly dead: readonly boolean[];
  /**
   * What each code is decoded to where the whole grid is it, of the grid's middle cell: K × height × width × channels, bytes.
   * With one cell, and of points, it is all that is decoded.
   */
  readonly tiles: { readonly width: number; readonly height: number } & Rebuilt;
}

export interface CodeGrid {
  readonly step: number;
  readonly height: number;
  readonly width: number;
  readonly dimensions: number;
  /** [cells]: the nearest code of each cell, row by row. */
  readonly indices: Uint16Array;
  /** [cells]: the code that comes second. */
  readonly nextIndices: Uint16Array;
  /** [cells]: ‖z_e − e‖ to the nearest code, and to the one that comes second. */
  readonly distances: Float32Array;
  readonly nextDistances: Float32Array;
  /** [cells × D]: what the encoder says. */
  readonly zE: Float32Array;
  /** The sample, and what the grid of codes is decoded to. */
  readonly x: Rebuilt;
  readonly xHat: Rebuilt;
}

export interface Voronoi {
  readonly step: number;
  /** D of the model: the picture is exact where it is 2, of one dimension has a second coordinate of 0, and else is a projection. */
  readonly dimensions: number;
  /** [N × 2]: vectors of cells of held-out samples, along the two axes in which they differ most where D > 2. */
  readonly vectors: Float32Array;
  /** [N]: the nearest code of each, in all D dimensions. */
  readonly nearest: Uint16Array;
  /** [K × 2]: the codes in the same two dimensions. */
  readonly codes: Float32Array;
  /** The share of the vectors' variance that the picture shows, in [0, 1]; 1 with D ≤ 2. */
  readonly explained: number;
}
