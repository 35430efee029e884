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

/** What a model comes to: a row of figures after every epoch. */
type Rows = readonly (readonly number[])[];

/** A model that is trained beside PyTorch, from the same initial weights, with the same images at every step. */
export interface Comparison<T extends BaseTrainer<unknown>> {
  readonly title: string;
  /** As scripts/reference/NAME.py and its stored answer, NAME.json, are called. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly epochs: number;
  /** What the figures of a row are. */
  readonly figures: readonly string[];
  /** Which of them have to be close, and how close: |ours / theirs − 1|. */
  readonly close: Readonly<Record<string, number>>;
  /** Parameters that no gradient moves. */
  readonly followed?: readonly string[];
  /** As it begins. */
  trainer(dataset: Dataset): Promise<T>;
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

/** Trains both, prints the table, and says whether they are close after the last epoch. */
export async function compare<T extends BaseTrainer<unknown>>(
  dataset: Dataset,
  comparison: Comparison<T>,
): Promise<boolean> {
  const { title, experiment, epochs, figures, close } = comparison;
  const trainer = await comparison.trainer(dataset);
  const { torch, losses: theirs } = await torchOf(comparison, trainer);
  const ours: (readonly number[])[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let step = 0; step < trainer.batches.perEpoch; step++) await read(trainer.train(experiment));
    ours.push(await comparison.measure(trainer, dataset));
  }
  trainer.dispose();

  console.log(`\n${title} on MNIST (t10k: ${TRAIN} to train on, the last ${dataset.heldOut.count} held out),`);
  console.log(`batch ${experiment.batch}, Adam ${experiment.learningRate}; held out; PyTorch ${torch}\n`);
  console.log(`| epoch | ${figures.map((figure) => `${figure} | PyTorch | difference`).join(" | ")} |`);
  console.log(`|${" --- |".repeat(1 + 3 * figures.length)}`);
  for (const epoch of shownOf(epochs)) {
    const cells = figures.flatMap((_, i) => {
      const [mine, other] = [ours, theirs].map((rows) => rows[epoch - 1]?.[i] ?? Number.NaN) as [number, number];
      return [shown(mine), shown(other), `${(100 * (mine / other - 1)).toFixed(4)} %`];
    });
    console.log(`| ${[epoch, ...cells].join(" | ")} |`);
  }
  const holds = Object.entries(close).every(([figure, bound]) => {
    const [mine, other] = [ours, theirs].map((rows) => rows.at(-1)?.[figures.indexOf(figure)] ?? Number.NaN);
    return Math.abs((mine as number) / (other as number) - 1) <= bound;
  });
  const bounds = Object.entries(close).map(([figure, bound]) => `${figure} within ${100 * bound} %`);
  console.log(`\n${holds ? "holds" : "DOES NOT HOLD"}: ${bounds.join(", ")} after ${epochs} epochs`);
  return holds;
}

/** From PyTorch where there is one, which leaves its answer in .cache/reference; else as it was stored. */
async function torchOf<T extends BaseTrainer<unknown>>(
  { name, experiment, epochs, followed = [] }: Comparison<T>,
  { parameters }: T,
): Promise<{ readonly torch: string; readonly losses: Rows }> {
  const python = await findPython("numpy", "torch");
  if (!python) {
    console.log(
      `\nThere is no Python with PyTorch here: compared with the table stored in scripts/reference/${name}.json.`,
    );
    return JSON.parse(readFileSync(join(root, `scripts/reference/${name}.json`), "utf8"));
  }
  const values = await Promise.all(parameters.variables.map((variable) => variable.data<"float32">()));
  const weights = join(SCRATCH, `${name}.f32`);
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(weights, Buffer.concat(values.map((data) => Buffer.from(Float32Array.from(data).buffer))));
  const shapes = parameters.variables.map(({ shape }, i) => [parameters.names[i], shape]);
  const plan = JSON.stringify({ ...experiment, train: TRAIN, epochs, parameters: shapes, followed });
  const script = `scripts/reference/${snake(name)}.py`;
  const { code, output } = await capture(python, ["-B", script, IMAGES, weights, plan]);
  if (code !== 0) throw new PlainError(`PyTorch could not train it:\n${output}`);
  writeFileSync(join(SCRATCH, `${name}.json`), output);
  return JSON.parse(output);
}

/** mnistVqVae → mnist_vq_vae */
const snake = (name: string) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

const shownOf = (epochs: number) => [1, 2, 5, 10, 20].filter((epoch) => epoch < epochs).concat(epochs);
const shown = (value: number) => value.toPrecision(6);
