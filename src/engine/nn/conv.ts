import type { Tensor1D, Tensor4D, Variable } from "@tensorflow/tfjs-core";
import { type ConvOptions, convLayer, convTransposeLayer } from "../kernels/conv";
import type { Activation } from "../kernels/dense";

/** The weights of a convolution, up or down. */
export interface Conv {
  readonly filter: Variable; // [KH, KW, C, outputs] down, [KH, KW, outputs, C] up
  readonly bias: Variable; // [outputs]
}

/** y = activation(x ∗ filter + bias), [B, H, W, C] → [B, h, w, outputs]. */
export function conv(x: Tensor4D, { filter, bias }: Conv, options: ConvOptions, activation: Activation): Tensor4D {
  return convLayer(x, filter as unknown as Tensor4D, bias as unknown as Tensor1D, options, activation);
}

/** The transposed convolution, [B, h, w, C] → [B, H, W, outputs] for `size` [H, W]. */
export function convTranspose(
  x: Tensor4D,
  { filter, bias }: Conv,
  size: readonly [number, number],
  options: ConvOptions,
  activation: Activation,
): Tensor4D {
  return convTransposeLayer(x, filter as unknown as Tensor4D, bias as unknown as Tensor1D, size, options, activation);
}
