import { stack, type Tensor, type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import type { LiveKnobs } from "../experiment";
import { splitChoices } from "../models/codeLevels";
import { cellsIn, codeSize, type DiscreteModel, isDiscrete, type Model, type Pass } from "../models/model";
import { meanSquaredError } from "../nn/losses";
import { key, normals, Stream } from "../random";
import { annealed, total } from "./baseTrainer";
import { spoil } from "./feed";
import type { Trainer } from "./trainer";

const CHUNK = 250;

/** How a model does on images, or points, it was never trained on, and where it puts them. */
export interface Evaluation {
  readonly count: number;
  /** [total, ...terms], means over the images. */
  readonly losses: Float32Array;
  /** Mean squared error per pixel of the reconstructions; absent where nothing is rebuilt. */
  readonly mse?: number;
  /** Where it puts them; absent where a code is a choice. */
  readonly latents?: Latents;
  /** What it chooses for them, where a code is a choice; of several grids, on the finest. */
  readonly codes?: Codes;
  /** The same on the grids above that one, the coarsest first. */
  readonly codesAbove?: readonly Codes[];
  /** σ of p(x|z), where it is learned: in units of the pixels' range, or of the points' coordinates. */
  readonly sigma?: number;
}

/** How an autoencoder does. */
export type Rebuilding = Evaluation & Required<Pick<Evaluation, "mse">>;

export interface Latents {
  readonly dimensions: number;
  readonly mu: Float32Array; // [count × D]
  readonly logVar?: Float32Array; // [count × D]
}

/** Samples as grids of codes. */
export interface Codes {
  readonly height: number;
  readonly width: number;
  /** K: how many codes there are to choose from. */
  readonly choices: number;
  /** The number of each cell's code, row by row: [count × height · width] */
  readonly indices: Uint16Array;
}

/**
 * One pass over `images` with the weights as they are now; the caller must not train in between.
 * ε is the same at every evaluation, so that the held-out curve moves only because the model does.
 *
 * The losses of a denoising autoencoder are of spoilt images; the latents are always those of the images as they are.
 * @param breathe called between chunks, to let waiting queries in; when it answers false, the pass is given up
 */
export async function evaluate(
  { model, experiment, step }: Pick<Trainer, "model" | "experiment" | "step">,
  images: Samples,
  knobs: LiveKnobs,
  breathe: () => Promise<boolean>,
): Promise<Rebuilding | undefined> {
  const width = codeSize(model.code);
  const passKnobs = annealed(knobs, step);
  const found = isDiscrete(model) ? new FoundCodes(model, images.count) : new FoundLatents(model, images.count);
  let sums: number[] = [];
  for (let start = 0; start < images.count; start += CHUNK) {
    const count = Math.min(CHUNK, images.count - start);
    const indices = Array.from({ length: count }, (_, i) => start + i);
    const [losses, ...where] = tidy(() => {
      const x = tensor2d(gatherSamples(images, indices), [count, sampleSize(images)]);
      const xTilde = spoil(x, experiment, knobs.strength, key(Stream.corruption, start));
      const pass = model.pass(
        {
          ...{ x, xTilde, direction: key(Stream.direction, start) },
          get eps() {
            return tensor2d(normals(key(Stream.epsilon, start), count * width), [count, width]);
          },
        },
        passKnobs,
      );
      const { terms, xHat } = pass;
      const mse = meanSquaredError(x, xHat);
      const values = stack([total(terms), ...Object.values(terms).map((term) => term.value), mse]) as Tensor1D;
      return [values, ...found.of(x, pass)];
    });
    const chunk = await read(losses as Tensor1D);
    sums = Array.from(chunk, (value, i) => (sums[i] ?? 0) + value * count);
    await found.take(where, start);
    if (!(await breathe())) return undefined;
  }
  const averages = Float32Array.from(sums, (sum) => sum / images.count);
  return {
    count: images.count,
    losses: averages.slice(0, -1),
    mse: averages.at(-1) as number,
    ...(model.logSigma && { sigma: Math.exp((await model.logSigma.data())[0] as number) }),
    ...found.all,
  };
}

/** Gathers where a model puts samples, chunk by chunk. */
class FoundLatents {
  private readonly mu: Float32Array;
  private logVar: Float32Array | undefined;

  constructor(
    private readonly model: Model,
    count: number,
  ) {
    this.mu = new Float32Array(count * codeSize(model.code));
  }

  /** Of the samples as they are, though the pass may have been of spoilt ones. */
  of(x: Tensor2D): Tensor[] {
    const { mu, logVar } = this.model.encode(x);
    return logVar ? [mu, logVar] : [mu];
  }

  async take([mu, logVar]: Tensor[], start: number): Promise<void> {
    const width = codeSize(this.model.code);
    this.mu.set(await read(mu as Tensor), start * width);
    if (!logVar) return;
    this.logVar ??= new Float32Array(this.mu.length);
    this.logVar.set(await read(logVar), start * width);
  }

  get all(): Pick<Evaluation, "latents"> {
    const { mu, logVar } = this;
    return { latents: { dimensions: codeSize(this.model.code), mu, ...(logVar && { logVar }) } };
  }
}

/** Gathers what a model chooses for samples. */
class FoundCodes {
  /** [count × cells] of each level, the coarsest first. */
  private readonly indices: Uint16Array[];

  constructor(
    private readonly model: DiscreteModel,
    count: number,
  ) {
    this.indices = model.levels.map((level) => new Uint16Array(count * cellsIn(level)));
  }

  of(_: Tensor2D, { indices }: Pass): Tensor[] {
    return indices ? splitChoices(indices, this.model.levels) : [];
  }

  async take(choices: Tensor[], start: number): Promise<void> {
    for (const [i, level] of this.model.levels.entries())
      this.indices[i]?.set(await read(choices[i] as Tensor), start * cellsIn(level));
  }

  get all(): Pick<Evaluation, "codes" | "codesAbove"> {
    const all = this.model.levels.map(({ height, width, codebook }, i) => ({
      ...{ height, width },
      choices: codebook.size,
      indices: this.indices[i] as Uint16Array,
    }));
    const above = all.slice(0, -1);
    return { codes: all.at(-1) as Codes, ...(above.length > 0 && { codesAbove: above }) };
  }
}

/** Reads a tensor and lets it go. */
export async function read(tensor: Tensor): Promise<Float32Array> {
  const values = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return values;
}
