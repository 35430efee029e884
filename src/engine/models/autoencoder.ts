import { sigmoid, type Tensor2D } from "@tensorflow/tfjs-core";
import { dense, hiddenLayers, mlp } from "../nn/dense";
import { meanSquaredError } from "../nn/losses";
import { type Dense, Parameters } from "../nn/parameters";
import type { Model, ModelShape, Pass, Posterior } from "./model";

/**
 * Autoencoder (Rumelhart, Hinton & Williams 1986; Ballard 1987): squeeze x into a small z, rebuild x̂ from it.
 * With `network: "linear"` there are no hidden layers and no sigmoid: its best error is exactly PCA's (Baldi & Hornik 1989).
 */
export class Autoencoder implements Model {
  readonly parameters: Parameters;
  private readonly encoder: Dense[];
  private readonly toLatent: Dense;
  private readonly decoder: Dense[];
  private readonly toPixels: Dense;
  /** Whether x̂ is squashed into [0, 1]: an image is, a point is not, and neither is what a linear network gives. */
  private readonly bounded: boolean;

  constructor({ pixels, hidden, depth, latent, network, seed, sigma }: ModelShape) {
    this.bounded = network !== "linear" && sigma === undefined;
    const layers = network === "linear" ? 0 : depth;
    const width = (inputs: number) => (layers === 0 ? inputs : hidden);
    this.parameters = new Parameters(seed);
    this.encoder = hiddenLayers(this.parameters, "encoder", pixels, hidden, layers);
    this.toLatent = this.parameters.dense("latent", width(pixels), latent);
    this.decoder = hiddenLayers(this.parameters, "decoder", latent, hidden, layers);
    this.toPixels = this.parameters.dense("pixels", width(latent), pixels);
  }

  /** z = f(x) */
  encode(x: Tensor2D): Posterior {
    return { mu: dense(mlp(x, this.encoder), this.toLatent) }; // [B, D]
  }

  sample({ mu }: Posterior): Tensor2D {
    return mu;
  }

  /** x̂ = g(z) */
  decode(z: Tensor2D): Tensor2D {
    const xHat = dense(mlp(z, this.decoder), this.toPixels); // [B, P]
    return this.bounded ? sigmoid(xHat) : xHat;
  }

  /** L = 1/P · ‖x − g(f(x))‖² */
  pass(x: Tensor2D): Pass {
    const z = this.encode(x).mu; // [B, D]
    const xHat = this.decode(z); // [B, P]
    return { mu: z, z, xHat, terms: { reconstruction: { value: meanSquaredError(x, xHat), weight: 1 } } };
  }
}
