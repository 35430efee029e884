/** Answers for the room where two decoders are given the same z ~ N(0, I). */
import { abs, mean, mul, sub, type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, isPoints, type Samples, sampleSize } from "../../engine/data/samples";
import { distancesToNearest, NearestData } from "../../engine/metrics/nearestData";
import { codeSize } from "../../engine/models/model";
import { read } from "../../engine/training/evaluate";
import { type Session, toBytes } from "../../engine/training/session";
import type { Answers, Bench } from "../queries";
import { running } from "../running";

/** Bytes of images, or coordinates of points, row by row. */
export interface Decoded {
  readonly pixels?: Uint8Array;
  readonly positions?: Float32Array;
}

/**
 * How good samples are: neither number alone would do. What is always the same may be near to data, and noise is near to
 * nothing.
 */
export interface Quality {
  /** Mean distance of the samples to the nearest training data: does each look like something? */
  readonly distance: number;
  /** Mean distance of held-out data to the nearest of the samples: is there something like each? */
  readonly coverage: number;
}

/** By what a place of the plane is painted: how sure the decoder is of its pixels, or how far its output is from the data. */
export type PaintBy = "certainty" | "distance";

export interface GenerateQueries {
  /** Decodes rows of z with the decoder of a run. */
  decodeWith: { ask: { run: number; z: Float32Array }; answer: Decoded };
  /** The same, and how near they all come to the training data; only the first ones come back. */
  generated: { ask: { run: number; z: Float32Array; shown: number }; answer: Decoded & Quality };
  /** The same of held-out data, and for `coverage` of as many training data, as if they were samples: as good as can be. */
  heldOutQuality: { ask: { run: number }; answer: Quality };
  /** What each of these rows of z is painted by, one value a row. */
  paintedPlane: { ask: { run: number; z: Float32Array; by: PaintBy }; answer: { values: Float32Array } };
}

/** Held-out samples that are compared with: enough for a mean. */
const YARDSTICK = 256;
/** Rows of z between two breaths. */
const ROWS = 128;

export const generateAnswers: Pick<Answers, keyof GenerateQueries> = {
  async decodeWith({ run, z }, bench) {
    const session = running(bench, run);
    return decoded(session, await read(tidy(() => session.trainer.model.decode(rowsOf(session, z)))));
  },

  async generated({ run, z, shown }, bench) {
    const session = running(bench, run);
    const { dataset, model } = session.trainer;
    const xHat = tidy(() => model.decode(rowsOf(session, z)));
    const quality = await lookAt(session, xHat, xHat);
    const values = await read(xHat);
    return { ...decoded(session, values.slice(0, shown * sampleSize(dataset.train))), ...quality };
  },

  async heldOutQuality({ run }, bench) {
    const session = running(bench, run);
    const { train, heldOut } = session.trainer.dataset;
    const [data, samples] = [firstOf(heldOut), firstOf(train)];
    const quality = await lookAt(session, data, samples);
    for (const tensor of [data, samples]) tensor.dispose();
    return quality;
  },

  async paintedPlane({ run, z, by }, bench, signal) {
    const session = running(bench, run);
    if (by === "certainty") return { values: await paint(session, z, bench, signal, certainty) };
    const data = new NearestData(session.trainer.dataset.train);
    try {
      return { values: await paint(session, z, bench, signal, (xHat) => data.distances(xHat)) };
    } finally {
      data.dispose();
    }
  },
};

/** Mean over the pixels of |2p − 1|: 1 where every pixel is ink or paper, 0 where each might be either. */
const certainty = (xHat: Tensor2D): Tensor1D => mean<Tensor1D>(abs(sub(mul(xHat, 2), 1)), 1);

async function paint(
  session: Session,
  z: Float32Array,
  { breathe, progress }: Bench,
  signal: AbortSignal,
  measure: (xHat: Tensor2D) => Tensor1D,
): Promise<Float32Array> {
  const latent = codeSize(session.trainer.model.code);
  const rows = z.length / latent;
  const values = new Float32Array(rows);
  for (let start = 0; start < rows && !signal.aborted; start += ROWS) {
    const some = z.subarray(start * latent, (start + ROWS) * latent);
    values.set(await read(tidy(() => measure(session.trainer.model.decode(rowsOf(session, some))))), start);
    progress(Math.min(rows, start + ROWS), rows);
    await breathe();
  }
  return values;
}

/** How near `x` comes to the training data, and held-out data to `samples`. */
async function lookAt({ trainer: { dataset } }: Session, x: Tensor2D, samples: Tensor2D): Promise<Quality> {
  const data = new NearestData(dataset.train);
  const [distance, coverage] = tidy(() => [
    mean(data.distances(x)),
    mean(distancesToNearest(firstOf(dataset.heldOut), samples)),
  ]);
  data.dispose();
  const [[near], [covered]] = await Promise.all([read(distance), read(coverage)]);
  return { distance: near as number, coverage: covered as number };
}

function firstOf(set: Samples): Tensor2D {
  const count = Math.min(YARDSTICK, set.count);
  return tensor2d(gatherSamples(set, [...Array(count).keys()]), [count, sampleSize(set)]);
}

function rowsOf({ trainer: { model } }: Session, z: Float32Array): Tensor2D {
  const width = codeSize(model.code);
  return tensor2d(z, [z.length / width, width]);
}

const decoded = ({ trainer: { dataset } }: Session, values: Float32Array): Decoded =>
  isPoints(dataset.train) ? { positions: values.slice() } : { pixels: toBytes(values) };
