/** What a prior learns from, as it sees it: held-out samples as numbers, and what each number looks like. */
import { imageSize } from "../../engine/data/dataset";
import { isPoints } from "../../engine/data/samples";
import { read } from "../../engine/training/evaluate";
import type { Answers, Bench } from "../queries";
import { NoRunError, runningPrior } from "../running";
import { type CodebookPicture, tilesOf } from "./vq";

export interface PriorSampleQueries {
  /** Held-out samples as what the prior is over, and as the images that they are. */
  heldOutNumbers: { ask: { indices: readonly number[] }; answer: HeldOutNumbers };
  /** What each code is decoded to where the whole grid is it. Refused of a prior over pixels. */
  codeTiles: { ask: Record<string, never>; answer: CodebookPicture["tiles"] };
}

interface HeldOutNumbers {
  /** In the order in which they are drawn: samples × height · width · colours. */
  readonly values: Int32Array;
  /** Samples × pixels, bytes. */
  readonly pixels: Uint8Array;
  /** Their classes, where the prior is told them. */
  readonly labels?: readonly number[];
}

export const priorSampleAnswers: Pick<Answers, keyof PriorSampleQueries> = {
  async heldOutNumbers({ indices }, bench) {
    const { trainer } = runningPrior(bench);
    const { x, label } = trainer.heldOut(Uint32Array.from(indices));
    const [values, labels] = await Promise.all([read(x), label && read(label)]);
    return {
      values: Int32Array.from(values),
      pixels: pixelsOf(bench, indices),
      ...(labels && { labels: Array.from(labels) }),
    };
  },

  async codeTiles(_, bench) {
    const session = runningPrior(bench);
    const { codec } = bench;
    if (!codec) throw new NoRunError();
    return session.hold((breathe) => tilesOf(codec.dataset.heldOut, codec.model, breathe, codec.level));
  },
};

/** A prior over codes learns from no images itself, but its autoencoder did. */
function pixelsOf(bench: Bench, indices: readonly number[]): Uint8Array {
  const { heldOut } = (bench.codec ?? runningPrior(bench).trainer).dataset;
  if (!("pixels" in heldOut) || isPoints(heldOut)) throw new TypeError("points are no images");
  const size = imageSize(heldOut);
  const pixels = new Uint8Array(indices.length * size);
  for (const [i, index] of indices.entries())
    pixels.set(heldOut.pixels.subarray(index * size, (index + 1) * size), i * size);
  return pixels;
}
