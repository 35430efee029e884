import { ImportProblem, type ImportProblemDetails } from "../importProblem";
import type { ArrayShape, FileArray, ImageArray, LabelArray, PointArray } from "./array";
import type { ImportChoices } from "./choices";
import { classesOf, MOST_CLASSES } from "./classes";
import { describe } from "./describe";
import { isUsual, rangeOf } from "./range";
import { type Classes, NO_LABEL, namedHeldOut, type Part, type Source, type Stock } from "./stock";
import { channelsOf, tileOfNumbers } from "./tile";
import type { ImportWarning, NumberRange, SourceKind } from "./understood";

/** The parts of a name that tell the kind of an array rather than its set. */
const KIND_WORDS = new Set(
  "image images img imgs label labels target targets idx idx1 idx3 ubyte gz npy npz x y data arr 0 1".split(" "),
);

/**
 * One data set out of arrays of images and of labels, in any order. Held out is what names say; of two arrays whose
 * names say nothing, the smaller. Labels find their images by count, or where that fits several by name.
 * Errors: ImportProblem "no-image-file", "label-count", "unmatched".
 */
export function arraySource(kind: SourceKind, arrays: readonly FileArray[], all: string): Source {
  const images = arrays.filter((array): array is ImageArray => array.kind === "images");
  const labels = arrays.filter((array): array is LabelArray => array.kind === "labels");
  const points = arrays.filter((array): array is PointArray => array.kind === "points");
  const [first] = images;
  const [cloud] = points;
  if (!first && cloud)
    throw new ImportProblem(cloud.name, "array-shape", { shape: `${cloud.count}×${cloud.dimensions}` });
  if (!first) throw new ImportProblem(all, "no-image-file", { labelFiles: labels.length });
  if (labels.length > images.length) {
    throw unmatched(all, "many-labels", { images: images.length, labels: labels.length });
  }
  for (const other of images) checkSame(first, other);
  const parts = images.map(({ name, count }, i): Part => ({ name, count, heldOut: isHeldOut(images, i) }));
  const { classes, tooMany } = join(images, matchLabels(images, labels));
  const range = images.reduce<NumberRange | undefined>((sum, array) => widest(sum, array.range), undefined);
  const numbers = first.width * first.height;
  const tile = first.flat ? tileOfNumbers(numbers) : undefined;
  const warnings: ImportWarning[] = [];
  if (tooMany) warnings.push({ code: "too-many-classes", limit: MOST_CLASSES });
  if (range && !isUsual(range)) warnings.push({ code: "scaled", low: range.low, high: range.high });
  if (tile && tile.width !== tile.height) warnings.push({ code: "guessed-tile", ...tile });
  const workingBytes = Math.max(...images.map((array) => array.workingBytes));
  const channels = (tile && channelsOf(numbers, tile)) ?? first.channels;
  const size = { ...(tile ?? { width: first.width, height: first.height }), count: 0 };
  const total = images.reduce((sum, { count }) => sum + count, 0);
  const understood = describe({
    kind,
    parts,
    sizes: [{ ...size, count: total }],
    channels,
    found: classes,
    warnings,
    workingBytes,
    ...(range && { range }),
    ...(tile && { suggest: { tile } }),
  });
  return {
    understood,
    stock: async (choices) => stockOf(images, parts, classes, shapeOf(first, choices), workingBytes),
  };
}

function shapeOf(first: ImageArray, { tile }: ImportChoices): ArrayShape {
  if (!first.flat) return first;
  const size = tile ?? tileOfNumbers(first.width);
  const channels = channelsOf(first.width, size);
  if (channels) return { ...size, channels };
  throw new ImportProblem(first.name, "tile-shape", { ...size, available: `${first.width}` });
}

function stockOf(
  images: readonly ImageArray[],
  parts: readonly Part[],
  classes: Classes | undefined,
  shape: ArrayShape,
  workingBytes: number,
): Stock {
  return {
    parts,
    workingBytes,
    classes: () => classes,
    async read(sink, options) {
      let first = 0;
      for (const array of images) {
        if (sink.full) return;
        await array.read(sink, first, shape, options);
        first += array.count;
      }
    },
  };
}

