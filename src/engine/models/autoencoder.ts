import { sigmoid, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { noise } from "../kernels/noise";
import { fullLayer } from "../nn/dense";
import { keptUnits } from "../nn/dropout";
import type { EncoderLayer } from "../nn/layer";
import { meanSquaredError } from "../nn/losses";
import { type Decoder, decoderNetwork, type Encoder, encoderNetwork, tiedDecoder, unitsOf } from "../nn/network";
import { Parameters } from "../nn/parameters";
import { absoluteSum, squaredNorm } from "../nn/penalties";
import type { Batch, CodeShape, Model, ModelShape, Pass, PassKnobs, Posterior } from "./model";

/**
 * Autoencoder (Rumelhart, Hinton & Williams 1986; Ballard 1987): squeeze x into a small z, rebuild x̂ from it.
 * With `network: "linear"` there are no hidden layers and no sigmoid: its best error is exactly PCA's (Baldi & Hornik 1989).
 */
export class Autoencoder implements Model {
  readonly parameters: Parameters;
  readonly code: CodeShape;
  private readonly encoder: Encoder;
  private readonly toZ: EncoderLayer;
  private readonly decoder: Decoder;
  /** Whether x̂ is squashed into [0, 1]: an image is, a point is not, and neither is what a linear network gives. */
  private readonly bounded: boolean;
  private readonly isSparse: boolean;
  private readonly isContractive: boolean;

  constructor(shape: ModelShape) {
    this.bounded = shape.network !== "linear" && shape.image !== undefined;
    this.isSparse = shape.sparsity > 0;
    this.isContractive = shape.contraction > 0;
    this.code = { height: 1, width: 1, dimensions: shape.latent };
    this.parameters = new Parameters(shape.seed);
    this.encoder = encoderNetwork(this.parameters, shape);
    this.toZ = fullLayer(this.parameters.dense("mu", this.encoder.outputs, shape.latent));
    this.decoder =
      shape.tie === "tied"
        ? tiedDecoder(this.parameters, [...this.encoder.layers, this.toZ])
        : decoderNetwork(this.parameters, shape);
  }

  /** z = f(x) */
  encode(x: Tensor2D): Posterior {
    return { mu: this.toZ.apply(this.encoder.apply(x), "linear") }; // [B, D]
  }

  sample({ mu }: Posterior): Tensor2D {
    return mu;
  }

  /** x̂ = g(z) */
  decode(z: Tensor2D, kept?: Tensor1D): Tensor2D {
    const xHat = this.decoder.apply(z, kept); // [B, P]
    return this.bounded ? sigmoid(xHat) : xHat;
  }

  rebuild(x: Tensor2D): Tensor2D {
    return this.decode(this.encode(x).mu);
  }

  /**
   * L = 1/P · ‖x − g(f(x̃))‖² + λ·‖z‖₁ + γ·‖∂z/∂x̃‖², where x̃ is x itself
   *
   * λ makes the code sparse (Olshausen & Field 1996; Ng 2011), γ makes it contractive (Rifai et al. 2011, eq. 3 and 4). Without
   * them, at 0, their terms are left out.
   */
  pass({ x, xTilde, dropout, direction }: Batch, { strength, sparsity, contraction }: PassKnobs): Pass {
    const kept = dropout === undefined ? undefined : keptUnits(dropout, strength, x.shape[0] * this.hiddenUnits);
    const h = this.encoder.activations(xTilde, kept); // [B, H] each
    const z = this.toZ.apply(h.at(-1) ?? xTilde, "linear"); // [B, D]
    const xHat = this.decode(z, kept); // [B, P]

    /** E‖J·v‖² = ‖J‖² for J = ∂z/∂x̃ and v ~ N(0, I): one direction for each sample of the batch (Hutchinson 1989). */
    const stretch = () => {
      const v = noise<Tensor2D>("normal", direction, x.shape); // [B, P]
      return squaredNorm(this.toZ.push(this.encoder.push(v, h, kept)));
    };
    const terms = {
      reconstruction: { value: meanSquaredError(x, xHat), weight: 1 },
      ...(this.isSparse && { sparsity: { value: absoluteSum(z), weight: sparsity } }),
      ...(this.isContractive && { contraction: { value: stretch(), weight: contraction } }),
    };
    return { mu: z, z, xHat, terms };
  }

  private get hiddenUnits(): number {
    return unitsOf(this.encoder.layers) + unitsOf(this.decoder.layers);
  }
}
