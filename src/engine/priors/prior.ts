import {
  cast,
  floor,
  minimum,
  mul,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { constant } from "../kernels/withGradient";
import type { Terms } from "../models/model";
import type { Parameters } from "../nn/parameters";
import type { Layers } from "./layers";
import type { Above } from "./told";

/** What a prior is over: pixels that have one of L levels in each colour, or codes of which there are L. */
export interface Grid {
  readonly height: number;
  readonly width: number;
  /** 3 for RGB, 1 for grey, and for codes. */
  readonly colours: 1 | 3;
  /** L, at least 2. */
  readonly levels: number;
}

/** Numbers that are drawn one after the other for an image: row by row, of a pixel its colours in order. */
export const drawsIn = ({ height, width, colours }: Grid): number => height * width * colours;

/** One way of a batch through a prior. */
export interface PriorPass {
  readonly logits: Tensor; // [B, H, W, colours, L]
  /** `nll`, in nats per image. */
  readonly terms: Terms;
}

/**
 * p(x) = Π_i p(x_i | x_1 … x_{i−1}), or p(x|label, above): a distribution over images that is learnt and drawn from a number at a time.
 * x is int32 [B, H, W, colours], each in 0 … L − 1; labels are int32 [B], and are given where the prior has classes; codes above are
 * int32 [B, h, w, 1], and are given where it is conditioned on another grid of them.
 */
export interface Prior {
  readonly grid: Grid;
  readonly above?: Above | undefined;
  readonly parameters: Parameters;
  /** log p(x_i | what is drawn before it), up to a constant: [B, H, W, colours, L]. */
  logits(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): Tensor;
  /** −log p(x), averaged over the batch; nats per image. */
  nll(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): Scalar;
  /** From x to the loss. */
  pass(x: Tensor4D, label?: Tensor1D, above?: Tensor4D): PriorPass;
  /** x as the network is given it: E numbers for each level, [B, H, W, colours · E]; of images of any size. */
  embed(x: Tensor4D): Tensor4D;
  /** What it knows of every place before the first number is drawn, [B, H, W, channels], or [1, H, W, channels] of every image. */
  tell(above?: Tensor4D): Tensor4D | undefined;
  /** From there to the logits, [B, H, W, colours · L]: on tensors, or written down for a sampler. */
  network<Map>(on: Layers<Map>, x: Map, told?: Map): Map;
}

/** The level of each pixel, int32 [B, H, W, colours]: of L equal parts of [0, 1] the one that it lies in. x is [B, P], constant. */
export function levelsOf(x: Tensor2D, { height, width, colours, levels }: Grid): Tensor4D {
  return constant(() => {
    const parts = minimum(floor(mul(x, levels)), levels - 1);
    return reshape(cast(parts, "int32"), [-1, height, width, colours]) as Tensor4D;
  });
}
