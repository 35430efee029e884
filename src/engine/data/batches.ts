import { key, permutation, Stream } from "../random";
import { type ImageSet, imageSize } from "./dataset";

/** Every byte as a number in [0, 1]. */
const LEVELS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Images `indices` as numbers in [0, 1], row by row: indices.length × imageSize. */
export function gather(images: ImageSet, indices: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const size = imageSize(images);
  const out = new Float32Array(indices.length * size);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] as number) * size;
    for (let i = 0; i < size; i++) out[row * size + i] = LEVELS[images.pixels[from + i] as number] as number;
  }
  return out;
}

/**
 * Which images each step sees. Every epoch is a new order, and the last, incomplete batch of an epoch is left out.
 * The order is a function of seed and epoch alone, so that a resumed run goes on with the same batches.
 */
export class Batches {
  readonly size: number;
  readonly perEpoch: number;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array();

  constructor(
    private readonly count: number,
    batch: number,
    private readonly seed: number,
  ) {
    this.size = Math.min(batch, count);
    this.perEpoch = Math.floor(count / this.size);
  }

  /** Indices of the batch of a step; steps count from 1. */
  at(step: number): Uint32Array {
    const epoch = Math.floor((step - 1) / this.perEpoch);
    if (epoch !== this.epoch) {
      this.order = permutation(key(this.seed, Stream.shuffle, epoch), this.count);
      this.epoch = epoch;
    }
    const start = ((step - 1) % this.perEpoch) * this.size;
    return this.order.subarray(start, start + this.size);
  }
}
