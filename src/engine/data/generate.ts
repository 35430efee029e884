import { key, Stream } from "../random";
import { countClasses, type Dataset, type ImageSet, imageSize } from "./dataset";
import { type Draw, type GeneratedDefinition, type SizeChoice, sizeChoice } from "./definition";
import { asImportProblem, ImportProblem } from "./importProblem";

/** Images of one seed: few enough to be overtaken by a hand. */
const PART = 20;
/** After drawing so long it is time for a breath: a training step of the run before, a word from the page. */
const BREATHE_EVERY_MS = 20;

export interface GenerateOptions {
  /** Images drawn so far, out of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Lets the thread handle its messages; must yield to the event loop. */
  readonly breathe: () => Promise<void>;
}

/**
 * A generated data set in images of `side` × `side` pixels, drawn part by part, each from a seed of its own; those held
 * out are the last ones. The same definition and side give the same images everywhere.
 * Errors: always ImportProblem: "download" where its code cannot be fetched, "cancelled", or "unreadable" with what went
 * wrong while drawing, such as a lack of memory.
 */
export async function generate(
  id: string,
  definition: GeneratedDefinition,
  side: number,
  options: GenerateOptions,
): Promise<Dataset> {
  const draw = await definition.load().catch(() => {
    throw new ImportProblem(id, "download", { status: 0 });
  });
  const choice = sizeChoice(definition, side);
  try {
    const [train, heldOut] = await drawBoth(id, draw, definition.seed, choice, options);
    const classes = Math.max(countClasses(train.labels), countClasses(heldOut.labels));
    return { id, train, heldOut, classes };
  } catch (error) {
    throw asImportProblem(error, id);
  }
}

async function drawBoth(
  id: string,
  draw: Draw,
  seed: number,
  { side, train, heldOut }: SizeChoice,
  { onProgress, signal, breathe }: GenerateOptions,
): Promise<[ImageSet, ImageSet]> {
  const sets: ImageSet[] = [];
  let [part, done] = [0, 0];
  let lastBreath = performance.now();
  for (const count of [train, heldOut]) {
    let collected: Collected | undefined;
    for (let start = 0; start < count; start += PART) {
      const drawn = draw({ size: side, count: Math.min(PART, count - start), seed: key(seed, Stream.data, part++) });
      collected ??= new Collected(drawn, count);
      collected.put(drawn, start);
      done += drawn.count;
      if (performance.now() - lastBreath < BREATHE_EVERY_MS && done < train + heldOut) continue;
      onProgress?.(done, train + heldOut);
      await breathe();
      lastBreath = performance.now();
      if (signal?.aborted) throw new ImportProblem(id, "cancelled", {});
    }
    if (!collected) throw new Error("there are no images to draw");
    sets.push(collected.images);
  }
  return sets as [ImageSet, ImageSet];
}

/** Images that come in parts, in one piece. */
class Collected {
  readonly images: ImageSet;

  /** @param like the first part, whose kind all others have */
  constructor(like: ImageSet, count: number) {
    const { factors } = like;
    this.images = {
      ...like,
      count,
      pixels: new Uint8Array(count * imageSize(like)),
      ...(like.labels && { labels: new Uint16Array(count) }),
      ...(factors && { factors: { ...factors, values: new Uint8Array(count * factors.names.length) } }),
    };
  }

  put(part: ImageSet, start: number): void {
    const { pixels, labels, factors } = this.images;
    pixels.set(part.pixels, start * imageSize(part));
    if (part.labels) labels?.set(part.labels, start);
    if (part.factors) factors?.values.set(part.factors.values, start * part.factors.names.length);
  }
}
