/** Answers for the room of several grids of codes. All refuse where the run has but one, or none. */
import { type Tensor1D, tensor1d, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, sliceSamples } from "../../engine/data/samples";
import { type LevelErrors, levelErrors } from "../../engine/metrics/levelErrors";
import { splitChoices, zOfLevels } from "../../engine/models/codeLevels";
import { type CodeGrid, type DiscreteModel, isDiscrete } from "../../engine/models/model";
import { attentionMap } from "../../engine/priors/attentionMap";
import { drawLevels } from "../../engine/priors/drawLevels";
import type { Prior } from "../../engine/priors/prior";
import { key, Stream } from "../../engine/random";
import { toBytes } from "../../engine/training/bytes";
import { read } from "../../engine/training/evaluate";
import { decodeLevels, priorsOf } from "../levels";
import type { ProbeRequest } from "../protocol";
import type { Answers, Bench } from "../queries";
import { running, runningAny, runningPrior } from "../running";
import { sampleOf } from "../sampleOf";
import type { Codec } from "../stages";
import { fairly, found } from "./fairPace";

type Source = ProbeRequest["source"];

export interface HierarchyQueries {
  /** One sample rebuilt from all levels, and from each alone, the others being the mean of their codes. */
  levelsOf: { ask: { source: Source }; answer: LevelsOfSample };
  /** What two samples are decoded to when each level is taken from the first (0) or the second (1) of them. */
  mixLevels: { ask: { sources: readonly [Source, Source]; from: readonly (0 | 1)[] }; answer: { pixels: Uint8Array } };
  /** Held-out errors with each level alone and with each scrambled, and how many of its codes are in use, of at most so many samples. */
  levelErrors: { ask: { most: number }; answer: LevelErrors & { readonly step: number } };
  /** Draws samples from the coarsest level down to that of the prior that is trained, as many as there are labels. */
  drawLevels: { ask: { labels: readonly number[]; draw: number; temperature: number }; answer: DrawnLevels };
  /** What a cell of the coarsest grid attends to while it is drawn, layer by layer; no layers where its prior has no attention. */
  attention: { ask: { codes: ArrayLike<number>; cell: number; label?: number | undefined }; answer: AttentionMaps };
}

export interface LevelsOfSample {
  /** The step of the autoencoder. */
  readonly step: number;
  /** The coarsest first. */
  readonly levels: readonly (CodeGrid & {
    /** K */
    readonly choices: number;
    /** Of this sample, row by row. */
    readonly codes: Uint16Array;
    /** What this level alone is decoded to, bytes. */
    readonly alone: Uint8Array;
  })[];
  readonly x: Uint8Array;
  readonly xHat: Uint8Array;
}

export interface DrawnLevels {
  /** The step of the prior. */
  readonly step: number;
  /** Of each level that is drawn, the coarsest first. */
  readonly levels: readonly {
    /** Samples × cells. */
    readonly codes: Int32Array;
    /** What the samples look like once this level is there: samples × pixels, bytes. */
    readonly pixels: Uint8Array;
    /** What drawing it took. */
    readonly ms: number;
  }[];
}

interface AttentionMaps extends CodeGrid {
  /** Of each layer how much of each cell, row by row; up to the cell they add up to 1. */
  readonly maps: readonly Float32Array[];
}

export const hierarchyAnswers: Pick<Answers, keyof HierarchyQueries> = {
  async levelsOf({ source }, bench) {
    const { dataset, step, model } = hierarchy(bench);
    const x = gatherSamples(sampleOf(dataset.heldOut, source), [0]);
    const { codes, alone, xHat } = tidy(() => {
      const choices = choicesOf(model, x);
      const only = (level: number) => choices.map((each, i) => (i === level ? each : undefined));
      return {
        codes: choices,
        alone: choices.map((_, i) => model.decode(zOfLevels(model, only(i), 1))),
        xHat: model.decode(zOfLevels(model, choices, 1)),
      };
    });
    const [chosen, images, all] = await Promise.all([
      Promise.all(codes.map(read)),
      Promise.all(alone.map(read)),
      read(xHat),
    ]);
    return {
      step,
      levels: model.levels.map(({ height, width, codebook }, i) => ({
        ...{ height, width },
        choices: codebook.size,
        codes: Uint16Array.from(chosen[i] as Float32Array),
        alone: toBytes(images[i] as Float32Array),
      })),
      ...{ x: toBytes(x), xHat: toBytes(all) },
    };
  },

  async mixLevels({ sources, from }, bench) {
    const { dataset, model } = hierarchy(bench);
    const samples = sources.map((source) => gatherSamples(sampleOf(dataset.heldOut, source), [0]));
    const pixels = await read(
      tidy(() => {
        const choices = samples.map((x) => choicesOf(model, x));
        return model.decode(
          zOfLevels(
            model,
            model.levels.map((_, level) => choices[from[level] ?? 0]?.[level]),
            1,
          ),
        );
      }),
    );
    return { pixels: toBytes(pixels) };
  },

  levelErrors({ most }, bench, signal) {
    const { dataset, step, model } = hierarchy(bench);
    const session = runningAny(bench);
    const samples = sliceSamples(dataset.heldOut, 0, Math.min(most, dataset.heldOut.count));
    return fairly(bench, session, signal, async ({ breathe: rest, progress }) => {
      const errors = await session.hold((breathe) =>
        levelErrors(model, samples, { breathe: async () => (await breathe()) && rest(), progress }),
      );
      return { step, ...found(errors) };
    });
  },

  async drawLevels({ labels, draw, temperature }, bench, signal) {
    const session = runningPrior(bench);
    const { model } = hierarchy(bench);
    const { experiment, step } = session.trainer;
    const start = performance.now();
    const times: number[] = [];
    const drawn = await drawLevels(
      priorsOf(bench),
      { labels, key: key(experiment.seed, Stream.probe, draw), temperature },
      async (done, total, level) => {
        bench.progress(done, total);
        await bench.breathe();
        signal.throwIfAborted();
        times[level] = performance.now() - start;
      },
    );
    const images = await Promise.all(
      drawn.map((_, level) => decodeLevels(model, drawn.slice(0, level + 1), labels.length)),
    );
    return {
      step,
      levels: drawn.map((codes, level) => ({
        codes,
        pixels: toBytes(images[level] as Float32Array),
        ms: (times[level] as number) - (times[level - 1] ?? 0),
      })),
    };
  },

  async attention({ codes, cell, label }, bench) {
    const session = runningPrior(bench);
    const prior = priorsOf(bench)[0] as Prior;
    const { height, width } = prior.grid;
    const x = tensor4d(
      Int32Array.from(codes, (code) => Math.max(0, code)),
      [1, height, width, 1],
      "int32",
    );
    const given = label === undefined ? undefined : tensor1d([label], "int32");
    try {
      return { height, width, maps: await session.hold(() => attentionMap(prior, x, cell, given)) };
    } finally {
      x.dispose();
      given?.dispose();
    }
  },
};

/** The model of several grids, whether it is trained or stands still below a prior. */
function hierarchy(bench: Bench): Pick<Codec, "dataset" | "step" | "model"> {
  const { dataset, step, model } = bench.codec ?? running(bench).trainer;
  if (!isDiscrete(model) || model.levels.length < 2) throw new TypeError("the model has no levels of codes");
  return { dataset, step, model };
}

/** int32 [cells] of each level. */
const choicesOf = (model: DiscreteModel, x: Float32Array): Tensor1D[] =>
  splitChoices(model.nearest(model.encode(tensor2d(x, [1, x.length]))), model.levels);
