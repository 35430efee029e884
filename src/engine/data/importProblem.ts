/** What can be wrong with a file: a code and the numbers of it, which the page turns into a sentence in each language. */

/** Every code with its detail. Counts are images or labels, sizes are bytes, widths and heights pixels. */
export interface ImportProblemDetails {
  /** No bytes at all, or a gzip of none. */
  empty: Record<string, never>;
  /** `found`: the first bytes in hexadecimal; `format`: what they look like (PNG, ZIP, HTML, …), or "". */
  "not-idx": { found: string; format: string };
  /** `type`: the IDX element type, such as float32; only unsigned bytes are read. */
  "wrong-type": { type: string };
  /** `rank`: how many dimensions; images have 3, labels 1. */
  "wrong-rank": { rank: number };
  /** `expected`: content bytes the header announces; `actual`: bytes there are (where gzipped: at most). */
  truncated: { expected: number; actual: number };
  /** `actual`: bytes there are, or at least are: reading stops at the first one too many. */
  "too-long": { expected: number; actual: number };
  /** `what`: "bytes" (`actual` content bytes against `limit`) or "side" (the longer side of an image, in pixels). */
  "too-large": { what: "bytes" | "side"; actual: number; limit: number; width: number; height: number; count: number };
  /** The header announces 0 images. */
  "no-images": Record<string, never>;
  /** Images without a pixel. */
  "no-pixels": { width: number; height: number };
  /** Too few images to train on and to hold some out. */
  "too-few": { count: number; needed: number };
  /** A class that cannot be left out of training: no sample has it, or every one has. */
  "left-out": { label: number };
  /** `file` is the label file, `imageFile` the images it was compared with. */
  "label-count": { labels: number; images: number; imageFile: string };
  /** The gzip stream breaks off or is damaged after `unpacked` bytes of content. */
  "bad-gzip": { unpacked: number };
  /** `labelFiles`: how many files of labels there were, and no images. */
  "no-image-file": { labelFiles: number };
  /**
   * The files do not tell how they belong together. `reason`: "many-files" (over 4: `files`), "many-images" (over 2
   * image files), "many-labels" (more label than image files), "sizes" (images of two sizes: `a` and `b`, as "28×28"),
   * "tie" (labels fit several image files). The other numbers count files, 0 where not known.
   */
  unmatched: {
    reason: "many-files" | "many-images" | "many-labels" | "sizes" | "tie";
    files: number;
    images: number;
    labels: number;
    a: string;
    b: string;
  };
  /** The HTTP status, or 0 where no answer came. */
  download: { status: number };
  /** A shipped file differs from its manifest entry in `what`. */
  "not-as-listed": {
    what: "images" | "labels" | "width" | "height" | "classes" | "factors";
    expected: number;
    actual: number;
  };
  /** A download broke off again and again; `received` of `total` bytes are there for the next time. */
  interrupted: { received: number; total: number };
  /** A fetched file has another size than the manifest says, or at least `actual` bytes. */
  "wrong-size": { expected: number; actual: number };
  /** A fetched file is not the one that the manifest means: the first digits of its SHA-256, and of the right one. */
  "wrong-checksum": { expected: string; actual: string };
  /** The page came without https, so that the browser computes no checksums. */
  insecure: Record<string, never>;
  /** A data set that has to be fetched first. */
  "not-fetched": Record<string, never>;
  /** No room left for what was to be stored: `needed` bytes. */
  "storage-full": { needed: number };
  /** The browser stores nothing for this page, as in a private window; `reason` is its own message. */
  "storage-refused": { reason: string };
  /** A kept data set cannot be read any more; `what` is wrong with it. */
  "kept-broken": { what: "header" | "length" | "content" };
  /** A kept data set is no longer there: deleted, perhaps in another window. */
  "not-kept": Record<string, never>;
  /** No format that is read. `found`: the first bytes in hexadecimal; `format`: what they look like, or "". */
  "unknown-format": { found: string; format: string };
  /** Its name says `format`, and its content is neither that nor anything else. `found`: its first bytes in hexadecimal. */
  "not-as-named": { found: string; format: string };
  /** Files of kinds that do not make one set together, as "images" and "table". */
  "mixed-kinds": { first: string; second: string };
  /** The values of a NumPy array are of a type that is not read, such as complex128 or object. */
  "npy-type": { type: string };
  /** The header of a NumPy array is damaged at byte `offset`. */
  "bad-npy": { offset: number };
  /** An array of this shape ("60000×28×28×7") is neither images, labels nor points. */
  "array-shape": { shape: string };
  /** A number of an array is NaN or infinite: number `index` of the array, at byte `offset` of the content. */
  "not-finite": { value: string; index: number; offset: number };
  /** A cell of a table; `row` and `column` count from 1, a header is row 1. `reason`: what it is instead of a number. */
  "bad-cell": { row: number; column: number; value: string; reason: "empty" | "text" | "not-finite" };
  /** A row of a table has another number of cells than the first. */
  "row-length": { row: number; expected: number; actual: number };
  /** A row of a table is longer than `limit` characters, or has a quote that never ends. */
  "row-too-long": { row: number; limit: number };
  /** A table without a column of numbers. */
  "no-numbers": { rows: number };
  /** A text that is not UTF-8, from byte `offset`. */
  "not-utf8": { offset: number };
  /** `reason`: what is damaged in the ZIP at byte `offset`; the entry, where it is in one, is in `file`. */
  "bad-zip": { reason: "directory" | "data" | "checksum" | "length"; offset: number };
  /** The ZIP, or this entry of it, is packed in a way that is not read. */
  "zip-method": { method: "encrypted" | "split" | "other" };
  /** A ZIP with more entries or more unpacked bytes than are read: a bomb, or too much. */
  "zip-too-large": { what: "entries" | "bytes"; actual: number; limit: number };
  /** A picture that cannot be decoded. */
  "bad-image": { format: string };
  /** A picture with more pixels than are decoded at once. */
  "image-too-large": { width: number; height: number; limit: number };
  /** A record of CIFAR-10 begins with no class: record `record` (from 1), at byte `offset`. */
  "bad-record": { record: number; offset: number; label: number };
  /** The chosen size of one image does not divide what there is: the numbers of a row, or the sheet. */
  "tile-shape": { width: number; height: number; available: string };
  /** A choice that cannot be: its path in ImportChoices. */
  "bad-choice": { choice: string };
  /** More memory than may be spent, in bytes: fewer or smaller images would do. */
  memory: { needed: number; limit: number };
  /** Stopped by the caller's signal: nothing to tell the person. */
  cancelled: Record<string, never>;
  /** Anything else; `reason` is the platform's own message. */
  unreadable: { reason: string };
}

export type ImportProblemCode = keyof ImportProblemDetails;

/** What crosses from the worker to the page: plain data, told apart by `code`. `file` is the name of the file at fault. */
export type ImportProblemPayload = {
  [Code in ImportProblemCode]: { file: string; code: Code; detail: ImportProblemDetails[Code] };
}[ImportProblemCode];

export class ImportProblem<Code extends ImportProblemCode = ImportProblemCode> extends Error {
  override readonly name = "ImportProblem";

  constructor(
    readonly file: string,
    readonly code: Code,
    readonly detail: ImportProblemDetails[Code],
  ) {
    super(`${file}: ${code} ${JSON.stringify(detail)}`);
  }

  /** The problem as plain data, which survives postMessage and JSON. */
  get payload(): ImportProblemPayload {
    return { file: this.file, code: this.code, detail: this.detail } as ImportProblemPayload;
  }
}

/** The error as an ImportProblem: itself if it is one, else "unreadable". */
export function asImportProblem(error: unknown, file: string): ImportProblem {
  if (error instanceof ImportProblem) return error;
  return new ImportProblem(file, "unreadable", { reason: error instanceof Error ? error.message : String(error) });
}
