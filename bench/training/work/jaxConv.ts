import { type Array as JaxArray, nn, numpy as np } from "@jax-js/jax";
import { CONV, type ConvStart } from "./convStart";
import { bernoulliNll, type Loss, toJax } from "./jaxTraining";
import type { Values } from "./values";

/** Filters as matrices and biases of down 1, down 2, up 1, up 2. */
export function jaxConvWeights({ filters, biases }: ConvStart): JaxArray[] {
  return filters.flatMap((filter, i) => [toJax(asMatrices(filter)), toJax(biases[i] as Values)]);
}

/**
 * The autoencoder with its convolutions written as matrix products, which is how jax-js is fastest by far: with its own
 * convolutions a step took 20 s on WebAssembly and 13 s on WebGPU. With a stride of 2, a 4×4 filter sees 2×2 blocks of
 * 2×2 pixels, and each of the four blocks has a matrix of its own.
 */
export const jaxConvLoss: Loss = (weights, [x]) => {
  const { batch, side } = CONV;
  const layer = (i: number) => [weights[2 * i], weights[2 * i + 1]] as [JaxArray, JaxArray];
  const [[w1, b1], [w2, b2], [w3, b3], [w4, b4]] = [layer(0), layer(1), layer(2), layer(3)];
  const images = x as JaxArray;
  const h1 = nn.relu(down(images.ref.reshape([batch, side, side, 1]), w1).add(b1));
  const h2 = nn.relu(down(h1, w2).add(b2));
  const h3 = nn.relu(up(h2, w3).add(b3));
  const logits = up(h3, w4)
    .add(b4)
    .reshape([batch, side * side]);
  return bernoulliNll(images, logits);
};

/** Offsets of the four blocks that a filter sees. */
const BLOCKS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/** [B, 2n, 2n, C] → [B, n, n, O] with matrices [4, 4·C, O] */
function down(input: JaxArray, matrices: JaxArray): JaxArray {
  const [batch, side, , channels] = input.shape as [number, number, number, number];
  const n = side / 2;
  const padded = np.pad(input, { 1: [1, 1], 2: [1, 1] });
  const blocks = padded.reshape([batch, n + 1, 2, n + 1, 2, channels]).transpose([0, 1, 3, 2, 4, 5]);
  const flat = blocks.reshape([batch, n + 1, n + 1, 4 * channels]);
  const terms = BLOCKS.map(([row, column], i) => {
    const seen = flat.ref.slice([], [row, row + n], [column, column + n], []);
    return np.matmul(seen.reshape([batch * n * n, 4 * channels]), matrices.ref.slice(i));
  });
  flat.dispose();
  matrices.dispose();
  return terms.reduce((sum, term) => sum.add(term)).reshape([batch, n, n, -1]);
}

/** The gradient of `down` with respect to its input: [B, n, n, O] → [B, 2n, 2n, C] with matrices [4, 4·C, O] */
function up(input: JaxArray, matrices: JaxArray): JaxArray {
  const [batch, n, , inputs] = input.shape as [number, number, number, number];
  const channels = (matrices.shape[1] as number) / 4;
  const flat = input.reshape([batch * n * n, inputs]);
  const terms = BLOCKS.map(([row, column], i) => {
    const term = np.matmul(flat.ref, matrices.ref.slice(i).transpose()).reshape([batch, n, n, 4 * channels]);
    return np.pad(term, { 1: [row, 1 - row], 2: [column, 1 - column] });
  });
  flat.dispose();
  matrices.dispose();
  const blocks = terms.reduce((sum, term) => sum.add(term)).reshape([batch, n + 1, n + 1, 2, 2, channels]);
  const padded = blocks.transpose([0, 1, 3, 2, 4, 5]).reshape([batch, 2 * n + 2, 2 * n + 2, channels]);
  return padded.slice([], [1, 2 * n + 1], [1, 2 * n + 1], []);
}

/** [4, 4, a, b] → [4, 4·a, b]: rows and columns of the filter are split into block and pixel within the block. */
function asMatrices({ shape, data }: Values): Values {
  const [size, , a, b] = shape as [number, number, number, number];
  const out = new Float32Array(data.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const block = 2 * Math.floor(row / 2) + Math.floor(column / 2);
      const pixel = 2 * (row % 2) + (column % 2);
      const from = (row * size + column) * a * b;
      out.set(data.subarray(from, from + a * b), (4 * block + pixel) * a * b);
    }
  return { shape: [4, 4 * a, b], data: out };
}
