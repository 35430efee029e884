/** Answers for the room where a sample is a grid of codes. All refuse where the run's model has no codebook. */
import { type Tensor1D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, isPoints, type Samples } from "../../engine/data/samples";
import { type NearestTwo, nearestTwo } from "../../engine/metrics/codeDistances";
import { flatten } from "../../engine/metrics/flatten";
import { zOfLevels } from "../../engine/models/codeLevels";
import { type CodeLevel, type DiscreteModel, isDiscrete } from "../../engine/models/model";
import { toBytes } from "../../engine/training/bytes";
import { collapse, deadCodes, reviveDead } from "../../engine/training/codebookCare";
import { encodeSome } from "../../engine/training/encode";
import { read } from "../../engine/training/evaluate";
import type { Session } from "../../engine/training/session";
import type { ProbeRequest } from "../protocol";
import type { Answers } from "../queries";
import { running } from "../running";
import { sampleOf } from "../sampleOf";
import { fairly, found } from "./fairPace";

export interface VqQueries {
  /** The codes as they lie now, how much they are used, and what each looks like alone. */
  codebook: { ask: Record<string, never>; answer: CodebookPicture };
  /** One sample on its way into codes. */
  codeGrid: { ask: { source: ProbeRequest["source"] }; answer: CodeGrid };
  /** Decodes a grid of codes, whoever chose them: row by row, each a number of the codebook. */
  decodeCodes: { ask: { indices: Uint16Array }; answer: Rebuilt };
  /** Vectors of the encoder beside the codes in two dimensions, at most `most` of them. */
  voronoi: { ask: { most: number }; answer: Voronoi };
  /** Puts all codes at nearly one point, as if training had gone wrong. The run goes on from there. */
  collapse: { ask: Record<string, never>; answer: Record<string, never> };
  /** Starts every code that is hardly ever chosen anew, at what the encoder makes of samples. Says how many there were. */
  revive: { ask: Record<string, never>; answer: { revived: number } };
}

/** An image as bytes, or a point as coordinates. */
interface Rebuilt {
  readonly pixels?: Uint8Array;
  readonly positions?: Float32Array;
}

export interface CodebookPicture {
  /** The step that it is of. */
  readonly step: number;
  readonly dimensions: number;
  /** [K × D], on the unit sphere where the cosine is the distance. */
  readonly vectors: Float32Array;
  /** [K]: the share of the cells of the last training batches that chose each code, a running mean; all 0 before any step. */
  readonly usage: Float32Array;
  /** [K]: whether a code counts as dead, and would start anew with `revive`. */
  readonly dead: readonly boolean[];
  /**
   * What each code is decoded to where the whole grid is it, of the grid's middle cell: K × height × width × channels, bytes.
   * With one cell, and of points, it is all that is decoded.
   */
  readonly tiles: { readonly width: number; readonly height: number } & Rebuilt;
}

/** The codes are those of cells, row by row. */
export interface CodeGrid extends NearestTwo {
  readonly step: number;
  readonly height: number;
  readonly width: number;
  readonly dimensions: number;
  /** [cells × D]: what the encoder says. */
  readonly zE: Float32Array;
  /** The sample, and what the grid of codes is decoded to. */
  readonly x: Rebuilt;
  readonly xHat: Rebuilt;
}

interface Voronoi {
  readonly step: number;
  /** D of the model: the picture is exact where it is 2, of one dimension has a second coordinate of 0, and else is a projection. */
  readonly dimensions: number;
  /** [N × 2]: vectors of cells of held-out samples, along the two axes in which they differ most where D > 2. */
  readonly vectors: Float32Array;
  /** [N]: the nearest code of each, in all D dimensions. */
  readonly nearest: Uint16Array;
  /** [K × 2]: the codes in the same two dimensions. */
  readonly codes: Float32Array;
  /** The share of the vectors' variance that the picture shows, in [0, 1]; 1 with D ≤ 2. */
  readonly explained: number;
}

/** Codes that are decoded at a time, as whole grids. */
const TILES = 64;

