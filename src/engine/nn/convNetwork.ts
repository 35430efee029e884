import { conv2d, reshape, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { type Conv, conv, convTranspose } from "./conv";
import { fullLayer } from "./dense";
import type { EncoderLayer, Layer } from "./layer";
import type { NetworkShape } from "./network";
import type { Parameters } from "./parameters";

/** Filters of 4 × 4 pixels that step by 2: every layer halves the image, none leaves a checkerboard (Odena et al. 2016). */
const FILTER = 4;
const HALVING = { strides: 2, pad: "same" } as const;
/** No layer makes an image smaller than this. */
const LEAST_SIDE = 4;

/** An image between two layers. */
export type Stage = Readonly<Record<"height" | "width" | "channels", number>>;

/**
 * The image at every layer, from the pixels inwards: `depth` + 1 times halved, as long as it stays 4 pixels high and wide.
 * A hidden width of 256 makes 32 filters, then 64, then 128.
 */
export function stages({ image, hidden, depth }: NetworkShape): Stage[] {
  if (!image) throw new Error("a convolution needs images");
  const { height, width, channels } = image;
  const all: Stage[] = [{ height, width, channels }];
  for (let i = 0; i <= depth; i++) {
    const { height, width } = all[i] as Stage;
    const next = { height: Math.ceil(height / 2), width: Math.ceil(width / 2) };
    if (i > 0 && Math.min(next.height, next.width) < LEAST_SIDE) break;
    all.push({ ...next, channels: Math.max(4, Math.round(hidden / 8)) * 2 ** i });
  }
  return all;
}

const size = ({ height, width, channels }: Stage) => height * width * channels;
const asImages = (rows: Tensor2D, { height, width, channels }: Stage): Tensor4D =>
  reshape(rows, [rows.shape[0], height, width, channels]);
const asRows = (images: Tensor4D): Tensor2D => reshape(images, [images.shape[0], -1]);

/** x [B, P] → convolutions, each followed by max(0, ·) → [B, h · w · C]. */
export function convEncoder(parameters: Parameters, shape: NetworkShape): EncoderLayer[] {
  const [pixels, ...inner] = stages(shape) as [Stage, ...Stage[]];
  return inner.map((to, i) => {
    const from = i === 0 ? pixels : (inner[i - 1] as Stage);
    return halving(parameters.conv(`encoder.${i}`, FILTER, from.channels, to.channels), from, to);
  });
}

/** The small image of many channels that the encoder ends with, and the decoder begins with. */
export const innermost = (shape: NetworkShape): Stage => stages(shape).at(-1) as Stage;

/** z [B, D] → a small image of many channels → transposed convolutions → [B, P]: the hidden layers, and the last one. */
export function convDecoder(parameters: Parameters, shape: NetworkShape): [hidden: Layer[], output: Layer] {
  return outwards(parameters, shape, fullLayer(parameters.dense("decoder.0", shape.latent, size(innermost(shape)))));
}

/** The same of a grid of vectors, z [B, h · w · D], whose neighbours the first layer mixes: a convolution of 3 × 3. */
export function gridDecoder(parameters: Parameters, shape: NetworkShape): [hidden: Layer[], output: Layer] {
  const to = innermost(shape);
  const from = { ...to, channels: shape.latent };
  const weights = parameters.conv("decoder.0", 3, shape.latent, to.channels);
  return outwards(parameters, shape, {
    outputs: size(to),
    apply: (z, activation) => asRows(conv(asImages(z, from), weights, { strides: 1, pad: "same" }, activation)),
  });
}

/** What `first` makes of z → transposed convolutions → pixels. */
function outwards(parameters: Parameters, shape: NetworkShape, first: Layer): [hidden: Layer[], output: Layer] {
  const [smallest, ...outer] = stages(shape).reverse() as [Stage, ...Stage[]];
  const layers = outer.map((to, i) => {
    const from = i === 0 ? smallest : (outer[i - 1] as Stage);
    return enlarging(parameters, i === outer.length - 1 ? "output" : `decoder.${i + 1}`, from, to);
  });
  return [[first, ...layers.slice(0, -1)], layers.at(-1) as Layer];
}

function halving(weights: Conv, from: Stage, to: Stage): EncoderLayer {
  const filter = weights.filter as unknown as Tensor4D;
  return {
    outputs: size(to),
    apply: (h, activation) => asRows(conv(asImages(h, from), weights, HALVING, activation)),
    push: (v) => asRows(conv2d(asImages(v, from), filter, HALVING.strides, HALVING.pad)),
    turned: (parameters, name) =>
      doubling({ filter: weights.filter, bias: parameters.bias(name, from.channels) }, to, from),
  };
}

/** A layer that makes an image twice as large. */
export function enlarging(parameters: Parameters, name: string, from: Stage, to: Stage): Layer {
  return doubling(parameters.convTranspose(name, FILTER, from.channels, to.channels), from, to);
}

function doubling(weights: Conv, from: Stage, to: Stage): Layer {
  const target = [to.height, to.width] as const;
  return {
    outputs: size(to),
    apply: (h, activation) => asRows(convTranspose(asImages(h, from), weights, target, HALVING, activation)),
  };
}
