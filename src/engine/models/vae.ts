import { add, neg, relu, type Scalar, sub, sum, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { stopGradient } from "../kernels/withGradient";
import { dense } from "../nn/dense";
import type { Likelihood } from "../nn/likelihoods/likelihood";
import { likelihoodOf } from "../nn/likelihoods/likelihoodOf";
import { logNormal } from "../nn/logNormal";
import { klByDimension, klToPrior, reparameterize } from "../nn/losses";
import { decoderNetwork, encoderNetwork, type Network } from "../nn/network";
import { type Dense, Parameters } from "../nn/parameters";
import { scoreFunction } from "../nn/scoreFunction";
import type { Batch, CodeShape, Model, ModelShape, PassKnobs, Posterior, Terms } from "./model";

type Gaussian = Required<Posterior>;

/** Variational autoencoder (Kingma & Welling 2014), and β-VAE for β ≠ 1 (Higgins et al. 2017). */
export class Vae implements Model {
  readonly parameters: Parameters;
  readonly code: CodeShape;
  private readonly encoder: Network;
  private readonly toMu: Dense;
  private readonly toLogVar: Dense;
  private readonly decoder: Network;
  private readonly likelihood: Likelihood;
  private readonly reparameterized: boolean;
  private readonly hasFreeBits: boolean;

  constructor(shape: ModelShape) {
    this.reparameterized = shape.estimator === "reparameterized";
    this.hasFreeBits = shape.freeBits > 0;
    this.code = { height: 1, width: 1, dimensions: shape.latent };
    this.parameters = new Parameters(shape.seed);
    this.encoder = encoderNetwork(this.parameters, shape);
    this.toMu = this.parameters.dense("mu", this.encoder.outputs, shape.latent);
    this.toLogVar = this.parameters.dense("logVar", this.encoder.outputs, shape.latent);
    this.decoder = decoderNetwork(this.parameters, shape);
    this.likelihood = likelihoodOf(this.parameters, shape);
  }

  /** q(z|x) = N(μ(x), σ²(x)) */
  encode(x: Tensor2D): Gaussian {
    const h = this.encoder.apply(x); // [B, H]
    return { mu: dense(h, this.toMu), logVar: dense(h, this.toLogVar) }; // [B, D], [B, D]
  }

  /** z = μ + σ ⊙ ε */
  sample({ mu, logVar }: Gaussian, eps: Tensor2D): Tensor2D {
    return reparameterize(mu, logVar, eps);
  }

  /** x̂ = E[x|z] */
  decode(z: Tensor2D): Tensor2D {
    return this.likelihood.mean(this.decoder.apply(z)); // [B, P]
  }

  /** x̂ = E[x|μ(x)] */
  rebuild(x: Tensor2D): Tensor2D {
    return this.decode(this.encode(x).mu);
  }

  /** log p(x|z) */
  logLikelihood(x: Tensor2D, z: Tensor2D): Tensor1D {
    return this.likelihood.logLikelihood(x, this.decoder.apply(z)); // [B]
  }

  /** x ~ p(x|z) */
  generate(z: Tensor2D, draw: number): Tensor2D {
    return this.likelihood.sample(this.decoder.apply(z), draw); // [B, P]
  }

  get logSigma() {
    return this.likelihood.logSigma;
  }

  /** −ELBO = E_q[−log p(x|z)] + β·KL(q(z|x) ‖ N(0, I))   (Kingma & Welling 2014, eq. 10; Higgins et al. 2017, eq. 4) */
  pass({ x, eps }: Batch, knobs: PassKnobs) {
    const { likelihood } = this;
    const q = this.encode(x); // [B, D], [B, D]
    const drawn = this.sample(q, eps); // [B, D]
    const z = this.reparameterized ? drawn : stopGradient(drawn);
    const output = this.decoder.apply(z); // [B, P]
    const nll = likelihood.nll(x, output);
    const reconstruction: Scalar = this.reparameterized ? nll : add(nll, this.score(x, q, z, output));
    return {
      ...q,
      z,
      terms: { reconstruction: { value: reconstruction, weight: 1 }, ...this.klTerms(q, knobs) },
      get xHat() {
        return likelihood.mean(output);
      },
    };
  }

  /** Lets the encoder learn of E_q[−log p(x|z)] where z is a draw that no gradient flows through. Its value is 0. */
  private score(x: Tensor2D, { mu, logVar }: Gaussian, z: Tensor2D, output: Tensor2D): Scalar {
    return scoreFunction(() => neg(this.likelihood.logLikelihood(x, output)), logNormal(z, mu, logVar));
  }

  /**
   * β·KL(q(z|x) ‖ N(0, I)), and with λ free bits what makes it β·Σ_d max(λ, KL_d), KL_d the mean over the batch: below λ, a
   * dimension costs the same whatever it says (Kingma et al. 2016, eq. 15).
   */
  private klTerms({ mu, logVar }: Gaussian, { beta, freeBits }: PassKnobs): Terms {
    if (!this.hasFreeBits) return { kl: { value: klToPrior(mu, logVar), weight: beta } };
    const perDimension = klByDimension(mu, logVar); // [D]
    return {
      kl: { value: sum(perDimension), weight: beta },
      freeBits: { value: sum(relu(sub(freeBits, perDimension))), weight: beta },
    };
  }
}
