import {
  add,
  expandDims,
  relu,
  reshape,
  split,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  transpose,
  type Variable,
} from "@tensorflow/tfjs-core";
import { attention } from "../kernels/attention";
import { gate } from "../kernels/gate";
import type { FilterMask } from "../kernels/maskFilter";
import { lookup } from "../kernels/nearestCode";
import type { Conv } from "../nn/conv";
import { maskedConv } from "../nn/maskedConv";
import type { Parameters } from "../nn/parameters";

/** A convolution that does not look ahead. */
export interface CausalConv extends Conv {
  readonly mask: FilterMask;
  /** V [classes, outputs]: what a class adds everywhere (van den Oord et al. 2016b, eq. 4). */
  readonly ofClass?: Variable | undefined;
}

/** What follows a convolution. */
export interface After<Map> {
  /** Added to it. */
  readonly plus?: Map;
  /** max(0, ·) of the sum. */
  readonly relu?: boolean;
}

/**
 * The layers that a prior's network is made of. The network is written once, as a function over them: run on tensors it trains,
 * and written down by a plan it is what samplers walk through a position at a time. A `Map` has numbers at each pixel.
 */
export interface Layers<Map> {
  /** x ∗ (mask ⊙ W) + b + V[label] + plus */
  conv(x: Map, layer: CausalConv, after?: After<Map>): Map;
  /** tanh(a) ⊙ σ(b), with a and b the two halves of every colour's channels. */
  gate(x: Map): Map;
  /** max(0, x) */
  relu(x: Map): Map;
  /**
   * softmax(q·kᵀ / √d)·v over all pixels up to this one, of every colour by itself.
   * @param query d numbers of each colour
   * @param seen d numbers of k and then those of v, of each colour
   */
  attend(query: Map, seen: Map): Map;
}

/** The layers on tensors, [B, H, W, channels] each. */
export class TensorLayers implements Layers<Tensor4D> {
  /** @param label int32 [B] */
  constructor(
    protected readonly colours: number,
    private readonly label: Tensor1D | undefined,
  ) {}

  conv(x: Tensor4D, layer: CausalConv, { plus, relu: positive = false }: After<Tensor4D> = {}): Tensor4D {
    const added = [plus, this.ofClass(layer)].filter((each) => each !== undefined);
    const isLast = added.length === 0;
    const y = maskedConv(x, layer, layer.mask, isLast && positive ? "relu" : "linear");
    const sum = added.reduce((all, each) => add(all, each), y);
    return !isLast && positive ? relu(sum) : sum;
  }

  gate(x: Tensor4D): Tensor4D {
    return gate(x, this.colours);
  }

  relu(x: Tensor4D): Tensor4D {
    return relu(x);
  }

  attend(query: Tensor4D, seen: Tensor4D): Tensor4D {
    const [, height, width, channels] = query.shape;
    const d = channels / this.colours;
    const q = this.inSequence(query); // [B · colours, H · W, d]
    const [k, v] = splitKeys(this.inSequence(seen), d);
    const y = attention(q, k, v, "causal"); // [B · colours, H · W, e]
    const apart = reshape(y, [-1, this.colours, height * width, y.shape[2]]);
    return reshape(transpose(apart, [0, 2, 1, 3]), [-1, height, width, this.colours * y.shape[2]]);
  }

  /** [B, H, W, colours · n] → [B · colours, H · W, n] */
  protected inSequence(x: Tensor4D): Tensor3D {
    const [batch, height, width, channels] = x.shape;
    const apart = reshape(x, [batch, height * width, this.colours, channels / this.colours]);
    return reshape(transpose(apart, [0, 2, 1, 3]), [batch * this.colours, height * width, -1]);
  }

  /** V[label], [B, 1, 1, outputs]. */
  private ofClass({ ofClass }: CausalConv): Tensor4D | undefined {
    if (!ofClass || !this.label) return undefined;
    return expandDims(expandDims(lookup(ofClass as unknown as Tensor2D, this.label), 1), 1) as Tensor4D;
  }
}

/** A stack of layers between what a prior is given and the head that its logits are read from. */
export interface Stack {
  /** Channels of what it gives; a multiple of the colours. */
  readonly outputs: number;
  /** @param told of every place, from the start; where the shape says that there is something to be told */
  through<Map>(on: Layers<Map>, x: Map, told?: Map): Map;
}

/** What the layers of a stack are made from. */
export interface StackShape {
  /** Channels of what it is given. */
  readonly inputs: number;
  readonly colours: number;
  /** p; a multiple of the colours. */
  readonly channels: number;
  readonly layers: number;
  /** Classes that it is conditioned on; 0 for none. */
  readonly classes: number;
  /** Channels of what it is told of every place; 0 for nothing. */
  readonly told: number;
}

/** [N, L, d + e] → keys [N, L, d] and values [N, L, e]. */
export function splitKeys(seen: Tensor3D, d: number): [k: Tensor3D, v: Tensor3D] {
  return split(seen, [d, seen.shape[2] - d], 2) as [Tensor3D, Tensor3D];
}

/** Makes convolutions that do not look ahead, of a number of colours. */
export const causalConvs =
  (parameters: Parameters, colours: number) =>
  (
    name: string,
    kind: FilterMask["kind"],
    side: number | readonly [height: number, width: number],
    [inputs, outputs]: readonly [inputs: number, outputs: number],
    classes = 0,
  ): CausalConv => ({
    ...parameters.conv(name, side, inputs, outputs),
    mask: { kind, colours },
    // 0 at first: before it has learnt anything of them, classes are alike.
    ofClass: classes > 0 ? parameters.table(`${name}.ofClass`, classes, outputs, 0) : undefined,
  });

/** The side of the first filters (van den Oord et al. 2016a, table 1). */
export const FIRST = 7;
/** The side of the others. */
export const OTHERS = 3;
