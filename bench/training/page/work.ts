/** What is trained: the same weights, batches and noise for every peer, on whatever kernels its backend has. */
import {
  add,
  conv2d,
  conv2dTranspose,
  keep,
  relu,
  reshape,
  type Scalar,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor2d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { gather } from "../../../src/engine/data/batches";
import type { Dataset } from "../../../src/engine/data/dataset";
import { DEFAULT_EXPERIMENT } from "../../../src/engine/experiment";
import { adamSchedule } from "../../../src/engine/kernels/adam";
import { bernoulliNll } from "../../../src/engine/kernels/bernoulliNll";
import { key, uniform } from "../../../src/engine/random";
import { Adam } from "../../../src/engine/training/adam";
import { Trainer } from "../../../src/engine/training/trainer";
import type { WorkId } from "./messages";
import { StockVae } from "./stockVae";

const SIDE = 28;
const IMAGES = 1024;
const RATE = 0.001;

/** Something that trains: each step gives its loss, still on the device. */
export interface Work {
  step(): Tensor;
}

/** @param stock as a person would write it with TensorFlow.js alone, where the work has such a version */
export const works: Record<WorkId, (stock: boolean) => Promise<Work>> = {
  dense: denseWork,
  conv: async () => convWork(),
};

/** Smooth blobs: compressible, and the same everywhere. */
function blobs(): Dataset {
  const pixels = new Uint8Array(IMAGES * SIDE * SIDE);
  for (let image = 0; image < IMAGES; image++) {
    const [cx, cy, radius] = [0, 1, 2].map((i) => uniform(key(image), i)) as [number, number, number];
    for (let i = 0; i < SIDE * SIDE; i++) {
      const distance = Math.hypot((i % SIDE) - 4 - 20 * cx, Math.floor(i / SIDE) - 4 - 20 * cy);
      pixels[image * SIDE * SIDE + i] = Math.round(255 / (1 + Math.exp(distance - 3 - 5 * radius)));
    }
  }
  const set = { count: IMAGES, width: SIDE, height: SIDE, pixels };
  return { id: "blobs", train: set, heldOut: set, classes: 0 };
}

/** VAE 784-400-20, batch 128. */
async function denseWork(stock: boolean): Promise<Work> {
  const experiment = { ...DEFAULT_EXPERIMENT, hidden: 400, latent: 20, batch: 128, learningRate: RATE };
  const trainer = new Trainer(blobs(), experiment);
  return stock ? StockVae.like(trainer) : { step: () => tidy(() => slice(trainer.train(experiment), [0], [1])) };
}

/** Convolutional autoencoder, channels 32 and 64, 4×4 filters with stride 2 down and up again, batch 64. */
function convWork(): Work {
  const [batch, first, second, filter] = [64, 32, 64, 4];
  const { train } = blobs();
  const filters = [
    [filter, filter, 1, first],
    [filter, filter, first, second],
    [filter, filter, first, second],
    [filter, filter, 1, first],
  ].map((shape, i) => weights(shape, i));
  const biases = [first, second, first, 1].map((size) => variable(tensor(new Float32Array(size), [size])));
  const variables = filters.flatMap((weight, i) => [weight, biases[i] as Variable]);
  const adam = new Adam(variables);
  const [w1, w2, w3, w4] = filters as unknown as [Tensor4D, Tensor4D, Tensor4D, Tensor4D];
  const [b1, b2, b3, b4] = biases as unknown as [Tensor, Tensor, Tensor, Tensor];

  const logits = (x: Tensor4D) => {
    const h1 = relu(add(conv2d(x, w1, 2, "same"), b1)) as Tensor4D; // [B, 14, 14, 32]
    const h2 = relu(add(conv2d(h1, w2, 2, "same"), b2)) as Tensor4D; // [B, 7, 7, 64]
    const h3 = relu(add(conv2dTranspose(h2, w3, [batch, 14, 14, first], 2, "same"), b3)) as Tensor4D;
    return add(conv2dTranspose(h3, w4, [batch, SIDE, SIDE, 1], 2, "same"), b4) as Tensor4D;
  };

  let steps = 0;
  return {
    step: () =>
      tidy(() => {
        const indices = Array.from({ length: batch }, (_, i) => (steps * batch + i) % IMAGES);
        const x = tensor2d(gather(train, indices), [batch, SIDE * SIDE]);
        const loss = () => {
          const output = logits(reshape(x, [batch, SIDE, SIDE, 1]));
          return keep(bernoulliNll(x, reshape(output, [batch, SIDE * SIDE]) as Tensor2D)) as Scalar;
        };
        const { value, grads } = variableGrads(loss, variables);
        steps++;
        adam.update(grads, adamSchedule(steps, RATE));
        return value;
      }),
  };
}

function weights(shape: number[], stream: number): Variable {
  const [height = 1, width = 1, a = 1, b = 1] = shape;
  const limit = Math.sqrt(6 / (height * width * (a + b)));
  const values = Float32Array.from(
    { length: height * width * a * b },
    (_, i) => (2 * uniform(key(stream), i) - 1) * limit,
  );
  return variable(tensor(values, shape as [number, number, number, number]));
}
