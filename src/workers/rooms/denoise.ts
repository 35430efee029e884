/** What noise does to samples, and what the model makes of them. */
import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import {
  gatherSamples,
  isPointDataset,
  isPoints,
  type PointDataset,
  type PointSet,
  sampleSize,
  sliceSamples,
} from "../../engine/data/samples";
import { distanceToCloud } from "../../engine/metrics/distanceToCloud";
import { latentShift, type NoiseEffect, noiseEffect } from "../../engine/metrics/noiseEffect";
import type { Model } from "../../engine/models/model";
import { read } from "../../engine/training/evaluate";
import { STRIP } from "../../engine/training/frame";
import { type Session, toBytes } from "../../engine/training/session";
import { OWN_SAMPLE, type Spoiling, spoilShown } from "../../engine/training/shown";
import type { ProbeRequest } from "../protocol";
import type { Answers } from "../queries";
import { running } from "../running";
import { sampleOf } from "../sampleOf";
import { fairly, found } from "./fairPace";

/** Images as bytes, one after the other. */
interface Denoised {
  readonly xTilde: Uint8Array;
  readonly xHat: Uint8Array;
}

export interface DenoiseQueries {
  /** The strip's images and the followed one, spoilt and rebuilt. */
  denoised: {
    ask: { noise: Spoiling; source: ProbeRequest["source"] };
    answer: { strip: Denoised; followed: Denoised & { x: Uint8Array; noisy: number; rebuilt: number } };
  };
  /** The same of many held-out samples, in numbers, by the model of a run; see `latentShift`. */
  noiseEffect: {
    ask: { noise: Spoiling; run: number };
    answer: NoiseEffect & { step: number; moved: number; spread: number; relative: number };
  };
  /** The first held-out points, spoilt. */
  scatter: { ask: { noise: Spoiling; count: number }; answer: Walk };
  /** Where points go when they are rebuilt again and again. */
  walk: { ask: { positions: Float32Array; passes: number }; answer: Walk };
}

interface Walk {
  /** After each pass, the first included: point by point. */
  readonly path: readonly Float32Array[];
  /** Mean distance of the last ones to the nearest training point. */
  readonly distance: number;
}

const MOST_SAMPLES = 500;
/** Training points that a distance is measured to: more are no nearer. */
const MOST_NEIGHBOURS = 2000;

export const denoiseAnswers: Pick<Answers, keyof DenoiseQueries> = {
  async denoised({ noise, source }, bench) {
    const session = running(bench);
    const { heldOut } = session.trainer.dataset;
    if (isPoints(heldOut)) throw new Error("points are no images");
    const size = sampleSize(heldOut);
    const shown = sliceSamples(heldOut, 0, Math.min(STRIP, heldOut.count));
    const numbers = Array.from({ length: shown.count }, (_, i) => i);
    const followed = gatherSamples(sampleOf(heldOut, source), [0]);
    const x = new Float32Array((shown.count + 1) * size);
    x.set(gatherSamples(shown, numbers));
    x.set(followed, shown.count * size);
    const own = "index" in source ? source.index : OWN_SAMPLE;
    const [xTilde, xHat] = await rebuild(session.trainer.model, x, size, (rows) =>
      spoilShown(rows, [...numbers, own], noise),
    );
    const last = (rows: Float32Array) => rows.subarray(shown.count * size);
    const strip = (rows: Float32Array) => toBytes(rows.subarray(0, shown.count * size));
    return {
      strip: { xTilde: strip(xTilde), xHat: strip(xHat) },
      followed: {
        x: toBytes(followed),
        xTilde: toBytes(last(xTilde)),
        xHat: toBytes(last(xHat)),
        noisy: meanSquare(followed, last(xTilde)),
        rebuilt: meanSquare(followed, last(xHat)),
      },
    };
  },

  async noiseEffect({ noise, run }, bench, signal) {
    const session = running(bench, run);
    const { step, model, dataset } = session.trainer;
    const count = Math.min(MOST_SAMPLES, dataset.heldOut.count);
    const spoil = (x: Tensor2D, numbers: readonly number[]) => spoilShown(x, numbers, noise);
    const effect = found(
      await fairly(bench, session, signal, (pace) => noiseEffect(model, dataset.heldOut, count, spoil, pace)),
    );
    return { ...effect, ...latentShift(effect), step };
  },

  async scatter({ noise, count }, bench) {
    const session = running(bench);
    const { heldOut, train } = pointsOf(session);
    const numbers = Array.from({ length: Math.min(count, heldOut.count) }, (_, i) => i);
    const x = gatherSamples(heldOut, numbers);
    const spoilt = await read(
      tidy(() => spoilShown(tensor2d(x, [numbers.length, sampleSize(heldOut)]), numbers, noise)),
    );
    return { path: [spoilt.slice()], distance: distanceTo(train, spoilt) };
  },

  async walk({ positions, passes }, bench) {
    const session = running(bench);
    const { model } = session.trainer;
    const { train } = pointsOf(session);
    const size = train.dimensions;
    const path = [positions];
    for (let pass = 0; pass < passes; pass++) {
      const rows = path.at(-1) as Float32Array;
      const next = tidy(() => model.rebuild(tensor2d(rows, [rows.length / size, size])));
      path.push((await read(next)).slice());
    }
    return { path, distance: distanceTo(train, path.at(-1) as Float32Array) };
  },
};

/** x̃ and x̂ of rows x [n, size]. */
async function rebuild(
  model: Model,
  x: Float32Array,
  size: number,
  spoil: (x: Tensor2D) => Tensor2D,
): Promise<[xTilde: Float32Array, xHat: Float32Array]> {
  const [xTilde, xHat] = tidy(() => {
    const spoilt = spoil(tensor2d(x, [x.length / size, size]));
    return [spoilt, model.rebuild(spoilt)] as const;
  });
  return [await read(xTilde), await read(xHat)];
}

const distanceTo = ({ positions, dimensions }: PointSet, points: Float32Array): number =>
  distanceToCloud(points, positions.subarray(0, MOST_NEIGHBOURS * dimensions), dimensions);

const meanSquare = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length;

/** The points that a run is about. */
function pointsOf({ trainer: { dataset } }: Session): PointDataset {
  if (!isPointDataset(dataset)) throw new Error("images are no points");
  return dataset;
}
