import {
  reshape,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { adamSchedule } from "../../src/engine/kernels/adam";
import { softmaxCrossEntropy } from "../../src/engine/kernels/softmaxCrossEntropy";
import { type Conv, conv } from "../../src/engine/nn/conv";
import { dense } from "../../src/engine/nn/dense";
import { type Dense, Parameters } from "../../src/engine/nn/parameters";
import { key, Stream, uniform } from "../../src/engine/random";
import { Adam } from "../../src/engine/training/adam";

const FILTER = 4;
/** The convolutions: 28 → 14 → 14 → 7. */
const LAYERS = [
  { channels: 32, strides: 2 },
  { channels: 64, strides: 1 },
  { channels: 64, strides: 2 },
] as const;
const HIDDEN = 128;

/** A small convolutional network that tells classes of grey square images apart. */
export class Classifier {
  private readonly parameters: Parameters;
  private readonly convolutions: Conv[];
  private readonly hidden: Dense;
  private readonly output: Dense;
  private readonly variables: Variable[];
  private readonly adam: Adam;
  private step = 0;

  constructor(
    private readonly side: number,
    classes: number,
    seed: number,
  ) {
    this.convolutions = LAYERS.map(({ channels }, i) =>
      newConv(LAYERS[i - 1]?.channels ?? 1, channels, key(seed, Stream.init, -1 - i)),
    );
    this.parameters = new Parameters(seed);
    this.hidden = this.parameters.dense("hidden", (side / 4) ** 2 * LAYERS[2].channels, HIDDEN);
    this.output = this.parameters.dense("output", HIDDEN, classes);
    this.variables = [...this.convolutions.flatMap(({ filter, bias }) => [filter, bias]), ...this.parameters.variables];
    this.adam = new Adam(this.variables);
  }

  /** One score a class, [B, P] → [B, classes]. */
  logits(x: Tensor2D): Tensor2D {
    const images = reshape(x, [-1, this.side, this.side, 1]) as Tensor4D;
    const maps = this.convolutions.reduce(
      (h, layer, i) => conv(h, layer, { strides: LAYERS[i]?.strides ?? 1, pad: "same" }, "relu"),
      images,
    ); // [B, S/4, S/4, 64]
    const features = reshape(maps, [x.shape[0], -1]) as Tensor2D;
    return dense(dense(features, this.hidden, "relu"), this.output);
  }

  /** One step of Adam on a batch. `x` [B, P] in [0, 1], `labels` int32 [B]. */
  learn(x: Tensor2D, labels: Tensor1D, learningRate: number): void {
    this.step++;
    const loss = (): Scalar => softmaxCrossEntropy(this.logits(x), labels);
    tidy(() => this.adam.update(variableGrads(loss, this.variables).grads, adamSchedule(this.step, learningRate)));
  }
}

/** Uniform weights of variance 2 / inputs, as suits max(0, ·) (He, Zhang, Ren & Sun 2015, eq. 10), and no bias. */
function newConv(inputs: number, outputs: number, stream: number): Conv {
  const limit = Math.sqrt(6 / (FILTER * FILTER * inputs));
  const values = new Float32Array(FILTER * FILTER * inputs * outputs);
  for (let i = 0; i < values.length; i++) values[i] = (2 * uniform(stream, i) - 1) * limit;
  return tidy(() => ({
    filter: variable(tensor(values, [FILTER, FILTER, inputs, outputs])),
    bias: variable(tensor(new Float32Array(outputs))),
  }));
}
