import { reshape, type Scalar, type Tensor1D, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../data/dataset";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy";
import { type Conv, conv } from "../nn/conv";
import { dense } from "../nn/dense";
import { type Dense, Parameters } from "../nn/parameters";

/** What tells one classifier from another besides its seed. */
export interface Architecture {
  /** Side of its filters, in pixels. */
  readonly filter: number;
  /** Filters of its first layer; every further one has twice as many, up to MOST_CHANNELS. */
  readonly channels: number;
  /** Numbers that an image has become before the last layer. */
  readonly features: number;
}

/** Says which samples are kept. */
export const KEEPER: Architecture = { filter: 5, channels: 12, features: 64 };
/** Says what the kept ones are worth: nothing of it is the keeper's. */
export const JUDGE: Architecture = { filter: 4, channels: 16, features: 48 };

const MOST_CHANNELS = 64;
/** No layer makes an image smaller than this. */
const LEAST_SIDE = 4;
/** From this side on the first layer goes by 4 pixels, or a large image would take minutes to learn. */
const LARGE_SIDE = 64;

interface Layer {
  readonly weights: Conv;
  readonly strides: number;
}

/**
 * p(y|x) of images: convolutions that halve the image down to 4 pixels, a dense layer, each followed by max(0, ·), then one
 * score a class (LeCun et al. 1998, in short). A model of real images, which is later asked about generated ones.
 */
export class Classifier {
  readonly parameters: Parameters;
  /** Numbers that `features` gives of an image. */
  readonly width: number;
  private readonly layers: readonly Layer[];
  private readonly hidden: Dense;
  private readonly last: Dense;

  constructor(
    readonly shape: ImageShape,
    readonly classes: number,
    { filter, channels, features }: Architecture,
    seed: number,
  ) {
    this.parameters = new Parameters(seed);
    this.width = features;
    let { height, width } = shape;
    let [inputs, outputs]: [number, number] = [shape.channels, channels];
    const layers: Layer[] = [];
    while (layers.length === 0 || Math.min(height, width) >= 2 * LEAST_SIDE - 1) {
      const strides = layers.length === 0 && Math.min(height, width) >= LARGE_SIDE ? 4 : 2;
      layers.push({ weights: this.parameters.conv(`conv.${layers.length}`, filter, inputs, outputs), strides });
      [height, width] = [Math.ceil(height / strides), Math.ceil(width / strides)];
      [inputs, outputs] = [outputs, Math.min(MOST_CHANNELS, 2 * outputs)];
    }
    this.layers = layers;
    this.hidden = this.parameters.dense("features", height * width * inputs, features);
    this.last = this.parameters.dense("logits", features, classes);
  }

  /** What an image has become before the last layer, x [B, P] → [B, F], ≥ 0. */
  features(x: Tensor2D): Tensor2D {
    const { height, width, channels } = this.shape;
    let h: Tensor4D = reshape(x, [x.shape[0], height, width, channels]);
    for (const { weights, strides } of this.layers) h = conv(h, weights, { strides, pad: "same" }, "relu");
    return dense(reshape(h, [x.shape[0], -1]), this.hidden, "relu");
  }

  /** log p(y|x) up to a constant of each image: features [B, F] → [B, classes]. */
  logits(features: Tensor2D): Tensor2D {
    return dense(features, this.last);
  }

  /** −log p(label|x), averaged over the batch; nats. x [B, P], labels int32 [B]. */
  loss(x: Tensor2D, labels: Tensor1D): Scalar {
    return softmaxCrossEntropy(this.logits(this.features(x)), labels);
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
