import {
  add,
  conv2d,
  conv2dTranspose,
  type GradFunc,
  type NamedAttrMap,
  registerGradient,
  relu,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import type { Shape4D } from "./convGeometry";
import type { Activation } from "./dense";
import { COLUMN_SUMS, CONV, CONV_TRANSPOSE, hasKernel, RELU_GRADIENT, runKernel } from "./names";

export interface ConvOptions {
  readonly strides: number;
  /** "same" pads as TensorFlow does: with stride 2, one pixel more below and on the right. */
  readonly pad: "same" | "valid";
}

/**
 * y = activation(x ∗ filter + bias) in one kernel where the backend has it.
 * @param x [B, H, W, C]
 * @param filter [KH, KW, C, outputs]
 * @param bias [outputs]
 */
export function convLayer(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D,
  { strides, pad }: ConvOptions,
  activation: Activation,
): Tensor4D {
  const fused = { strides, pad, dataFormat: "NHWC", relu: activation === "relu" };
  if (hasKernel(CONV)) return runKernel(CONV, { x, filter, bias }, fused);
  const y = add(conv2d(x, filter, strides, pad), bias) as Tensor4D;
  return activation === "relu" ? relu(y) : y;
}

/**
 * The same the other way round: every pixel of x spreads over the pixels that a convolution would have gathered it from.
 * @param x [B, h, w, C]
 * @param filter [KH, KW, outputs, C]
 * @param size [H, W] of the result
 */
export function convTransposeLayer(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D,
  size: readonly [height: number, width: number],
  { strides, pad }: ConvOptions,
  activation: Activation,
): Tensor4D {
  const inputShape: Shape4D = [x.shape[0], ...size, filter.shape[2]];
  const fused = { inputShape, strides, pad, dataFormat: "NHWC", relu: activation === "relu" };
  if (hasKernel(CONV_TRANSPOSE)) return runKernel(CONV_TRANSPOSE, { x, filter, bias }, fused);
  const y = add(conv2dTranspose(x, filter, inputShape, strides, pad), bias) as Tensor4D;
  return activation === "relu" ? relu(y) : y;
}

/** With dz = dy ⊙ activation′. What is asked for of dx and dFilter is given by `others`; db = Σ over images and pixels of dz. */
function gradient(others: (dz: Tensor4D, x: Tensor4D, filter: Tensor4D, options: NamedAttrMap) => Gradients): GradFunc {
  return (upstream, saved, attributes) => {
    const [x, filter, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const dy = upstream as Tensor4D;
    const dz = attributes.relu ? runKernel<Tensor4D>(RELU_GRADIENT, { dy, y }) : dy;
    const { strides, pad } = attributes;
    const options = { strides, pad, dataFormat: "NHWC", dimRoundingMode: null } as unknown as NamedAttrMap;
    const rows = () => reshape(dz, [-1, dz.shape[3]]) as Tensor2D;
    return { ...others(dz, x, filter, options), bias: () => runKernel<Tensor>(COLUMN_SUMS, { x: rows() }) };
  };
}

type Gradients = Record<"x" | "filter", () => Tensor>;

const convGradient = gradient((dz, x, filter, options) => ({
  x: () => runKernel("Conv2DBackpropInput", { dy: dz, filter }, { ...options, inputShape: x.shape }),
  filter: () => runKernel("Conv2DBackpropFilter", { x, dy: dz }, { ...options, filterShape: filter.shape }),
}));

const convTransposeGradient = gradient((dz, x, filter, options) => ({
  x: () => runKernel("Conv2D", { x: dz, filter }, options),
  filter: () => runKernel("Conv2DBackpropFilter", { x: dz, dy: x }, { ...options, filterShape: filter.shape }),
}));

for (const [kernelName, gradFunc] of [
  [CONV, convGradient],
  [CONV_TRANSPOSE, convTransposeGradient],
] as const)
  registerGradient({ kernelName, inputsToSave: ["x", "filter"], outputsToSave: [true], gradFunc });
