/** What the references share. MNIST is read where it lies beside the repository, and never copied. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, slice } from "../../src/engine/data/dataset";
import type { Experiment } from "../../src/engine/experiment";
import type { BaseTrainer } from "../../src/engine/training/baseTrainer";
import { read } from "../../src/engine/training/evaluate";
import { readImageSet } from "../lib/idxFiles";
import { findPython } from "../lib/python.mjs";
import { capture, PlainError, root } from "../lib/run.mjs";

const FOLDER = join(root, "../shared/data/mnist-t10k");
const IMAGES = join(FOLDER, "t10k-images-idx3-ubyte.gz");
const SCRATCH = join(root, ".cache/reference");
const TRAIN = 8_000;
/** A share of a weight that is lost when a number of 32 bits is rounded. */
const ROUNDING = 1e-7;

/** What a model comes to: a row of figures after every epoch. */
type Rows = readonly (readonly number[])[];

/** A model that is trained beside PyTorch, from the same initial weights, with the same images at every step. */
export interface Comparison<T extends BaseTrainer<unknown>> {
  readonly title: string;
  /** As its script, and its stored answers, NAME.json in scripts/reference/, are called. */
  readonly name: string;
  readonly experiment: Experiment;
  /**
   * Where choices are made, a rounding error grows until it decides some of them, and one run says little. Then several are trained,
   * PyTorch's once more from weights that differ by a rounding error, to see how far it is from itself; and the means are compared.
   */
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** What the figures of a row are. */
  readonly figures: readonly string[];
  /** Which of them have to be close, and how close: |ours / theirs − 1|. */
  readonly close: Readonly<Record<string, number>>;
  /** Parameters that no gradient moves. */
  readonly followed?: readonly string[];
  /** As it begins. */
  trainer(dataset: Dataset, experiment: Experiment): Promise<T>;
  /** A row, of the held-out images. */
  measure(trainer: T, dataset: Dataset): Promise<readonly number[]>;
}

/** The first 8,000 of MNIST's 10,000 test images to train on, and the last 2,000. @throws PlainError where they are missing */
export async function mnist(): Promise<Dataset> {
  if (!existsSync(IMAGES))
    throw new PlainError(`The references need MNIST's 10,000 test images and labels (t10k-*.gz) in ${FOLDER}.`);
  const all = await readImageSet(IMAGES, join(FOLDER, "t10k-labels-idx1-ubyte.gz"));
  return { id: "mnist", train: slice(all, 0, TRAIN), heldOut: slice(all, TRAIN, all.count), classes: 10 };
}

/** Trains both, prints the tables, and says whether the means over the seeds are close after the last epoch. */
export async function compare<T extends BaseTrainer<unknown>>(
  dataset: Dataset,
  comparison: Comparison<T>,
): Promise<boolean> {
  const { title, experiment, seeds, epochs, figures, close } = comparison;
  const { batch, learningRate } = experiment;
  console.log(`\n${title} on MNIST (t10k: ${TRAIN} to train on, the last ${dataset.heldOut.count} held out),`);
  console.log(
    `batch ${batch}, Adam ${learningRate}; of the held-out images: this engine, PyTorch and the difference\n`,
  );
  console.log(`| seed | epoch | ${figures.flatMap((figure) => [figure, "PyTorch", "%"]).join(" | ")} |`);
  console.log(`|${" --- |".repeat(2 + 3 * figures.length)}`);
  const last: Pair[] = [];
  const changed: Pair[] = [];
  for (const seed of seeds) {
    const { pairs, again } = await trainBoth(dataset, comparison, { ...experiment, seed });
    for (const epoch of shownOf(epochs)) printRow(`${seed} | ${epoch}`, pairs[epoch - 1] as Pair);
    last.push(pairs.at(-1) as Pair);
    if (!again) continue;
    printRow(`${seed} | ${epochs}, PyTorch from changed weights`, again);
    changed.push(again);
  }
  const mean = (rows: Rows) =>
    figures.map((_, i) => rows.reduce((sum, row) => sum + (row[i] as number), 0) / rows.length);
  const theirs = [...last.map((pair) => pair.theirs), ...changed.map((pair) => pair.ours)];
  const means = { ours: mean(last.map((pair) => pair.ours)), theirs: mean(theirs) };
  if (seeds.length > 1) printRow(`mean | ${epochs}`, means);
  const holds = Object.entries(close).every(([figure, bound]) => {
    const i = figures.indexOf(figure);
    return Math.abs((means.ours[i] as number) / (means.theirs[i] as number) - 1) <= bound;
  });
  const bounds = Object.entries(close).map(([figure, bound]) => `${figure} within ${100 * bound} %`);
  console.log(`\n${holds ? "holds" : "DOES NOT HOLD"}: ${bounds.join(", ")} after ${epochs} epochs`);
  return holds;
}

