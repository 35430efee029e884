/**
 * How real the shipped digits are: a small network that has seen nothing else reads the test images of MNIST
 * (LeCun, Cortes & Burges), which lie beside the project, in ../shared/data/mnist-t10k, and are no part of it.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Tensor2D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { Batches, gather } from "../../src/engine/data/batches";
import type { ImageSet } from "../../src/engine/data/dataset";
import { key, Stream, uniform } from "../../src/engine/random";
import { startBackend } from "../../src/engine/testing/backend";
import { digits } from "../claims/data";
import { readImageSet } from "../lib/idxFiles";
import { PlainError, root } from "../lib/run.mjs";
import { Classifier } from "./classifier";

const FOLDER = "../shared/data/mnist-t10k";
const SEED = 7;
const EPOCHS = 8;
const BATCH = 64;
const LEARNING_RATE = 0.001;
/** Images that are read at once. */
const READ_AT_ONCE = 500;

/** Trains, reads, and prints the share that was read right as `realism: 93.1 %`. Errors: PlainError without the files. */
export async function measureRealism(): Promise<void> {
  const [images, labels] = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"].map((name) =>
    join(root, FOLDER, name),
  ) as [string, string];
  for (const path of [images, labels])
    if (!existsSync(path))
      throw new PlainError(
        `The realism cannot be measured: the test file of MNIST is not there (${path}).\n` +
          `사실성을 잴 수 없습니다. MNIST 테스트 파일이 없습니다(${path}).`,
      );
  const mnist = await readImageSet(images, labels);
  const { train, heldOut, classes } = await digits();
  await startBackend("wasm");
  const classifier = new Classifier(train.width, classes, SEED);
  const batches = new Batches(train.count, BATCH, SEED);
  const steps = EPOCHS * batches.perEpoch;
  console.log(`Training on ${train.count} digits, ${EPOCHS} times each.`);
  for (let step = 1; step <= steps; step++) {
    const rate = (LEARNING_RATE * (1 + Math.cos((Math.PI * (step - 1)) / steps))) / 2; // down to 0 along a cosine
    const indices = batches.at(step);
    tidy(() => classifier.learn(moved(train, indices, key(SEED, Stream.data, step)), labelsAt(train, indices), rate));
    if (step % batches.perEpoch === 0) {
      const right = await accuracy(classifier, heldOut);
      console.log(`  epoch ${step / batches.perEpoch}: reads ${percent(right)} of the held-out digits`);
    }
  }
  console.log(`realism: ${percent(await accuracy(classifier, mnist))}`);
}

/** Images as numbers in [0, 1], [B, P]. */
const imagesAt = (set: ImageSet, indices: ArrayLike<number>) =>
  tensor2d(gather(set, indices), [indices.length, set.width * set.height]);

/** The same, each image moved by up to a pixel either way: where exactly a digit lies should not count. */
function moved(set: ImageSet, indices: Uint32Array, stream: number): Tensor2D {
  const { width, height } = set;
  const still = gather(set, indices);
  const out = new Float32Array(still.length);
  for (let row = 0; row < indices.length; row++) {
    const [dx, dy] = [0, 1].map((axis) => Math.floor(3 * uniform(stream, 2 * row + axis)) - 1) as [number, number];
    for (let y = Math.max(dy, 0); y < height + Math.min(dy, 0); y++)
      for (let x = Math.max(dx, 0); x < width + Math.min(dx, 0); x++)
        out[(row * height + y) * width + x] = still[(row * height + y - dy) * width + x - dx] as number;
  }
  return tensor2d(out, [indices.length, width * height]);
}

const labelsAt = (set: ImageSet, indices: Uint32Array) =>
  tensor1d(
    Int32Array.from(indices, (index) => set.labels?.[index] ?? 0),
    "int32",
  );

/** The share of images whose largest score is that of their label. */
async function accuracy(classifier: Classifier, set: ImageSet): Promise<number> {
  let right = 0;
  for (let start = 0; start < set.count; start += READ_AT_ONCE) {
    const indices = Array.from({ length: Math.min(READ_AT_ONCE, set.count - start) }, (_, i) => start + i);
    const logits = tidy(() => classifier.logits(imagesAt(set, indices)));
    const rows = (await logits.array()) as number[][];
    logits.dispose();
    right += rows.filter((row, i) => row.indexOf(Math.max(...row)) === set.labels?.[start + i]).length;
  }
  return right / set.count;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
