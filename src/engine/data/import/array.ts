/** Arrays of images and of labels, as IDX and NumPy files hold them: what both look like to those who join them. */
import type { ImportOptions } from "./entry";
import type { Sink } from "./stock";
import type { NumberRange } from "./understood";

export interface ImageArray {
  readonly kind: "images";
  /** File, or file and array. */
  readonly name: string;
  readonly count: number;
  /** Width and height of one image; `numbers` × 1 where a row of numbers is all that is known. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** Rows of numbers without a shape: what `tile` is for. */
  readonly flat: boolean;
  readonly range?: NumberRange | undefined;
  readonly workingBytes: number;
  /** Gives image i to the sink as `first` + i. */
  read(sink: Sink, first: number, shape: ArrayShape, options: ImportOptions): Promise<void>;
}

export interface ArrayShape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

export interface LabelArray {
  readonly kind: "labels";
  readonly name: string;
  readonly count: number;
  readonly values: ArrayLike<number> | readonly string[];
}

export interface PointArray {
  readonly kind: "points";
  readonly name: string;
  readonly count: number;
  readonly dimensions: 2 | 3;
}

export type FileArray = ImageArray | LabelArray | PointArray;

/** Bytes of images that are read at once. */
const BLOCK = 512 * 1024;

/** How many images of `bytesEach` to read at once. */
export function imagesAtOnce(bytesEach: number): number {
  return Math.max(Math.floor(BLOCK / Math.max(bytesEach, 1)), 1);
}
