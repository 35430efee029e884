import {
  cast,
  mul,
  reshape,
  type Scalar,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  util,
  type Variable,
} from "@tensorflow/tfjs-core";
import { lookup } from "../kernels/nearestCode";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy";
import { Parameters } from "../nn/parameters";
import { GatedStack } from "./gatedStack";
import { type CausalConv, causalConvs, type Layers, type Stack, TensorLayers } from "./layers";
import { PlainStack } from "./plainStack";
import { drawsIn, type Grid, type Prior, type PriorPass } from "./prior";
import { SnailStack } from "./snailStack";
import { type Above, Told } from "./told";

export interface PixelCnnShape {
  readonly grid: Grid;
  /** One stack, with a blind spot, or two with gates and without it; or convolutions and attention, a PixelSNAIL. */
  readonly stack: "plain" | "gated" | "snail";
  /** p, the channels of a gated layer or inside of a residual block; a multiple of the colours. */
  readonly channels: number;
  /** After the first one. */
  readonly layers: number;
  /** Classes that it is conditioned on; 0 for none. */
  readonly classes: number;
  /** E: how many numbers a code goes in as. Without it levels are in order, and go in as a number in [−1, 1]. */
  readonly embedding?: number;
  /** A grid of codes that it is conditioned on, half as high and wide. */
  readonly above?: Above | undefined;
  readonly seed: number;
}

const STACKS = { plain: PlainStack, gated: GatedStack, snail: SnailStack };

/**
 * PixelCNN, log p(x) = Σ_i log softmax(network(x))_i[x_i]: a stack of convolutions that do not look ahead, and on it two of 1 × 1
 * (van den Oord et al. 2016, Pixel Recurrent Neural Networks, section 3; Conditional Image Generation with PixelCNN Decoders).
 */
export class PixelCnn implements Prior {
  readonly grid: Grid;
  readonly parameters: Parameters;
  /** e [L, E], of codes. */
  private readonly embedding: Variable | undefined;
  readonly above?: Above | undefined;
  private readonly told: Told | undefined;
  private readonly stack: Stack;
  private readonly hidden: CausalConv;
  private readonly output: CausalConv;

  constructor({ grid, stack, channels, layers, classes, embedding, above, seed }: PixelCnnShape) {
    const { colours, levels } = grid;
    util.assert(channels % colours === 0, () => `${channels} channels do not fall into ${colours} colours`);
    this.grid = grid;
    this.parameters = new Parameters(seed);
    // As wide as pixels are, so that the first layer's weights suit both.
    if (embedding) this.embedding = this.parameters.table("embedding", levels, embedding, 1);
    const inputs = colours * (embedding ?? 1);
    const places = stack === "snail";
    this.above = above;
    if (above || places) this.told = new Told(this.parameters, { grid, channels, above, places });
    const shape = { inputs, colours, channels, layers, classes, told: this.told?.channels ?? 0 };
    this.stack = new STACKS[stack](this.parameters, shape);
    const { outputs } = this.stack;
    const conv = causalConvs(this.parameters, colours);
    this.hidden = conv("hidden", "B", 1, [outputs, outputs]);
    this.output = conv("output", "B", 1, [outputs, colours * levels]);
  }

  embed(x: Tensor4D): Tensor4D {
    const { levels } = this.grid;
    // In [−1, 1], so that what lies outside, 0, is neither dark nor bright.
    if (!this.embedding) return sub(mul(cast(x, "float32"), 2 / (levels - 1)), 1);
    const e = lookup(this.embedding as unknown as Tensor2D, reshape(x, [-1]) as Tensor1D);
    return reshape(e, [-1, x.shape[1], x.shape[2], e.shape[1]]);
  }

  tell(above?: Tensor4D): Tensor4D | undefined {
    return this.told?.of(above);
  }

  network<Map>(on: Layers<Map>, x: Map, told?: Map): Map {
    const h = this.stack.through(on, x, told);
    return on.conv(on.conv(on.relu(h), this.hidden, { relu: true }), this.output);
  }

  logits(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): Tensor {
    const { height, width, colours, levels } = this.grid;
    const logits = this.network(new TensorLayers(colours, label), this.embed(x), this.tell(above));
    return reshape(logits, [-1, height, width, colours, levels]);
  }

  nll(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): Scalar {
    return this.nllOf(this.logits(x, label, above), x);
  }

  pass(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): PriorPass {
    const logits = this.logits(x, label, above);
    return { logits, terms: { nll: { value: this.nllOf(logits, x), weight: 1 } } };
  }

  /** −Σ_i log softmax(logits_i)[x_i], a mean over images. */
  private nllOf(logits: Tensor, x: Tensor4D): Scalar {
    const rows = reshape(logits, [-1, this.grid.levels]) as Tensor2D;
    return mul(drawsIn(this.grid), softmaxCrossEntropy(rows, reshape(x, [-1]) as Tensor1D));
  }
}
