/** What a prior draws: whole samples, or one number after the other; and what it sees. */
import { type Rank, tensor1d, tensor4d, zeros } from "@tensorflow/tfjs-core";
import { sampleIncrementally } from "../../engine/priors/incrementalSampler";
import { drawsIn, type Grid } from "../../engine/priors/prior";
import { receptiveField } from "../../engine/priors/receptiveField";
import type { Sampling, SamplingOptions } from "../../engine/priors/sampling";
import { bits, key, Stream } from "../../engine/random";
import { toBytes } from "../../engine/training/bytes";
import type { PriorTrainer } from "../../engine/training/priorTrainer";
import type { Session } from "../../engine/training/session";
import { decodeLevels, drawAbove } from "../levels";
import type { Answers, Bench } from "../queries";
import { runningPrior } from "../running";

export interface PriorQueries {
  /** Draws samples, as many as there are labels. */
  drawSamples: { ask: SamplesAsk; answer: Drawn };
  /** Samples of which every number is drawn evenly from all that there are: a uniform prior. */
  drawUniform: { ask: { count: number; draw: number }; answer: Drawn };
  /** Begins one sample that is drawn number by number. Ends the one before. */
  beginSample: { ask: BeginAsk; answer: Begun };
  /** Goes on with it until so many numbers are there. */
  drawUntil: { ask: { until: number }; answer: Step };
  /** Puts another value in place of a number of it, and forgets what was drawn after that. */
  override: { ask: { place: number; value: number }; answer: Step };
  /** How much the logits of one number depend on each number of the sample, by their exact derivatives. */
  receptiveField: { ask: { place: number; values: Int32Array }; answer: { field: Float32Array } };
}

interface SamplesAsk {
  /** A class for each sample; where the prior is not told of classes, they only say how many samples there are. */
  readonly labels: readonly number[];
  /** Which draw: the same one gives the same samples. */
  readonly draw: number;
  readonly temperature: number;
  /** Values that stand in every sample, −1 where one is to be drawn: what they are completed from. */
  readonly given?: Int32Array | undefined;
}

/** Samples, and what they look like. */
interface Drawn {
  readonly step: number;
  /** Numbers in the order in which they are drawn: samples × height · width · colours. */
  readonly values: Int32Array;
  /** Samples × pixels, bytes. */
  readonly pixels: Uint8Array;
  /** What drawing took, and decoding. */
  readonly ms: { readonly draw: number; readonly decode: number };
}

interface BeginAsk {
  readonly label: number;
  readonly draw: number;
  readonly temperature: number;
  /** Values that stand, −1 where one is to be drawn: what a sample is completed from. */
  readonly given?: Int32Array | undefined;
}

interface Begun {
  readonly grid: Grid;
  readonly step: number;
  /** Numbers in a sample. */
  readonly draws: number;
}

/** A sample on its way. */
export interface Step {
  readonly done: number;
  /** What there is, −1 where nothing is drawn or given yet. */
  readonly values: Int32Array;
  /** softmax(logits / T) of the last number, over all levels. */
  readonly probabilities: Float32Array;
  /** What it looks like, with the likeliest value where nothing is drawn yet. */
  readonly pixels: Uint8Array;
}

/** Rows are drawn for so long at a time: a breath costs a training step, which may take as long as many rows. */
const SLICE_MS = 80;

/** The sample that is drawn number by number, of the run whose it is; and the codes above it. */
let theatre:
  | { session: Session<PriorTrainer>; sampling: Sampling; temperature: number; above: readonly Int32Array[] }
  | undefined;

