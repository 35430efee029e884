import { countClasses, type Dataset, type ImageSet, slice } from "./dataset";
import { type IdxImages, type IdxLabels, readIdx } from "./idx";
import { ImportProblem, type ImportProblemDetails } from "./importProblem";
import type { ByteSource, ReadOptions } from "./storedBytes";

export interface ImportOptions extends ReadOptions {
  /** The id of the data set that comes out. */
  readonly id: string;
}

/** Fewest images to train on, or to split. */
const FEWEST_IMAGES = 20;
/** The part of a single image file that is held out: its end. */
const HELD_OUT_PART = 0.2;
/** A name with one of these in it is held out: t10k-images, test_images, held-out.idx, … */
const HELD_OUT_NAME = /t10k|test|held[-_ ]?out|valid/i;
/** The parts of a file name that tell its kind rather than its set. */
const KIND_WORDS = new Set(["image", "images", "label", "labels", "idx", "idx1", "idx3", "ubyte", "gz", "x", "y"]);

type ImagesFile = IdxImages & { name: string };
type LabelsFile = IdxLabels & { name: string };

/**
 * One data set from one or two IDX image files and, if there are any, their label files, in any order.
 * One image file: its last 20 % are held out. Two: one trains, the one whose name says so (else the smaller) is held
 * out. Labels find their images by count, or where that fits both by name. Errors: always ImportProblem.
 */
export async function importIdx(files: readonly ByteSource[], options: ImportOptions): Promise<Dataset> {
  const all = files.map((file) => file.name).join(", ");
  // Two of each is the most that can belong together: do not read a folder's worth to say so.
  if (files.length > 4) throw unmatched(all, "many-files", { files: files.length });
  const { images, labels } = await readAll(files, options);
  const [first, second] = images;
  if (!first) throw new ImportProblem(all, "no-image-file", { labelFiles: labels.length });
  if (images.length > 2) throw unmatched(all, "many-images", { images: images.length });
  if (labels.length > images.length) {
    throw unmatched(all, "many-labels", { images: images.length, labels: labels.length });
  }
  const labelsOf = matchLabels(images, labels);
  const labelled = (file: ImagesFile): ImageSet => withLabels(file, labelsOf.get(file));
  return second ? pair(options.id, first, second, labelled) : split(options.id, first, labelled(first));
}

/** Reads one file after the other; progress is of all of them together. */
async function readAll(files: readonly ByteSource[], { signal, onProgress }: ReadOptions) {
  const images: ImagesFile[] = [];
  const labels: LabelsFile[] = [];
  const total = files.reduce((sum, file) => sum + (file.size ?? 0), 0);
  let before = 0;
  for (const file of files) {
    const report = onProgress && ((bytesRead: number) => onProgress(before + bytesRead, total));
    const content = await readIdx(file, { signal, onProgress: report });
    if (content.kind === "images") images.push({ ...content, name: file.name });
    else labels.push({ ...content, name: file.name });
    before += file.size ?? 0;
  }
  return { images, labels };
}

function split(id: string, file: ImagesFile, all: ImageSet): Dataset {
  checkEnough(file);
  const train = all.count - Math.floor(all.count * HELD_OUT_PART);
  return {
    id,
    train: slice(all, 0, train),
    heldOut: slice(all, train, all.count),
    classes: countClasses(all.labels),
  };
}

function pair(id: string, a: ImagesFile, b: ImagesFile, labelled: (file: ImagesFile) => ImageSet): Dataset {
  if (a.width !== b.width || a.height !== b.height) {
    throw unmatched(`${a.name}, ${b.name}`, "sizes", {
      images: 2,
      a: `${a.width}×${a.height}`,
      b: `${b.width}×${b.height}`,
    });
  }
  const [trainFile, heldOutFile] = isHeldOut(a, b) ? [b, a] : [a, b];
  checkEnough(trainFile);
  const train = labelled(trainFile);
  const heldOut = labelled(heldOutFile);
  return { id, train, heldOut, classes: Math.max(countClasses(train.labels), countClasses(heldOut.labels)) };
}

/** Is `a` the held-out one of the two? By name, else by count, else the later in the alphabet. */
function isHeldOut(a: ImagesFile, b: ImagesFile): boolean {
  const named = HELD_OUT_NAME.test(a.name);
  if (named !== HELD_OUT_NAME.test(b.name)) return named;
  return a.count === b.count ? a.name > b.name : a.count < b.count;
}

/** Which labels belong to which images. Errors: "label-count" where no count fits, "unmatched" where several do. */
function matchLabels(images: readonly ImagesFile[], labels: readonly LabelsFile[]): Map<ImagesFile, LabelsFile> {
  const labelsOf = new Map<ImagesFile, LabelsFile>();
  for (const file of labels) {
    const fitting = images.filter((candidate) => candidate.count === file.count);
    const namesake = (candidate: ImagesFile): boolean => stem(candidate.name) === stem(file.name);
    const [match, ...others] = fitting.length > 1 ? fitting.filter(namesake) : fitting;
    if (match && others.length === 0 && !labelsOf.has(match)) {
      labelsOf.set(match, file);
      continue;
    }
    if (fitting.length > 1) throw unmatched(file.name, "tie", { images: images.length, labels: labels.length });
    const left = images.filter((candidate) => !labelsOf.has(candidate));
    const nearest = left.find(namesake) ?? left[0];
    if (nearest) {
      const detail = { labels: file.count, images: nearest.count, imageFile: nearest.name };
      throw new ImportProblem(file.name, "label-count", detail);
    }
  }
  return labelsOf;
}

/** What a name says about its set: "train" for train-images-idx3-ubyte.gz and for trainLabels.idx. */
function stem(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => !KIND_WORDS.has(word)).join("-");
}

export function withLabels({ count, width, height, pixels }: IdxImages, labels: IdxLabels | undefined): ImageSet {
  return { count, width, height, channels: 1, pixels, ...(labels && { labels: Uint16Array.from(labels.labels) }) };
}

function checkEnough({ name, count }: ImagesFile): void {
  if (count < FEWEST_IMAGES) throw new ImportProblem(name, "too-few", { count, needed: FEWEST_IMAGES });
}

function unmatched(
  file: string,
  reason: ImportProblemDetails["unmatched"]["reason"],
  known: Partial<ImportProblemDetails["unmatched"]>,
): ImportProblem {
  return new ImportProblem(file, "unmatched", { files: 0, images: 0, labels: 0, a: "", b: "", ...known, reason });
}
