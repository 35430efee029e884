import type { Pace } from "./chunks";
import { countRows, type Features } from "./features";
import { classifyByProbe, trainLinearProbe } from "./linearProbe";
import { classifyByNeighbours, type Labelled } from "./nearestNeighbours";

/** The neighbours that vote on a row. */
export const NEIGHBOURS = 5;
/** Accuracy does not change any more long before the gradient is gone. */
const TOLERANCE = 1e-3;
/** Classes × numbers of the training rows: with more, a probe would take minutes. */
const MOST_WORK = 1e8;

/** Two simple classifiers on frozen features: how far these already tell the classes apart. */
export interface Classified {
  /** The class that each gives each row of the test: [test]. No probe where that would take too long. */
  readonly probe?: Uint16Array;
  readonly neighbours: Uint16Array;
}

/**
 * Trains a linear probe and asks the nearest neighbours, on the same rows. All columns are divided by one scale, so that
 * the probe's penalty weighs the same whatever unit the features come in, and no distance changes beside another.
 *
 * @returns undefined when given up
 * @throws RangeError where there is no row to train on, or a value is not finite
 */
export async function classify(
  train: Labelled,
  test: Features,
  classes: number,
  { breathe, progress }: Pace,
): Promise<Classified | undefined> {
  const scale = spread(train);
  const scaled = (values: Features["values"]) => Float32Array.from(values, (value) => value / scale);
  const known = { ...train, values: scaled(train.values) };
  const asked = { ...test, values: scaled(test.values) };
  const half = (start: number) => (done: number) => progress?.((start + done) / 2);
  let probed: Pick<Classified, "probe"> = {};
  if (classes * known.values.length <= MOST_WORK) {
    const probe = await trainLinearProbe(known, classes, 1, { breathe, progress: half(0) }, TOLERANCE);
    if (!probe) return undefined;
    probed = { probe: Uint16Array.from(classifyByProbe(probe, asked)) };
  }
  const k = Math.min(NEIGHBOURS, countRows(known));
  const neighbours = await classifyByNeighbours(known, asked, k, classes, { breathe, progress: half(1) });
  return neighbours && { ...probed, neighbours: Uint16Array.from(neighbours) };
}

/** Standard deviation of a column, in the mean over all: √(mean variance); 1 where nothing varies. */
function spread({ dimensions, values }: Features): number {
  const rows = values.length / dimensions;
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const d = i % dimensions;
    sums[d] = (sums[d] as number) + value;
    squares[d] = (squares[d] as number) + value * value;
  }
  const variance = squares.reduce((sum, square, d) => sum + square / rows - ((sums[d] as number) / rows) ** 2, 0);
  return variance > 0 ? Math.sqrt(variance / dimensions) : 1;
}
