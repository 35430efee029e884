/**
 * `npm run claims -- --reference`: a VAE on real MNIST, trained by this engine and by PyTorch from the same initial weights, with
 * the same images at every step and the same noise. MNIST is read where it lies beside the repository, and never copied.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, slice } from "../../src/engine/data/dataset";
import { DEFAULT_EXPERIMENT, type Experiment } from "../../src/engine/experiment";
import { evaluate, read } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import { readImageSet } from "../lib/idxFiles";
import { findPython } from "../lib/python.mjs";
import { capture, PlainError, root } from "../lib/run.mjs";

const FOLDER = join(root, "../shared/data/mnist-t10k");
const IMAGES = join(FOLDER, "t10k-images-idx3-ubyte.gz");
const STORED = join(root, "scripts/reference/mnistVae.json");
const SCRATCH = join(root, ".cache/reference");
const [TRAIN, EPOCHS, CLOSE] = [8_000, 20, 0.01];
const SHOWN = [1, 2, 5, 10, 20];
const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  ...{ dataset: "mnist", model: "vae", hidden: 400, latent: 20, batch: 128, learningRate: 1e-3 },
};

/** What PyTorch found: [−ELBO, reconstruction, KL] on the held-out images, after every epoch. */
interface Reference {
  readonly torch: string;
  readonly losses: readonly (readonly number[])[];
}

/** Trains both, prints the table, and says whether −ELBO is within 1 %. */
export async function mnistVae(): Promise<boolean> {
  if (!existsSync(IMAGES))
    throw new PlainError(`The reference needs MNIST's 10,000 test images and labels (t10k-*.gz) in ${FOLDER}.`);
  const all = await readImageSet(IMAGES, join(FOLDER, "t10k-labels-idx1-ubyte.gz"));
  const dataset = { id: "mnist", train: slice(all, 0, TRAIN), heldOut: slice(all, TRAIN, all.count), classes: 10 };
  const trainer = new Trainer(dataset, EXPERIMENT);
  const reference = await torchOf(trainer);
  const losses = await train(trainer, dataset);
  trainer.dispose();

  console.log(
    `\nVAE 784-400-20 on MNIST (t10k: ${TRAIN} to train on, the last ${all.count - TRAIN} held out, grey values),`,
  );
  console.log(`batch 128, Adam 1e-3, held out, nats: −ELBO (reconstruction + KL); PyTorch ${reference.torch}\n`);
  console.log("| epoch | this engine | PyTorch | difference |\n| --- | --- | --- | --- |");
  for (const epoch of SHOWN) {
    const [ours = [], theirs = []] = [losses, reference.losses].map((of) => of[epoch - 1]);
    console.log(`| ${epoch} | ${shown(ours)} | ${shown(theirs)} | ${(100 * difference(ours, theirs)).toFixed(4)} % |`);
  }
  const last = Math.abs(difference(losses.at(-1), reference.losses.at(-1)));
  console.log(`\n${last <= CLOSE ? "holds" : "DOES NOT HOLD"}: within ${100 * CLOSE} % after ${EPOCHS} epochs`);
  return last <= CLOSE;
}

async function train(trainer: Trainer, { heldOut }: Dataset): Promise<number[][]> {
  const losses: number[][] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let step = 0; step < trainer.batches.perEpoch; step++) await read(trainer.train(EXPERIMENT));
    const evaluation = await evaluate(trainer, heldOut, EXPERIMENT, async () => true);
    losses.push([...(evaluation?.losses ?? [])]);
  }
  return losses;
}

/** From PyTorch where there is one, which leaves its answer in .cache/reference; else as it was stored. */
async function torchOf({ model: { parameters } }: Trainer): Promise<Reference> {
  const python = await findPython("numpy", "torch");
  if (!python) {
    console.log(
      "\nThere is no Python with PyTorch here: compared with the table stored in scripts/reference/mnistVae.json.",
    );
    return JSON.parse(readFileSync(STORED, "utf8")) as Reference;
  }
  const values = await Promise.all(parameters.variables.map((variable) => variable.data<"float32">()));
  const weights = join(SCRATCH, "weights.f32");
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(weights, Buffer.concat(values.map((data) => Buffer.from(Float32Array.from(data).buffer))));
  const { seed, batch, latent, learningRate } = EXPERIMENT;
  const shapes = parameters.variables.map(({ shape }, i) => [parameters.names[i], shape]);
  const plan = JSON.stringify({ seed, batch, latent, learningRate, train: TRAIN, epochs: EPOCHS, parameters: shapes });
  const { code, output } = await capture(python, ["-B", "scripts/reference/mnist_vae.py", IMAGES, weights, plan]);
  if (code !== 0) throw new PlainError(`PyTorch could not train it:\n${output}`);
  writeFileSync(join(SCRATCH, "mnistVae.json"), output);
  return JSON.parse(output) as Reference;
}

const difference = ([ours = Number.NaN]: readonly number[] = [], [theirs = Number.NaN]: readonly number[] = []) =>
  ours / theirs - 1;

const shown = ([total, reconstruction, kl]: readonly number[]) =>
  `${total?.toFixed(3)} (${reconstruction?.toFixed(3)} + ${kl?.toFixed(3)})`;
