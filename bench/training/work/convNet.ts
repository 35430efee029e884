import {
  add,
  conv2d,
  conv2dTranspose,
  relu,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { type Conv, conv, convTranspose } from "../../../src/engine/nn/conv";
import { CONV, type ConvStart } from "./convStart";
import type { Values } from "./values";

/** The convolutional autoencoder. */
abstract class ConvNet {
  readonly variables: Variable[];
  protected readonly filters: Variable[];
  protected readonly biases: Variable[];

  constructor(start: ConvStart) {
    this.filters = start.filters.map(toVariable);
    this.biases = start.biases.map(toVariable);
    this.variables = this.filters.flatMap((filter, i) => [filter, this.biases[i] as Variable]);
  }

  /** [B, 784] → [B, 784] */
  abstract logits(x: Tensor2D): Tensor2D;
}

/** As a person would write it with TensorFlow.js alone. */
export class StockConvNet extends ConvNet {
  override logits(x: Tensor2D): Tensor2D {
    const { batch, side } = CONV;
    const [first] = CONV.channels;
    const [w1, w2, w3, w4] = this.filters as unknown as [Tensor4D, Tensor4D, Tensor4D, Tensor4D];
    const [b1, b2, b3, b4] = this.biases as unknown as [Tensor, Tensor, Tensor, Tensor];
    const image = reshape(x, [batch, side, side, 1]) as Tensor4D;
    const h1 = relu(add(conv2d(image, w1, 2, "same"), b1)) as Tensor4D; // [B, 14, 14, 32]
    const h2 = relu(add(conv2d(h1, w2, 2, "same"), b2)) as Tensor4D; // [B, 7, 7, 64]
    const up = conv2dTranspose(h2, w3, [batch, side / 2, side / 2, first], 2, "same");
    const h3 = relu(add(up, b3)) as Tensor4D; // [B, 14, 14, 32]
    const output = add(conv2dTranspose(h3, w4, [batch, side, side, 1], 2, "same"), b4);
    return reshape(output, [batch, side * side]);
  }
}

/** In the layers of the playground. */
export class PlaygroundConvNet extends ConvNet {
  override logits(x: Tensor2D): Tensor2D {
    const { batch, side } = CONV;
    const [w1, w2, w3, w4] = this.filters.map((filter, i) => ({ filter, bias: this.biases[i] as Variable })) as Layers;
    const options = { strides: 2, pad: "same" } as const;
    const h1 = conv(reshape(x, [batch, side, side, 1]), w1, options, "relu"); // [B, 14, 14, 32]
    const h2 = conv(h1, w2, options, "relu"); // [B, 7, 7, 64]
    const h3 = convTranspose(h2, w3, [side / 2, side / 2], options, "relu"); // [B, 14, 14, 32]
    return reshape(convTranspose(h3, w4, [side, side], options, "linear"), [batch, side * side]);
  }
}
type Layers = [Conv, Conv, Conv, Conv];

function toVariable({ data, shape }: Values): Variable {
  return variable(tensor(data, shape as [number, number, number, number]));
}
