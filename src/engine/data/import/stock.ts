import type { ImportChoices } from "./choices";
import type { ImportOptions } from "./entry";
import type { ImportWarning, Understood } from "./understood";

/** One image as a file holds it: rows from the top, channels side by side. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: with alpha, not premultiplied. */
  readonly channels: 1 | 3 | 4;
  /** height × width × channels bytes. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** Where images go as they are read. */
export interface Sink {
  /** Is image `index` asked for? Reading it can be left out where not. */
  wants(index: number): boolean;
  /** Takes an image in; its pixels may be used again afterwards. */
  put(index: number, image: Raster): void;
  /** Has everything been put that was asked for? Then reading can end. */
  readonly full: boolean;
  /** Is only a look taken, so that reading ends here although labels of more images come behind? */
  readonly quick?: boolean;
}

/** Images that belong together: a file, or what a folder holds for training. */
export interface Part {
  readonly name: string;
  readonly count: number;
  /** Named as test or validation images: never trained on. */
  readonly heldOut: boolean;
}

/** The label of an image that has none, while others have. */
export const NO_LABEL = 0xffff;

/** Classes of all images, part after part. */
export interface Classes {
  readonly labels: Uint16Array;
  /** How many classes there are: every label is below it. */
  readonly count: number;
  /** What each class is called. */
  readonly names: readonly string[];
}

/** Images that are known by number and class, but not read yet. */
export interface Stock {
  readonly parts: readonly Part[];
  /** To be asked once everything is read; undefined without labels, or with too many. */
  classes(): Classes | undefined;
  /** Bytes that are held while reading, beside what the sink holds. */
  readonly workingBytes: number;
  /** Reads the images in order, part after part. Errors: always ImportProblem. */
  read(sink: Sink, options: ImportOptions): Promise<void>;
}

/** A name with one of these words in it is held out: t10k-images, x_test, held-out.idx, val/cat/1.png, … */
const HELD_OUT_NAME = /t10k|test|held[-_ ]?out|valid|(^|[^a-z])val([^a-z]|$)|시험|테스트|검증/i;

export function namedHeldOut(name: string): boolean {
  return HELD_OUT_NAME.test(name);
}

export function countImages(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

export interface Tools {
  /** Decodes a PNG, JPEG or WebP: red, green, blue and alpha of every pixel, not premultiplied. Throws where it cannot. */
  readonly decodeImage: (bytes: Uint8Array<ArrayBuffer>, mime: string) => Promise<Raster>;
}

/** Points that were read: count × dimensions coordinates as they stand in the file. */
export interface Cloud {
  readonly dimensions: 2 | 3;
  readonly positions: Float32Array;
  readonly classes?: Classes | undefined;
}

/** Files that were understood, and how to read them once the choices are made. */
export interface Source {
  readonly understood: Understood;
  /** Errors of both: always ImportProblem. */
  stock?(choices: ImportChoices, options: ImportOptions): Promise<Stock>;
  cloud?(choices: ImportChoices, options: ImportOptions): Promise<Cloud>;
  /** What to say of these choices, where that depends on them; in place of what `understood` says with the same codes. */
  warnings?(choices: ImportChoices): ImportWarning[];
}
