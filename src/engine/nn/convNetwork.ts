import { reshape, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { conv, convTranspose } from "./conv";
import { dense } from "./dense";
import type { Network, NetworkShape } from "./network";
import type { Parameters } from "./parameters";

/** Filters of 4 × 4 pixels that step by 2: every layer halves the image, none leaves a checkerboard (Odena et al. 2016). */
const FILTER = 4;
const HALVING = { strides: 2, pad: "same" } as const;
/** No layer makes an image smaller than this. */
const LEAST_SIDE = 4;

/** An image between two layers. */
type Stage = Readonly<Record<"height" | "width" | "channels", number>>;

/**
 * The image at every layer, from the pixels inwards: `depth` + 1 times halved, as long as it stays 4 pixels high and wide.
 * A hidden width of 256 makes 32 filters, then 64, then 128.
 */
function stages({ image, hidden, depth }: NetworkShape): Stage[] {
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

/** x [B, P] → convolutions, each followed by max(0, ·) → [B, h · w · C]. */
export function convEncoder(parameters: Parameters, shape: NetworkShape): Network {
  const [pixels, ...inner] = stages(shape) as [Stage, ...Stage[]];
  const filters = inner.map(({ channels }, i) => {
    const from = (i === 0 ? pixels : (inner[i - 1] as Stage)).channels;
    return parameters.conv(`encoder.${i}`, FILTER, from, channels);
  });
  return {
    outputs: size(inner.at(-1) as Stage),
    apply(x) {
      const image = reshape(x, [x.shape[0], pixels.height, pixels.width, pixels.channels]) as Tensor4D;
      const features = filters.reduce((h, filter) => conv(h, filter, HALVING, "relu"), image);
      return reshape(features, [x.shape[0], -1]) as Tensor2D;
    },
  };
}

/** z [B, D] → a small image of many channels → transposed convolutions → [B, P]. */
export function convDecoder(parameters: Parameters, shape: NetworkShape): Network {
  const outwards = stages(shape).reverse();
  const [smallest, ...outer] = outwards as [Stage, ...Stage[]];
  const spread = parameters.dense("decoder.0", shape.latent, size(smallest));
  const filters = outer.map(({ channels }, i) => {
    const name = i === outer.length - 1 ? "output" : `decoder.${i + 1}`;
    return parameters.convTranspose(name, FILTER, (outwards[i] as Stage).channels, channels);
  });
  return {
    outputs: shape.pixels,
    apply(z) {
      const { height, width, channels } = smallest;
      const seed = reshape(dense(z, spread, "relu"), [z.shape[0], height, width, channels]) as Tensor4D;
      const image = filters.reduce((h, filter, i) => {
        const { height, width } = outer[i] as Stage;
        const last = i === filters.length - 1;
        return convTranspose(h, filter, [height, width], HALVING, last ? "linear" : "relu");
      }, seed);
      return reshape(image, [z.shape[0], -1]) as Tensor2D;
    },
  };
}
