import type { Tensor1D, Tensor4D } from "@tensorflow/tfjs-core";
import { convLayer } from "../kernels/conv";
import type { Activation } from "../kernels/dense";
import { type FilterMask, maskFilter } from "../kernels/maskFilter";
import type { Conv } from "./conv";

/**
 * The convolution of a PixelCNN, y = activation(x ∗ (mask ⊙ filter) + bias): every pixel from those before it, and of its own from
 * the colours before its own   (van den Oord et al. 2016, Pixel Recurrent Neural Networks, section 3.4 and figure 2).
 *
 * A model's first layer has mask A, all others have mask B.
 * @param x [B, H, W, inputs], with the channels of the first colour first
 * @returns [B, H, W, outputs], in the same order of colours
 */
export function maskedConv(x: Tensor4D, { filter, bias }: Conv, mask: FilterMask, activation: Activation): Tensor4D {
  const seeing = maskFilter(filter as unknown as Tensor4D, mask);
  return convLayer(x, seeing, bias as unknown as Tensor1D, { strides: 1, pad: "same" }, activation);
}
