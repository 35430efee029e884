import * as v from "valibot";
import { countClasses, type Dataset, type ImageSet } from "./dataset";
import { bodyOf, download } from "./download";
import { readIdx } from "./idx";
import { readIdxFactors } from "./idxFactors";
import { withLabels } from "./importIdx";
import { asImportProblem, ImportProblem, type ImportProblemDetails } from "./importProblem";
import type { ByteSource, ReadOptions } from "./storedBytes";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fileSchema = v.object({
  /** Relative to the manifest. */
  path: v.pipe(v.string(), v.nonEmpty()),
  /** Size and checksum of the content, that is unpacked: a gzip differs from one zlib to the next. */
  bytes: count,
  sha256: v.pipe(v.string(), v.hexadecimal(), v.length(64)),
});

const bothLanguages = v.object({ en: v.string(), ko: v.string() });

/** What the images were made from: one of its values each. The English name is the factor's name in the data set. */
const factorSchema = v.object({ name: bothLanguages, values: v.pipe(v.array(v.string()), v.nonEmpty()) });

/** A font that images were rendered from. */
const fontSchema = v.object({
  name: v.string(),
  package: v.string(),
  version: v.string(),
  licence: v.string(),
  copyright: v.string(),
});
export type FontCredit = v.InferOutput<typeof fontSchema>;

/** One data set that the page ships: an entry of public/datasets/manifest.json. */
const entrySchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: bothLanguages,
  licence: v.string(),
  fonts: v.exactOptional(v.array(fontSchema)),
  source: v.string(),
  seed: v.number(),
  width: count,
  height: count,
  classes: count,
  /** What each class is called, where it has a name of its own. */
  labelNames: v.exactOptional(v.array(v.string())),
  /** Known where there are files of factors, too. */
  factors: v.exactOptional(v.array(factorSchema)),
  /** Number of images to train on. */
  train: count,
  /** Number of images held out. */
  heldOut: count,
  /** Some of its images in a row, relative to the manifest. */
  preview: v.exactOptional(v.string()),
  files: v.object({
    trainImages: fileSchema,
    trainLabels: fileSchema,
    trainFactors: v.exactOptional(fileSchema),
    heldOutImages: fileSchema,
    heldOutLabels: fileSchema,
    heldOutFactors: v.exactOptional(fileSchema),
  }),
});

const manifestSchema = v.object({ datasets: v.array(entrySchema) });

export type ShippedEntry = v.InferOutput<typeof entrySchema>;
type Manifest = v.InferOutput<typeof manifestSchema>;
type ShippedFile = v.InferOutput<typeof fileSchema>;

const MANIFEST = "manifest.json";

/** What the page ships. Errors: ImportProblem "download", "cancelled", or "unreadable" for a manifest of another shape. */
async function loadManifest(baseUrl: string, signal?: AbortSignal): Promise<Manifest> {
  const response = await download(baseUrl, MANIFEST, signal);
  try {
    return v.parse(manifestSchema, await response.json());
  } catch (error) {
    if (signal?.aborted) throw new ImportProblem(MANIFEST, "cancelled", {});
    throw asImportProblem(error, MANIFEST);
  }
}

/**
 * The shipped data set `id`, its files downloaded at once from the folder `baseUrl`; progress counts their content.
 * Errors: always ImportProblem: those of `loadManifest` and `readIdx`, or "not-as-listed".
 */
export async function loadShipped(baseUrl: string, id: string, options: ReadOptions = {}): Promise<Dataset> {
  const { datasets } = await loadManifest(baseUrl, options.signal);
  const entry = datasets.find((candidate) => candidate.id === id);
  if (!entry) throw new ImportProblem(MANIFEST, "unreadable", { reason: `no data set "${id}"` });
  const { trainImages, trainLabels, trainFactors, heldOutImages, heldOutLabels, heldOutFactors } = entry.files;

  const failed = new AbortController(); // one file's failure stops the others
  const stop = (): void => failed.abort();
  options.signal?.addEventListener("abort", stop);
  if (options.signal?.aborted) stop();
  try {
    const reading = { signal: failed.signal, onContent: sumProgress(entry, options) };
    const [train, heldOut] = await Promise.all([
      readSet(
        baseUrl,
        { images: trainImages, labels: trainLabels, factors: trainFactors },
        entry,
        entry.train,
        reading,
      ),
      readSet(
        baseUrl,
        { images: heldOutImages, labels: heldOutLabels, factors: heldOutFactors },
        entry,
        entry.heldOut,
        reading,
      ),
    ]);
    const classes = Math.max(countClasses(train.labels), countClasses(heldOut.labels));
    check(trainLabels, "classes", entry.classes, classes);
    return { id, train, heldOut, classes, ...(entry.labelNames && { labelNames: entry.labelNames }) };
  } finally {
    options.signal?.removeEventListener("abort", stop);
    stop();
  }
}

interface Reading {
  readonly signal: AbortSignal;
  readonly onContent: (file: ShippedFile, bytesTaken: number) => void;
}

/** The files of one part of a data set. */
interface PartFiles {
  readonly images: ShippedFile;
  readonly labels: ShippedFile;
  readonly factors: ShippedFile | undefined;
}

async function readSet(
  baseUrl: string,
  { images: imagesFile, labels: labelsFile, factors: factorsFile }: PartFiles,
  entry: ShippedEntry,
  listed: number,
  reading: Reading,
): Promise<ImageSet> {
  const [images, labels, factors] = await Promise.all([
    readFile(baseUrl, imagesFile, readIdx, reading),
    readFile(baseUrl, labelsFile, readIdx, reading),
    factorsFile && readFile(baseUrl, factorsFile, readIdxFactors(entry.factors ?? [], listed), reading),
  ]);
  if (images.kind !== "images") throw new ImportProblem(imagesFile.path, "wrong-rank", { rank: 1 });
  if (labels.kind !== "labels") throw new ImportProblem(labelsFile.path, "wrong-rank", { rank: 3 });
  check(imagesFile, "images", listed, images.count);
  check(imagesFile, "width", entry.width, images.width);
  check(imagesFile, "height", entry.height, images.height);
  check(labelsFile, "labels", listed, labels.count);
  return { ...withLabels(images, labels), ...(factors && { factors }) };
}

async function readFile<Content>(
  baseUrl: string,
  file: ShippedFile,
  read: (source: ByteSource, options: ReadOptions) => Promise<Content>,
  { signal, onContent }: Reading,
): Promise<Content> {
  const response = await download(baseUrl, file.path, signal);
  return read(bodyOf(response, file.path), { signal, onContent: (bytesTaken) => onContent(file, bytesTaken) });
}

/** Adds up the files' content bytes: the stored ones are not known, nor whether the server unpacks on the way. */
function sumProgress({ files }: ShippedEntry, { onProgress }: ReadOptions): Reading["onContent"] {
  const read = new Map(Object.values(files).map((file) => [file, 0]));
  const total = [...read.keys()].reduce((sum, file) => sum + file.bytes, 0);
  return (file, bytesTaken) => {
    read.set(file, bytesTaken);
    onProgress?.(
      [...read.values()].reduce((sum, bytes) => sum + bytes, 0),
      total,
    );
  };
}

function check(
  file: ShippedFile,
  what: ImportProblemDetails["not-as-listed"]["what"],
  expected: number,
  actual: number,
): void {
  if (actual !== expected) throw new ImportProblem(file.path, "not-as-listed", { what, expected, actual });
}
