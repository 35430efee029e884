import { backend_util } from "@tensorflow/tfjs-core";

export type Shape4D = [batch: number, height: number, width: number, channels: number];

/** What the attributes of Conv2D and of both its gradients have in common. */
export interface ConvAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Every size of a convolution, or nothing where our kernels do not know it: images channel-first, holes in the filter.
 * @param dy the shape of the gradient from above, which TensorFlow.js lets be of another size than the result
 */
export function convGeometry(
  image: Shape4D,
  filter: Shape4D,
  { strides, pad, dilations = 1, dimRoundingMode, dataFormat }: ConvAttributes,
  dy?: readonly number[],
): backend_util.Conv2DInfo | undefined {
  const info = backend_util.computeConv2DInfo(image, filter, strides, dilations, pad, dimRoundingMode);
  const holes = info.dilationHeight > 1 || info.dilationWidth > 1;
  const empty = info.batchSize === 0 || info.outHeight <= 0 || info.outWidth <= 0;
  const other = dy !== undefined && dy.join() !== info.outShape.join();
  return dataFormat !== "NHWC" || holes || empty || other ? undefined : info;
}
