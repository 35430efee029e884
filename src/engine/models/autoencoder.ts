import { sigmoid, type Tensor2D } from "@tensorflow/tfjs-core";
import { dense } from "../nn/dense";
import { meanSquaredError } from "../nn/losses";
import { decoderNetwork, encoderNetwork, type Network } from "../nn/network";
import { type Dense, Parameters } from "../nn/parameters";
import type { Batch, Model, ModelShape, Pass, PassKnobs, Posterior } from "./model";

/**
 * Autoencoder (Rumelhart, Hinton & Williams 1986; Ballard 1987): squeeze x into a small z, rebuild x̂ from it.
 * With `network: "linear"` there are no hidden layers and no sigmoid: its best error is exactly PCA's (Baldi & Hornik 1989).
 */
export class Autoencoder implements Model {
  readonly parameters: Parameters;
  private readonly encoder: Network;
  private readonly toZ: Dense;
  private readonly decoder: Network;
  /** Whether x̂ is squashed into [0, 1]: an image is, a point is not, and neither is what a linear network gives. */
  private readonly bounded: boolean;

  constructor(shape: ModelShape) {
    this.bounded = shape.network !== "linear" && shape.image !== undefined;
    this.parameters = new Parameters(shape.seed);
    this.encoder = encoderNetwork(this.parameters, shape);
    this.toZ = this.parameters.dense("mu", this.encoder.outputs, shape.latent);
    this.decoder = decoderNetwork(this.parameters, shape);
  }

  /** z = f(x) */
  encode(x: Tensor2D): Posterior {
    return { mu: dense(this.encoder.apply(x), this.toZ) }; // [B, D]
  }

  sample({ mu }: Posterior): Tensor2D {
    return mu;
  }

  /** x̂ = g(z) */
  decode(z: Tensor2D): Tensor2D {
    const xHat = this.decoder.apply(z); // [B, P]
    return this.bounded ? sigmoid(xHat) : xHat;
  }

  /** L = 1/P · ‖x − g(f(x̃))‖², where x̃ is x itself */
  pass({ x, xTilde }: Batch, _knobs: PassKnobs): Pass {
    const z = this.encode(xTilde).mu; // [B, D]
    const xHat = this.decode(z); // [B, P]
    return { mu: z, z, xHat, terms: { reconstruction: { value: meanSquaredError(x, xHat), weight: 1 } } };
  }
}