export const priorAnswers: Pick<Answers, keyof PriorQueries> = {
  async drawSamples({ labels, draw, temperature, given }, bench, signal) {
    const session = runningPrior(bench);
    const { prior, experiment, step } = session.trainer;
    const start = performance.now();
    const options = { labels, key: key(experiment.seed, Stream.probe, draw), temperature };
    const above = await drawAbove(bench, options);
    const sampling = await sampleIncrementally(prior, {
      ...options,
      above: above.at(-1),
      ...(given && { given: repeated(given, labels.length) }),
    });
    try {
      const { width, colours } = prior.grid;
      let resumed = performance.now();
      while (sampling.done < sampling.draws) {
        await sampling.advance(Math.min(sampling.draws, sampling.done + width * colours));
        if (performance.now() - resumed < SLICE_MS) continue;
        bench.progress(sampling.done, sampling.draws);
        await bench.breathe();
        signal.throwIfAborted();
        resumed = performance.now();
      }
      return await drawnOf(bench, session, step, [...above, await sampling.values()], start);
    } finally {
      sampling.dispose();
    }
  },

  async drawUniform({ count, draw }, bench) {
    const session = runningPrior(bench);
    const { prior, experiment, step } = session.trainer;
    const start = performance.now();
    const stream = key(experiment.seed, Stream.analysis, draw);
    const values = Int32Array.from(
      { length: count * drawsIn(prior.grid) },
      (_, i) => bits(stream, i) % prior.grid.levels,
    );
    const above = await drawAbove(bench, { labels: new Array(count).fill(0), key: stream });
    return drawnOf(bench, session, step, [...above, values], start);
  },

  async beginSample({ label, draw, temperature, given }, bench) {
    const session = runningPrior(bench);
    const { prior, experiment, step } = session.trainer;
    theatre?.sampling.dispose();
    theatre = undefined;
    const begun = { labels: [label], key: key(experiment.seed, Stream.probe, draw), temperature };
    const above = await drawAbove(bench, begun);
    const options: SamplingOptions = { ...begun, above: above.at(-1), ...(given && { given }) };
    const sampling = await sampleIncrementally(prior, options);
    theatre = { session, sampling, temperature, above };
    return { grid: prior.grid, step, draws: sampling.draws };
  },

  async drawUntil({ until }, bench) {
    const { sampling } = current(bench);
    await sampling.advance(Math.min(until, sampling.draws));
    return stepOf(bench);
  },

  async override({ place, value }, bench) {
    await current(bench).sampling.override(place, [value]);
    return stepOf(bench);
  },

  async receptiveField({ place, values }, bench) {
    const session = runningPrior(bench);
    const { prior, classes } = session.trainer;
    const { height, width, colours } = prior.grid;
    const known = values.map((value) => Math.max(0, value));
    const x = tensor4d(known, [1, height, width, colours], "int32");
    const label = classes > 0 ? tensor1d([0], "int32") : undefined;
    const above = prior.above && zeros<Rank.R4>([1, prior.above.height, prior.above.width, 1], "int32");
    try {
      return { field: await session.hold(() => receptiveField(prior, x, place, label, above)) };
    } finally {
      x.dispose();
      label?.dispose();
      above?.dispose();
    }
  },
};

function current(bench: Bench) {
  const session = runningPrior(bench);
  if (theatre?.session !== session) throw new TypeError("no sample was begun");
  return theatre;
}

async function stepOf(bench: Bench): Promise<Step> {
  const { session, sampling, temperature, above } = current(bench);
  const [values, logits] = [await sampling.values(), await sampling.logits()];
  const shown = values.map((value) => Math.max(0, value));
  return {
    done: sampling.done,
    values,
    probabilities: softmax(logits, temperature),
    pixels: toBytes(await picture(bench, session, [...above, shown])),
  };
}

function repeated(values: Int32Array, times: number): Int32Array {
  const all = new Int32Array(values.length * times);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}

/** At temperature 0 the likeliest has it all. */
function softmax(logits: Float32Array, temperature: number): Float32Array {
  const most = Math.max(...logits);
  const weights = logits.map((logit) =>
    temperature === 0 ? +(logit === most) : Math.exp((logit - most) / temperature),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

async function drawnOf(
  bench: Bench,
  session: Session<PriorTrainer>,
  step: number,
  levels: readonly Int32Array[],
  start: number,
): Promise<Drawn> {
  const drawn = performance.now();
  const pixels = toBytes(await picture(bench, session, levels));
  return {
    step,
    values: levels.at(-1) as Int32Array,
    pixels,
    ms: { draw: drawn - start, decode: performance.now() - drawn },
  };
}

/**
 * What numbers look like, in [0, 1]: codes as what they are decoded to, with those above them before them, levels as the middle of those
 * from dark to bright.
 */
function picture(
  { codec }: Bench,
  { trainer }: Session<PriorTrainer>,
  numbers: readonly Int32Array[],
): Promise<Float32Array> {
  const { grid } = trainer.prior;
  const values = numbers.at(-1) as Int32Array;
  if (codec) return decodeLevels(codec.model, numbers, values.length / drawsIn(grid));
  return Promise.resolve(Float32Array.from(values, (value) => value / (grid.levels - 1)));
}