function checkSame(a: ImageArray, b: ImageArray): void {
  if (a.width === b.width && a.height === b.height && a.channels === b.channels && a.flat === b.flat) return;
  const said = ({ width, height, channels }: ImageArray) => `${width}×${height}${channels > 1 ? `×${channels}` : ""}`;
  throw unmatched(`${a.name}, ${b.name}`, "sizes", { images: 2, a: said(a), b: said(b) });
}

/** Both are read by one range: numbers of the test file must mean what they do in the other. */
function widest(a: NumberRange | undefined, b: NumberRange | undefined): NumberRange | undefined {
  return a && b ? rangeOf(Math.min(a.min, b.min), Math.max(a.max, b.max)) : (a ?? b);
}

function isHeldOut(images: readonly ImageArray[], i: number): boolean {
  const named = images.map(({ name }) => namedHeldOut(name));
  const someTrain = named.includes(false);
  const [a, b] = images;
  if (images.length !== 2 || !a || !b || named[0] !== named[1]) return someTrain && (named[i] ?? false);
  const held = a.count === b.count ? (a.name > b.name ? 0 : 1) : a.count < b.count ? 0 : 1;
  return i === held;
}

/** The labels of all images: by name of the class where two files differ in their numbers. */
function join(images: readonly ImageArray[], labelsOf: Map<ImageArray, LabelArray>) {
  if (labelsOf.size === 0) return { classes: undefined, tooMany: false };
  const values = [...labelsOf.values()].flatMap((file) => Array.from(file.values as ArrayLike<number>, String));
  const known = classesOf(values);
  if (!known) return { classes: undefined, tooMany: true };
  const labels = new Uint16Array(images.reduce((sum, { count }) => sum + count, 0)).fill(NO_LABEL);
  let [to, from] = [0, 0];
  for (const array of images) {
    if (labelsOf.has(array)) {
      const ordered = [...labelsOf.keys()];
      from = ordered.slice(0, ordered.indexOf(array)).reduce((sum, { count }) => sum + count, 0);
      labels.set(known.labels.subarray(from, from + array.count), to);
    }
    to += array.count;
  }
  return { classes: { ...known, labels }, tooMany: false };
}

/** Which labels belong to which images. Errors: "label-count" where no count fits, "unmatched" where several do. */
function matchLabels(images: readonly ImageArray[], labels: readonly LabelArray[]): Map<ImageArray, LabelArray> {
  const labelsOf = new Map<ImageArray, LabelArray>();
  for (const file of labels) {
    const fitting = images.filter((candidate) => candidate.count === file.count);
    const namesake = (candidate: ImageArray): boolean => stem(candidate.name) === stem(file.name);
    const [match, ...others] = fitting.length > 1 ? fitting.filter(namesake) : fitting;
    if (match && others.length === 0 && !labelsOf.has(match)) {
      labelsOf.set(match, file);
      continue;
    }
    if (fitting.length > 1) throw unmatched(file.name, "tie", { images: images.length, labels: labels.length });
    const left = images.filter((candidate) => !labelsOf.has(candidate));
    const nearest = left.find(namesake) ?? left[0] ?? images[0];
    if (nearest) {
      const detail = { labels: file.count, images: nearest.count, imageFile: nearest.name };
      throw new ImportProblem(file.name, "label-count", detail);
    }
  }
  return labelsOf;
}

/** What a name says about its set: "train" for train-images-idx3-ubyte.gz, for trainLabels.idx and for x_train. */
function stem(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => !KIND_WORDS.has(word)).join("-");
}

function unmatched(
  file: string,
  reason: ImportProblemDetails["unmatched"]["reason"],
  known: Partial<ImportProblemDetails["unmatched"]>,
): ImportProblem {
  return new ImportProblem(file, "unmatched", { files: 0, images: 0, labels: 0, a: "", b: "", ...known, reason });
}
