import { sigmoid, type Tensor2D } from "@tensorflow/tfjs-core";
import { dense } from "../nn/dense";
import { bernoulliNll, gaussianNll, klToPrior, reparameterize } from "../nn/losses";
import { decoderNetwork, encoderNetwork, type Network } from "../nn/network";
import { type Dense, Parameters } from "../nn/parameters";
import type { Batch, Model, ModelShape, PassKnobs, Posterior } from "./model";

type Gaussian = Required<Posterior>;

/** Variational autoencoder with a Bernoulli decoder, or a Gaussian one for points (Kingma & Welling 2014), and β-VAE for β ≠ 1 (Higgins et al. 2017). */
export class Vae implements Model {
  readonly parameters: Parameters;
  private readonly encoder: Network;
  private readonly toMu: Dense;
  private readonly toLogVar: Dense;
  private readonly decoder: Network;
  private readonly sigma: number | undefined;

  constructor(shape: ModelShape) {
    this.sigma = shape.sigma;
    this.parameters = new Parameters(shape.seed);
    this.encoder = encoderNetwork(this.parameters, shape);
    this.toMu = this.parameters.dense("mu", this.encoder.outputs, shape.latent);
    this.toLogVar = this.parameters.dense("logVar", this.encoder.outputs, shape.latent);
    this.decoder = decoderNetwork(this.parameters, shape);
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

  /** p(x|z) = Bernoulli(σ(logits)), or N(logits, σ²) for points: the mean is what is shown */
  decode(z: Tensor2D): Tensor2D {
    return this.mean(this.logits(z));
  }

  /** −ELBO = E_q[−log p(x|z)] + β·KL(q(z|x) ‖ N(0, I))   (Kingma & Welling 2014, eq. 10; Higgins et al. 2017, eq. 4) */
  pass({ x, eps }: Batch, { beta }: PassKnobs) {
    const { mu, logVar } = this.encode(x); // [B, D], [B, D]
    const z = reparameterize(mu, logVar, eps); // [B, D]
    const { sigma } = this;
    const logits = this.logits(z); // [B, P]
    const nll = sigma === undefined ? bernoulliNll(x, logits) : gaussianNll(x, logits, { sigma });
    const mean = () => this.mean(logits);
    const terms = {
      reconstruction: { value: nll, weight: 1 },
      kl: { value: klToPrior(mu, logVar), weight: beta },
    };
    return {
      mu,
      logVar,
      z,
      terms,
      get xHat() {
        return mean();
      },
    };
  }

  private mean(logits: Tensor2D): Tensor2D {
    return this.sigma === undefined ? sigmoid(logits) : logits;
  }

  private logits(z: Tensor2D): Tensor2D {
    return this.decoder.apply(z); // [B, P]
  }
}
