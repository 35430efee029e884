import { type Tensor1D, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { gather } from "../data/batches";
import { type ImageSet, imageSize } from "../data/dataset";
import { GATHER, hasKernel, runKernel } from "./names";

/** A data set that batches are taken from: on WebGPU it lies on the GPU, as the bytes that it is. */
export class ResidentImages {
  private readonly words: Tensor1D | undefined;

  constructor(private readonly images: ImageSet) {
    if (hasKernel(GATHER)) this.words = tensor1d(wordsOf(images.pixels), "int32");
  }

  /** Images `indices` as numbers in [0, 1], [indices, pixels]. */
  batch(indices: Uint32Array | Tensor1D): Tensor2D {
    const { images, words } = this;
    const size = imageSize(images);
    if (words) {
      const rows = indices instanceof Uint32Array ? tensor1d(Int32Array.from(indices), "int32") : indices;
      return runKernel(GATHER, { pixels: words, indices: rows }, { size });
    }
    if (!(indices instanceof Uint32Array)) throw new Error("only WebGPU takes a batch by a tensor of indices");
    return tensor2d(gather(images, indices), [indices.length, size]);
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors(): Tensor1D[] {
    return this.words ? [this.words] : [];
  }

  dispose(): void {
    this.words?.dispose();
  }
}

/** Four bytes to a word, the first one lowest. */
function wordsOf(pixels: Uint8Array): Int32Array {
  const bytes = new Uint8Array(4 * Math.ceil(pixels.length / 4));
  bytes.set(pixels);
  return new Int32Array(bytes.buffer);
}
