import { key, permutation, Stream } from "../../random";
import { type Dataset, type ImageSet, imageSize } from "../dataset";
import { classesOf } from "../import/classes";
import { ImportProblem } from "../importProblem";
import { type Drawing, FEWEST_DRAWINGS } from "./drawing";

/** One in so many drawings is held out, and one at least. */
const HELD_OUT_OF = 5;

/**
 * Drawings of one shape as a data set. It has classes where every drawing has a label; which drawings are held out
 * depends on their number alone.
 * Errors: ImportProblem "too-few".
 */
export function drawnDataset(drawings: readonly Drawing[], id: string): Dataset {
  const { length } = drawings;
  if (length < FEWEST_DRAWINGS) throw new ImportProblem(id, "too-few", { count: length, needed: FEWEST_DRAWINGS });
  const labels = drawings.map(({ label }) => label);
  const classes = labels.every((label) => label !== "") ? classesOf(labels) : undefined;
  const order = permutation(key(Stream.data), length);
  const heldOut = Math.max(1, Math.floor(length / HELD_OUT_OF));
  const part = (indices: Uint32Array): ImageSet => {
    const chosen = Array.from(indices, (index) => drawings[index] as Drawing);
    const { width, height, channels } = chosen[0] as Drawing;
    const pixels = new Uint8Array(chosen.length * imageSize({ width, height, channels }));
    for (const [i, drawing] of chosen.entries()) pixels.set(drawing.pixels, i * drawing.pixels.length);
    const images = { width, height, channels, count: chosen.length, pixels };
    return classes ? { ...images, labels: Uint16Array.from(indices, (i) => classes.labels[i] as number) } : images;
  };
  const isNamed = classes && !classes.names.every((name, i) => name === `${i}`);
  return {
    id,
    train: part(order.subarray(heldOut).sort()),
    heldOut: part(order.subarray(0, heldOut).sort()),
    classes: classes?.count ?? 0,
    ...(isNamed && { labelNames: classes.names }),
  };
}
