import {
  gather,
  matMul,
  mul,
  slice,
  softmax,
  type Tensor1D,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { read } from "../training/evaluate";
import { splitKeys, TensorLayers } from "./layers";
import type { Prior } from "./prior";

/** The layers, with an ear for what one pixel attends to. */
class ListeningLayers extends TensorLayers {
  /** softmax(q·kᵀ / √d) of the pixel over all up to it, [colours, 1, place + 1], of each layer that attends. */
  readonly heard: Tensor3D[] = [];

  constructor(
    colours: number,
    label: Tensor1D | undefined,
    private readonly pixel: number,
  ) {
    super(colours, label);
  }

  override attend(query: Tensor4D, seen: Tensor4D): Tensor4D {
    const q: Tensor3D = gather(this.inSequence(query), [this.pixel], 1); // [colours, 1, d]
    const d = q.shape[2];
    const [keys] = splitKeys(this.inSequence(seen), d);
    const k = slice(keys, [0, 0, 0], [-1, this.pixel + 1, -1]);
    this.heard.push(softmax(mul(matMul(q, k, false, true), 1 / Math.sqrt(d))));
    return super.attend(query, seen);
  }
}

/**
 * What a pixel attends to while it is drawn: of each layer with attention, how much of each pixel, [H · W], which add up to 1 and are 0
 * after it. Of the last colour; no layers where the prior has no attention.
 * @param x int32 [1, H, W, colours]
 * @param pixel its number, row by row
 */
export async function attentionMap(
  prior: Prior,
  x: Tensor4D,
  pixel: number,
  label?: Tensor1D,
  above?: Tensor4D,
): Promise<Float32Array[]> {
  const { height, width, colours } = prior.grid;
  const heard = tidy(() => {
    const layers = new ListeningLayers(colours, label, pixel);
    prior.network(layers, prior.embed(x), prior.tell(above));
    return layers.heard;
  });
  const all: Float32Array[] = [];
  for (const layer of heard) {
    const map = new Float32Array(height * width);
    map.set((await read(layer)).subarray((colours - 1) * (pixel + 1)));
    all.push(map);
  }
  return all;
}
