import { concat, slice, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Experiment } from "../experiment";
import { key, Stream } from "../random";
import { spoil } from "./feed";

/** The noise on samples that are looked at. */
export interface Spoiling {
  readonly corruption: Experiment["corruption"];
  readonly strength: number;
  /** Which noise of this kind. */
  readonly draw: number;
}

/** The number of a sample that is not one of the held-out ones. */
export const OWN_SAMPLE = -1;

/**
 * x̃ of samples that are looked at. Each has noise of its own, a function of its number and the draw alone: it is the same in every
 * picture of the sample, and stands still while the model learns.
 * @param x [samples.length, P]
 */
export function spoilShown(
  x: Tensor2D,
  samples: readonly number[],
  { corruption, strength, draw }: Spoiling,
): Tensor2D {
  const size = x.shape[1];
  const rows = samples.map((sample, row) =>
    spoil(slice(x, [row, 0], [1, size]), { model: "dae", corruption }, strength, key(Stream.probe, draw, sample)),
  );
  return rows.length === 0 ? x : concat(rows);
}
