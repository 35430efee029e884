import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.nonEmpty());

const fileSchema = v.object({
  /** What the file is called, in each of the folders of `from`. */
  name: text,
  /** Size and checksum of the bytes as they are sent, that is gzipped. */
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** A data set that lies elsewhere and is fetched when a person asks for it: an entry of the manifest's `fetched`. */
export const fetchedEntrySchema = v.object({
  id: text,
  name: v.object({ en: text, ko: text }),
  licence: text,
  /** Where the data set is described. */
  source: text,
  width: count,
  height: count,
  classes: count,
  /** Number of images to train on. */
  train: count,
  /** Number of images held out. */
  heldOut: count,
  /** The folders that have the files, to be asked in this order: https, cross-origin allowed, ending in a slash. */
  from: v.pipe(v.array(v.pipe(v.string(), v.regex(/^https:\/\/[^?#]+\/$/))), v.minLength(1)),
  files: v.object({
    trainImages: fileSchema,
    trainLabels: fileSchema,
    heldOutImages: fileSchema,
    heldOutLabels: fileSchema,
  }),
});

export type FetchedEntry = v.InferOutput<typeof fetchedEntrySchema>;
export type FetchedFile = v.InferOutput<typeof fileSchema>;

/** What is to be fetched in all, in bytes. */
export function bytesOf({ files }: FetchedEntry): number {
  return Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
}