export const vqAnswers: Pick<Answers, keyof VqQueries> = {
  async codebook(_, bench) {
    const session = running(bench);
    const model = discrete(session);
    const { step } = session.trainer;
    const [vectors, counts] = await Promise.all([read(tidy(() => model.codebook.codes.clone())), usageOf(model)]);
    const all = counts.reduce((sum, n) => sum + n, 0);
    const dead = new Set(deadCodes(counts));
    return {
      step,
      dimensions: model.code.dimensions,
      vectors: vectors.slice(),
      usage: counts.map((n) => (all > 0 ? n / all : 0)),
      dead: Array.from(counts, (_, k) => dead.has(k)),
      tiles: await session.hold((breathe) => tilesOf(session.trainer.dataset.heldOut, model, breathe)),
    };
  },

  async codeGrid({ source }, bench) {
    const session = running(bench);
    const model = discrete(session);
    const { step, dataset } = session.trainer;
    const { height, width, dimensions } = model.code;
    const sample = sampleOf(dataset.heldOut, source);
    const x = gatherSamples(sample, [0]);
    const tensors = tidy(() => {
      const posterior = model.encode(tensor2d(x, [1, x.length]));
      return [posterior.mu.clone(), model.codebook.codes.clone(), model.decode(model.sample(posterior))] as const;
    });
    const [zE, codes, xHat] = (await Promise.all(tensors.map(read))) as [Float32Array, Float32Array, Float32Array];
    return {
      ...{ step, height, width, dimensions },
      ...nearestTwo(zE, codes, dimensions),
      zE: zE.slice(),
      x: rebuilt(dataset.heldOut, x),
      xHat: rebuilt(dataset.heldOut, xHat),
    };
  },

  async decodeCodes({ indices }, bench) {
    const session = running(bench);
    return rebuilt(session.trainer.dataset.heldOut, await decodeCodes(discrete(session), indices));
  },

  voronoi({ most }, bench, signal) {
    const session = running(bench);
    const model = discrete(session);
    const { step, dataset } = session.trainer;
    const { height, width, dimensions: D } = model.code;
    return fairly(bench, session, signal, async () => {
      const samples = Math.max(1, Math.min(dataset.heldOut.count, Math.ceil(most / (height * width))));
      const indices = Uint32Array.from({ length: samples }, (_, i) => i);
      const all = await session.hold((breathe) => encodeSome(model, dataset.heldOut, indices, breathe));
      const z = found(all).slice(0, most * D);
      const codes = (await read(tidy(() => model.codebook.codes.clone()))).slice();
      const nearest = await read(tidy(() => model.codebook.nearest(tensor2d(z, [z.length / D, D]))));
      const { place, explained } = flatten(z, D);
      return {
        ...{ step, dimensions: D, explained },
        vectors: place(z),
        nearest: Uint16Array.from(nearest),
        codes: place(codes),
      };
    });
  },

  async collapse(_, bench) {
    const session = running(bench);
    discrete(session);
    await session.alter(() => collapse(session.trainer));
    return {};
  },

  async revive(_, bench) {
    const session = running(bench);
    discrete(session);
    return { revived: await session.alter(() => reviveDead(session.trainer)) };
  },
};

function discrete({ trainer: { model } }: Session): DiscreteModel {
  if (!isDiscrete(model)) throw new TypeError("the model has no codebook");
  return model;
}

const usageOf = async ({ codebook }: DiscreteModel) => Float32Array.from(await codebook.usage.data<"float32">());

const rebuilt = (samples: Samples, values: Float32Array): Rebuilt =>
  isPoints(samples) ? { positions: values.slice() } : { pixels: toBytes(values) };

/** x̂ of rows of codes by their numbers, [n · cells]. */
const decodeCodes = (model: DiscreteModel, indices: Uint16Array): Promise<Float32Array> =>
  read(tidy(() => model.decode(model.lookup(tensor1d(Int32Array.from(indices), "int32")))));

/** Each code of a grid, or of the finest, where the whole grid is it: the middle cell's share of the image. */
export async function tilesOf(
  heldOut: Samples,
  model: DiscreteModel,
  breathe: () => Promise<boolean>,
  level = model.levels.length - 1,
): Promise<CodebookPicture["tiles"]> {
  const { height: rows, width: columns, codebook } = model.levels[level] as CodeLevel;
  const K = codebook.size;
  const all: Float32Array[] = [];
  for (let first = 0; first < K; first += TILES) {
    const codes = Math.min(TILES, K - first);
    const cells = rows * columns;
    const own = Int32Array.from({ length: codes * cells }, (_, i) => first + Math.floor(i / cells));
    all.push(await read(tidy(() => model.decode(zOfLevels(model, alone(level, tensor1d(own, "int32")), codes)))));
    if (!(await breathe())) break;
  }
  if (isPoints(heldOut)) return { width: 1, height: 1, positions: join(all) };
  const { width, height, channels } = heldOut;
  const [top, bottom] = span(height, rows);
  const [left, right] = span(width, columns);
  const size = { width: right - left, height: bottom - top };
  const pixels = new Uint8Array(K * size.width * size.height * channels);
  for (const [i, value] of toBytes(join(all)).entries()) {
    const at = Math.floor(i / channels);
    const [image, y, x] = [Math.floor(at / (width * height)), Math.floor(at / width) % height, at % width];
    if (x < left || x >= right || y < top || y >= bottom) continue;
    pixels[((image * size.height + y - top) * size.width + x - left) * channels + (i % channels)] = value;
  }
  return { ...size, pixels };
}

/** Codes of one level, and none of those above it. */
const alone = (level: number, own: Tensor1D) => [...new Array<undefined>(level).fill(undefined), own];

/** From where to where the middle one of `cells` reaches along a side of so many pixels. */
function span(side: number, cells: number): [from: number, to: number] {
  const middle = Math.floor((cells - 1) / 2);
  return [Math.floor((middle * side) / cells), Math.ceil(((middle + 1) * side) / cells)];
}

function join(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
