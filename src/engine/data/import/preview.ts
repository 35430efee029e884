import { type ImageShape, imageSize } from "../dataset";
import { asImportProblem, ImportProblem } from "../importProblem";
import type { PointSet } from "../samples";
import { type ImportChoices, parseChoices } from "./choices";
import { cloudDataset } from "./cloudDataset";
import type { ImportOptions } from "./entry";
import { Framer, shapeOf } from "./frame";
import { checkMemory, memoryFor, sizesOf } from "./memory";
import { sinkInto } from "./sinkInto";
import { FEWEST_IMAGES, splitImages } from "./split";
import { countImages, NO_LABEL, type Source, type Stock } from "./stock";
import type { ImportWarning } from "./understood";

/** What files become with these choices, before all of them are read. */
interface Outcome {
  /** Samples in the files, of which a limit may leave some out. */
  readonly all: number;
  readonly train: number;
  readonly heldOut: number;
  /** Memory that reading all of it takes at its peak. */
  readonly bytes: number;
  readonly warnings: readonly ImportWarning[];
}

export interface ImagesPreview extends Outcome, ImageShape {
  readonly count: number;
  /** The first images as they will be; of pictures, some from first to last. */
  readonly pixels: Uint8Array;
  /** What the class of each is called; "" without one. */
  readonly labels: readonly string[];
}

export interface PointsPreview extends Outcome {
  /** The points that are trained on, at most a few thousand. */
  readonly cloud: PointSet;
}

export type Preview = ImagesPreview | PointsPreview;

const MOST_POINTS = 2000;
/** Codes of what depends on the column of the labels and on the size of an image. */
const OF_CHOICES = new Set<ImportWarning["code"]>([
  ...(["one-class", "too-many-classes", "scaled", "guessed-tile"] as const),
  ...(["numbers-as-image", "read-as-cp949"] as const),
]);

/** At most `most` images as they will be, or the cloud of points; quick, as little is read. Errors as of `assemble`. */
export async function preview(
  source: Source,
  untrusted: unknown,
  most: number,
  options: ImportOptions,
): Promise<Preview> {
  const { understood } = source;
  const file = understood.names.join(", ");
  try {
    const choices = parseChoices(untrusted, file);
    const warnings = warningsFor(source, choices);
    if (choices.samples === "points" && source.cloud) {
      const points = await source.cloud(choices, options);
      const { train, heldOut } = cloudDataset(points, choices, file, "");
      const all = points.positions.length / points.dimensions;
      const bytes = memoryFor(understood, choices, all);
      return { all, train: train.count, heldOut: heldOut.count, bytes, warnings, cloud: firstOf(train) };
    }
    if (choices.samples === "points" || !source.stock)
      throw new ImportProblem(file, "bad-choice", { choice: "samples" });
    const stock = await source.stock(choices, options);
    const all = countImages(stock.parts);
    const bytes = memoryFor(understood, choices, all);
    const { train, heldOut } =
      all < FEWEST_IMAGES ? { train: all, heldOut: 0 } : splitImages(stock.parts, choices, file);
    return {
      all,
      train,
      heldOut,
      bytes,
      warnings,
      ...(await firstImages(source, stock, choices, Math.min(most, all), options)),
    };
  } catch (error) {
    throw asImportProblem(error, file);
  }
}

async function firstImages(
  { understood }: Source,
  stock: Stock,
  choices: ImportChoices,
  count: number,
  options: ImportOptions,
): Promise<ImageShape & Pick<ImagesPreview, "count" | "pixels" | "labels">> {
  const shape = shapeOf(sizesOf(understood, choices), choices);
  checkMemory(understood.names.join(", "), count * imageSize(shape) + stock.workingBytes);
  const pixels = new Uint8Array(count * imageSize(shape));
  // Pictures come folder by folder, and each can be read alone: some of every class are more telling than the first.
  const every = understood.kind === "images" ? Math.max(Math.floor(countImages(stock.parts) / count), 1) : 1;
  const place = (index: number): number => (index % every === 0 && index < count * every ? index / every : -1);
  const sink = sinkInto(pixels, count, place, new Framer(shape, choices), { quick: true });
  await stock.read(sink, { ...options, onProgress: undefined });
  const classes = stock.classes();
  const labels = Array.from({ length: count }, (_, i) => {
    const label = classes?.labels[i * every] ?? NO_LABEL;
    return label === NO_LABEL ? "" : (classes?.names[label] ?? "");
  });
  return { ...shape, count, pixels, labels };
}

/** Every so many of them, over all. */
function firstOf(points: PointSet): PointSet {
  const { count, dimensions, positions, labels } = points;
  const every = Math.ceil(count / MOST_POINTS);
  const kept = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
  return {
    ...points,
    count: kept.length,
    positions: Float32Array.from(kept.flatMap((i) => [...positions.subarray(i * dimensions, (i + 1) * dimensions)])),
    ...(labels && { labels: Uint16Array.from(kept, (i) => labels[i] as number) }),
  };
}

/** What there is to say of files with these choices: a size that is chosen is no guess. */
function warningsFor(source: Source, choices: ImportChoices): ImportWarning[] {
  const { warnings, suggested } = source.understood;
  const own = source.warnings?.(choices);
  const sameTile = JSON.stringify(choices.tile) === JSON.stringify(suggested.tile);
  const holds = ({ code }: ImportWarning): boolean => {
    if (own && OF_CHOICES.has(code)) return false;
    if (code === "guessed-tile") return sameTile;
    return code !== "limited" || choices.limit === suggested.limit;
  };
  return [...warnings.filter(holds), ...(own ?? [])];
}
