/** Anomalies are rebuilt badly: scores of ordinary samples beside those of odd ones. */
import type { ImageSet } from "../../engine/data/dataset";
import { type AnyDataset, isPoints, type PointSet, type Samples, sampleSize } from "../../engine/data/samples";
import { someOf } from "../../engine/data/someOf";
import { bits, key, Stream, uniforms } from "../../engine/random";
import { rebuild, rebuildScores, type Score } from "../../engine/training/rebuild";
import { toBytes } from "../../engine/training/session";
import type { ProbeRequest } from "../protocol";
import type { Answers } from "../queries";
import { running } from "../running";
import { sampleOf } from "../sampleOf";
import { found } from "./fairPace";

/** What is odd: held-out samples of the class that was left out of training, or noise. */
export type Odd = "leftOut" | "noise";

export interface AnomalyQueries {
  /** How badly held-out samples are rebuilt, ordinary and odd ones. */
  anomalies: { ask: { odd: Odd; score: Score }; answer: Anomalies };
  /** The same of one sample, and what it is rebuilt as. */
  anomaly: {
    ask: { source: ProbeRequest["source"]; score: Score };
    answer: { x: Uint8Array | Float32Array; xHat: Uint8Array | Float32Array; score: number };
  };
}

export interface Anomalies {
  readonly normal: Float32Array;
  readonly odd: Float32Array;
  /** The worst of both together, worst first. Images are bytes, points coordinates, one sample after the other. */
  readonly worst: readonly Worst[];
  readonly x: Uint8Array | Float32Array;
  readonly xHat: Uint8Array | Float32Array;
}

interface Worst {
  readonly isOdd: boolean;
  readonly score: number;
  readonly label?: number;
}

const MOST: Record<Score, number> = { mse: 1_000, loss: 500 };
const MOST_NOISE = 200;
const WORST = 12;
/** How far noise reaches among points, which lie about within [−1, 1]. */
const NOISE_REACH = 1.2;

export const anomalyAnswers: Pick<Answers, keyof AnomalyQueries> = {
  async anomalies({ odd, score }, bench, signal) {
    const session = running(bench);
    const { model, dataset, experiment } = session.trainer;
    const { heldOut } = dataset;
    const kinds = kindsOf(dataset, experiment.without, odd, MOST[score]);
    return session.hold(async (breathe) => {
      const going = async () => (await breathe()) && !signal.aborted;
      const scores = async (samples: Samples, indices: Uint32Array) =>
        found(await rebuildScores(model, samples, indices, score, going));
      const normal = await scores(heldOut, kinds.normal);
      const oddScores = await scores(kinds.oddOf, kinds.odd);
      const ranked = [
        ...Array.from(normal, (value, i) => ({ score: value, isOdd: false, from: heldOut, index: kinds.normal[i] })),
        ...Array.from(oddScores, (value, i) => ({ score: value, isOdd: true, from: kinds.oddOf, index: kinds.odd[i] })),
      ];
      const worst = ranked.sort((a, b) => b.score - a.score).slice(0, WORST);
      const samples = join(worst.map(({ from, index = 0 }) => sampleOf(from, { index })));
      const xHat = await rebuild(model, samples, Uint32Array.from(worst.keys()));
      return {
        normal,
        odd: oddScores,
        worst: worst.map(({ isOdd, score: value, from, index = 0 }) => {
          const label = from.labels?.[index];
          return { isOdd, score: value, ...(label !== undefined && { label }) };
        }),
        ...shown(samples, xHat),
      };
    });
  },

  async anomaly({ source, score }, bench) {
    const { model, dataset } = running(bench).trainer;
    const sample = sampleOf(dataset.heldOut, source);
    const only = Uint32Array.of(0);
    const going = async () => true;
    const scores = found(await rebuildScores(model, sample, only, score, going));
    return { score: scores[0] as number, ...shown(sample, await rebuild(model, sample, only)) };
  },
};

/** Which held-out samples are ordinary, and what is odd beside them. */
function kindsOf({ heldOut }: AnyDataset, without: number | "none", odd: Odd, most: number) {
  const isLeftOut = (i: number) => heldOut.labels?.[i] === without;
  const all = Uint32Array.from({ length: heldOut.count }, (_, i) => i);
  const some = (indices: Uint32Array) => someOf(indices.length, most).map((i) => indices[i] as number);
  const normal = some(all.filter((i) => !isLeftOut(i)));
  if (odd === "leftOut") return { normal, oddOf: heldOut, odd: some(all.filter(isLeftOut)) };
  const noise = noiseLike(heldOut);
  return { normal, oddOf: noise, odd: someOf(noise.count, most) };
}

/** Samples of the same shape without any order in them. */
function noiseLike(heldOut: Samples): Samples {
  const stream = key(Stream.analysis, 1);
  const size = MOST_NOISE * sampleSize(heldOut);
  if (isPoints(heldOut)) {
    const { kind, dimensions } = heldOut;
    const positions = uniforms(stream, size).map((u) => NOISE_REACH * (2 * u - 1));
    return { kind, dimensions, count: MOST_NOISE, positions };
  }
  const { width, height, channels } = heldOut;
  const pixels = Uint8Array.from({ length: size }, (_, i) => bits(stream, i) >>> 24);
  return { width, height, channels, count: MOST_NOISE, pixels };
}

/** Sets of one kind as one. */
function join(sets: readonly Samples[]): Samples {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const [first] = sets as [Samples];
  if (isPoints(first)) {
    const positions = Float32Array.from((sets as PointSet[]).flatMap((set) => [...set.positions]));
    return { kind: first.kind, dimensions: first.dimensions, count, positions };
  }
  const { width, height, channels } = first;
  const pixels = Uint8Array.from((sets as ImageSet[]).flatMap((set) => [...set.pixels]));
  return { width, height, channels, count, pixels };
}

/** Samples and what they are rebuilt as, as the page shows them. */
function shown(samples: Samples, xHat: Float32Array) {
  return isPoints(samples)
    ? { x: samples.positions.slice(), xHat: xHat.slice() }
    : { x: samples.pixels.slice(), xHat: toBytes(xHat) };
}