/** The same row of both. */
interface Pair {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** A pair for every epoch, and PyTorch beside itself after the last. */
async function trainBoth<T extends BaseTrainer<unknown>>(
  dataset: Dataset,
  comparison: Comparison<T>,
  experiment: Experiment,
): Promise<{ pairs: Pair[]; again: Pair | undefined }> {
  const trainer = await comparison.trainer(dataset, experiment);
  const theirs = await torchOf(comparison, experiment, trainer, 0);
  const changed = comparison.seeds.length > 1 ? await torchOf(comparison, experiment, trainer, ROUNDING) : undefined;
  const pairs: Pair[] = [];
  for (let epoch = 0; epoch < comparison.epochs; epoch++) {
    for (let step = 0; step < trainer.batches.perEpoch; step++) await read(trainer.train(experiment));
    pairs.push({ ours: await comparison.measure(trainer, dataset), theirs: theirs[epoch] as readonly number[] });
  }
  trainer.dispose();
  return { pairs, again: changed && ({ ours: changed.at(-1), theirs: theirs.at(-1) } as Pair) };
}

function printRow(name: string, { ours, theirs }: Pair): void {
  const cells = ours.flatMap((mine, i) => {
    const other = theirs[i] as number;
    return [mine.toPrecision(6), other.toPrecision(6), (100 * (mine / other - 1)).toFixed(4)];
  });
  console.log(`| ${[name, ...cells].join(" | ")} |`);
}

/** From PyTorch where there is one, which leaves its answers in .cache/reference; else as they were stored. */
async function torchOf<T extends BaseTrainer<unknown>>(
  { name, epochs, followed = [] }: Comparison<T>,
  experiment: Experiment,
  { parameters }: T,
  change: number,
): Promise<Rows> {
  const python = await findPython("numpy", "torch");
  const run = `${experiment.seed}${change > 0 ? ".changed" : ""}`;
  if (!python) {
    console.log("(no Python with PyTorch here: as it was stored)");
    return JSON.parse(readFileSync(join(root, `scripts/reference/${name}.json`), "utf8")).runs[run];
  }
  const values = await Promise.all(parameters.variables.map((variable) => variable.data<"float32">()));
  const weights = join(SCRATCH, `${name}.f32`);
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(weights, Buffer.concat(values.map((data) => Buffer.from(Float32Array.from(data).buffer))));
  const shapes = parameters.variables.map(({ shape }, i) => [parameters.names[i], shape]);
  const plan = JSON.stringify({ ...experiment, train: TRAIN, epochs, parameters: shapes, followed, change });
  const script = `scripts/reference/${snake(name)}.py`;
  const { code, output } = await capture(python, ["-B", script, IMAGES, weights, plan]);
  if (code !== 0) throw new PlainError(`PyTorch could not train it:\n${output}`);
  writeFileSync(join(SCRATCH, `${name}.${run}.json`), output);
  return JSON.parse(output).losses;
}

/** mnistVqVae → mnist_vq_vae */
const snake = (name: string) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

const shownOf = (epochs: number) => [1, 2, 5, 10, 20].filter((epoch) => epoch < epochs).concat(epochs);
