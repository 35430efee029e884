import { reshape, scalar, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { squaredError } from "../kernels/squaredError";
import { stopGradient } from "../kernels/withGradient";
import { Codebook } from "../nn/codebook";
import { dense } from "../nn/dense";
import type { Likelihood } from "../nn/likelihoods/likelihood";
import { likelihoodOf } from "../nn/likelihoods/likelihoodOf";
import { decoderOfGrid, encoderNetwork, gridOf, type Network } from "../nn/network";
import { type Dense, Parameters } from "../nn/parameters";
import type { Batch, CodeLevel, CodeShape, DiscreteModel, ModelShape, PassKnobs, Posterior } from "./model";

/**
 * Vector-quantised VAE (van den Oord, Vinyals & Kavukcuoglu 2017): the code of x is a grid of choices among K vectors. A
 * convolutional network makes a vector of each place of its smallest image; others make one of all of x.
 */
export class VqVae implements DiscreteModel {
  readonly parameters: Parameters;
  readonly code: CodeShape;
  readonly codebook: Codebook;
  readonly levels: readonly CodeLevel[];
  /** All of it belongs to its one level. */
  readonly ofLevel = [];
  private readonly encoder: Network;
  private readonly toZ: Dense;
  private readonly decoder: Network;
  private readonly likelihood: Likelihood;

  constructor(shape: ModelShape) {
    const { height, width } = gridOf(shape);
    this.code = { height, width, dimensions: shape.latent };
    this.parameters = new Parameters(shape.seed);
    this.encoder = encoderNetwork(this.parameters, shape);
    this.toZ = this.parameters.dense("zE", this.encoder.outputs / (height * width), shape.latent);
    this.codebook = new Codebook(this.parameters, shape);
    this.levels = [{ height, width, codebook: this.codebook }];
    this.decoder = decoderOfGrid(this.parameters, shape);
    this.likelihood = likelihoodOf(this.parameters, shape);
  }

  /** z_e(x), a vector for each cell: the features of every place, through one and the same layer (a 1 × 1 convolution). */
  encode(x: Tensor2D): Posterior {
    const h = this.encoder.apply(x); // [B, cells · C]
    const perCell = reshape(h, [-1, this.toZ.weight.shape[0] as number]) as Tensor2D; // [B · cells, C]
    return { mu: this.asRows(this.codebook.placed(dense(perCell, this.toZ))) }; // [B, cells · D]
  }

  /** z_q, the nearest code of every cell: e_k with k = argmin_j ‖z_e − e_j‖   (eq. 1 and 2) */
  sample({ mu: zE }: Posterior): Tensor2D {
    return this.asRows(this.codebook.quantize(this.asCells(zE)).zQ); // [B, cells · D]
  }

  nearest({ mu: zE }: Posterior): Tensor1D {
    return this.codebook.nearest(this.asCells(zE)); // [B · cells]
  }

  lookup(indices: Tensor1D): Tensor2D {
    return this.asRows(this.codebook.lookup(indices)); // [B, cells · D]
  }

  /** x̂ = E[x|z], whether z are codes or not */
  decode(z: Tensor2D): Tensor2D {
    return this.likelihood.mean(this.decoder.apply(z)); // [B, P]
  }

  /** x̂ = E[x|z_q(x)] */
  rebuild(x: Tensor2D): Tensor2D {
    return this.decode(this.sample(this.encode(x)));
  }

  /** log p(x|z) */
  logLikelihood(x: Tensor2D, z: Tensor2D): Tensor1D {
    return this.likelihood.logLikelihood(x, this.decoder.apply(z)); // [B]
  }

  /** x ~ p(x|z) */
  generate(z: Tensor2D, draw: number): Tensor2D {
    return this.likelihood.sample(this.decoder.apply(z), draw); // [B, P]
  }

  /**
   * L = −log p(x|z_q) + ‖sg[z_e] − e‖² + β·‖z_e − sg[e]‖²   (van den Oord et al. 2017, eq. 3)
   *
   * in nats per image: summed over cells as −log p is over pixels, so that the balance is the same for every size. The second term
   * is absent where the codes follow by a moving average; the second and the third where they are a lattice: then nothing moves the
   * codes, and nothing need hold the encoder near them. KL(q(z|x) ‖ uniform) = cells · log K is no more than a constant: with it,
   * the first and the last line are −ELBO.
   */
  pass({ x }: Batch, { commitment, reconstructionWeight, codebookWeight }: PassKnobs) {
    const { likelihood, codebook, code } = this;
    const { mu } = this.encode(x); // [B, cells · D]
    const zE = this.asCells(mu); // [B · cells, D]
    const { indices, codes: e, zQ } = codebook.quantize(zE); // [B · cells], [B · cells, D] twice
    const z = this.asRows(zQ); // [B, cells · D]
    const output = this.decoder.apply(z); // [B, P]
    const perImage = 1 / x.shape[0];
    const kl = scalar(code.height * code.width * Math.log(codebook.size));
    return {
      mu,
      z,
      indices,
      terms: {
        reconstruction: { value: likelihood.nll(x, output), weight: reconstructionWeight },
        ...(codebook.learning === "gradient" && {
          codebook: { value: squaredError(stopGradient(zE), e, perImage), weight: codebookWeight },
        }),
        ...(codebook.learning !== "nothing" && {
          commitment: { value: squaredError(stopGradient(e), zE, perImage), weight: commitment },
        }),
        kl: { value: kl, weight: 1 },
      },
      get xHat() {
        return likelihood.mean(output);
      },
    };
  }

  private asCells(rows: Tensor2D): Tensor2D {
    return reshape(rows, [-1, this.code.dimensions]);
  }

  private asRows(cells: Tensor2D): Tensor2D {
    const { height, width, dimensions } = this.code;
    return reshape(cells, [-1, height * width * dimensions]);
  }
}
