import { mul, step, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../data/dataset";
import type { Experiment } from "../experiment";
import { constant } from "../kernels/withGradient";
import { convDecoder, convEncoder, gridDecoder, innermost } from "./convNetwork";
import { fullLayer } from "./dense";
import { dropout } from "./dropout";
import type { EncoderLayer, Layer } from "./layer";
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

/** hᵢ = max(0, Aᵢ·hᵢ₋₁ + bᵢ): the layers from a sample to the features that its code is read from. Without layers, x itself. */
export class Encoder implements Network {
  constructor(
    private readonly pixels: number,
    readonly layers: readonly EncoderLayer[],
  ) {}

  get outputs(): number {
    return this.layers.at(-1)?.outputs ?? this.pixels;
  }

  apply(x: Tensor2D): Tensor2D {
    return this.activations(x).at(-1) ?? x;
  }

  /** h₁, h₂, …, each [B, H]. A dropout leaves out those units that are not `kept`. */
  activations(x: Tensor2D, kept?: Tensor1D): Tensor2D[] {
    const all: Tensor2D[] = [];
    for (const [i, layer] of this.layers.entries()) {
      const h = layer.apply(all[i - 1] ?? x, "relu");
      all.push(kept ? dropout(h, kept, x.shape[0] * unitsOf(this.layers.slice(0, i))) : h);
    }
    return all;
  }

  /** ∂h/∂x·v, how the features change when x changes by v [B, P]: layer by layer, 1[hᵢ > 0] ⊙ (Aᵢ·v) (forward mode). */
  push(v: Tensor2D, activations: readonly Tensor2D[], kept?: Tensor1D): Tensor2D {
    return this.layers.reduce((along, layer, i) => {
      const passes = constant(() => step(activations[i] as Tensor2D));
      const pushed: Tensor2D = mul(layer.push(along), passes);
      return kept ? dropout(pushed, kept, v.shape[0] * unitsOf(this.layers.slice(0, i))) : pushed;
    }, v);
  }
}

/** From a code to what the pixels are read from: z [B, D] → [B, P], any numbers. */
export class Decoder implements Network {
  constructor(
    readonly layers: readonly Layer[],
    private readonly output: Layer,
  ) {}

  get outputs(): number {
    return this.output.outputs;
  }

  /** A dropout leaves out those hidden units that are not `kept`: the last ones of all that are listed there. */
  apply(z: Tensor2D, kept?: Tensor1D): Tensor2D {
    const features = this.layers.reduce((below, layer, i) => {
      const h = layer.apply(below, "relu");
      return kept ? dropout(h, kept, kept.size - z.shape[0] * unitsOf(this.layers.slice(i))) : h;
    }, z);
    return this.output.apply(features, "linear");
  }
}

/** How many units layers have. */
export const unitsOf = (layers: readonly Layer[]): number => layers.reduce((sum, { outputs }) => sum + outputs, 0);

export function encoderNetwork(parameters: Parameters, shape: NetworkShape): Encoder {
  if (shape.network === "conv") return new Encoder(shape.pixels, convEncoder(parameters, shape));
  return new Encoder(shape.pixels, hiddenLayers(parameters, "encoder", shape.pixels, shape));
}

export function decoderNetwork(parameters: Parameters, shape: NetworkShape): Decoder {
  if (shape.network === "conv") return new Decoder(...convDecoder(parameters, shape));
  const hidden = hiddenLayers(parameters, "decoder", shape.latent, shape);
  const inputs = hidden.at(-1)?.outputs ?? shape.latent;
  return new Decoder(hidden, fullLayer(parameters.dense("output", inputs, shape.pixels)));
}

/** How many vectors the encoder's features make a grid of: one for each place of a convolution's, else one alone. */
export function gridOf(shape: NetworkShape): { readonly height: number; readonly width: number } {
  return shape.network === "conv" ? innermost(shape) : { height: 1, width: 1 };
}

/** The decoder of such a grid of vectors, [B, h · w · D]. */
export function decoderOfGrid(parameters: Parameters, shape: NetworkShape): Decoder {
  return shape.network === "conv" ? new Decoder(...gridDecoder(parameters, shape)) : decoderNetwork(parameters, shape);
}

/** The decoder of an encoder whose layers, from the first to the code, are turned round and share their weights with it. */
export function tiedDecoder(parameters: Parameters, encoder: readonly EncoderLayer[]): Decoder {
  const [first, ...deeper] = encoder as [EncoderLayer, ...EncoderLayer[]];
  const layers = deeper.reverse().map((layer, i) => layer.turned(parameters, `decoder.${i}`));
  return new Decoder(layers, first.turned(parameters, "output"));
}

/** Hidden layers of one width after `inputs` numbers. */
function hiddenLayers(parameters: Parameters, name: string, inputs: number, { network, hidden, depth }: NetworkShape) {
  return Array.from({ length: network === "linear" ? 0 : depth }, (_, i) =>
    fullLayer(parameters.dense(`${name}.${i}`, i === 0 ? inputs : hidden, hidden)),
  );
}
