import { gather } from "../../../src/engine/data/batches";
import { key, uniform } from "../../../src/engine/random";
import { blobs, SIDE } from "./blobs";
import type { Values } from "./values";

/** Convolutional autoencoder, channels 32 and 64, 4×4 filters with stride 2 down and up again, batch 64. */
export const CONV = { batch: 64, channels: [32, 64], filter: 4, side: SIDE } as const;

/** What every peer starts from and is fed with. */
export interface ConvStart {
  /** Of down 1, down 2, up 1, up 2, as TensorFlow.js lays them out: [4, 4, in, out], and [4, 4, out, in] on the way up. */
  readonly filters: readonly Values[];
  readonly biases: readonly Values[];
  /** Images [batch, 784] of a step; steps count from 1. */
  batch(step: number): Values;
}

export function convStart(): ConvStart {
  const { batch, filter, side } = CONV;
  const [first, second] = CONV.channels;
  const channels = [
    [1, first],
    [first, second],
    [first, second],
    [1, first],
  ];
  const { train } = blobs();
  return {
    filters: channels.map((pair, i) => glorot([filter, filter, ...pair], i)),
    biases: [first, second, first, 1].map((size) => ({ shape: [size], data: new Float32Array(size) })),
    batch(step) {
      const indices = Array.from({ length: batch }, (_, i) => ((step - 1) * batch + i) % train.count);
      return { shape: [batch, side * side], data: gather(train, indices) };
    },
  };
}

function glorot(shape: readonly number[], stream: number): Values {
  const [height = 1, width = 1, a = 1, b = 1] = shape;
  const limit = Math.sqrt(6 / (height * width * (a + b)));
  const draw = (_: unknown, i: number) => (2 * uniform(key(stream), i) - 1) * limit;
  return { shape, data: Float32Array.from({ length: height * width * a * b }, draw) };
}
