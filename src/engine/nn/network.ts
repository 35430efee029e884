import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../data/dataset";
import type { Experiment } from "../experiment";
import { convDecoder, convEncoder } from "./convNetwork";
import { dense, hiddenLayers, mlp } from "./dense";
import type { Parameters } from "./parameters";

/** What stands between a sample and its code, or back: rows in, rows out. */
export interface Network {
  /** Numbers in a row of what it gives. */
  readonly outputs: number;
  apply(rows: Tensor2D): Tensor2D;
}

/** What a network is built from. */
export interface NetworkShape extends Pick<Experiment, "network" | "hidden" | "depth" | "latent"> {
  /** Numbers in a sample. */
  readonly pixels: number;
  /** Of a sample that is an image; a point has none. */
  readonly image?: ImageShape | undefined;
}

/** From a sample to the features that its code is read from: x [B, P] → [B, H]. Without layers they are x itself. */
export function encoderNetwork(parameters: Parameters, shape: NetworkShape): Network {
  const { network, pixels, hidden, depth } = shape;
  if (network === "conv") return convEncoder(parameters, shape);
  const layers = hiddenLayers(parameters, "encoder", pixels, hidden, network === "linear" ? 0 : depth);
  return { outputs: layers.length > 0 ? hidden : pixels, apply: (x) => mlp(x, layers) };
}

/** From a code to what the pixels are read from: z [B, D] → [B, P], any numbers. */
export function decoderNetwork(parameters: Parameters, shape: NetworkShape): Network {
  const { network, pixels, hidden, depth, latent } = shape;
  if (network === "conv") return convDecoder(parameters, shape);
  const layers = hiddenLayers(parameters, "decoder", latent, hidden, network === "linear" ? 0 : depth);
  const output = parameters.dense("output", layers.length > 0 ? hidden : latent, pixels);
  return { outputs: pixels, apply: (z) => dense(mlp(z, layers), output) };
}
