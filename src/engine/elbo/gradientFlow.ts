/** Which parameters the loss reaches through the sampled z, and which it does not. */
import {
  addN,
  mean,
  type NamedTensorMap,
  neg,
  type Scalar,
  scalar,
  sqrt,
  square,
  sum,
  type Tensor2D,
  tensor2d,
  tidy,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { LikelihoodModel } from "../models/model";
import { klToPrior } from "../nn/losses";
import { read } from "../training/evaluate";

/** Norms of gradients over all the parameters of each part; exactly 0 where none arrives. */
export interface GradientFlow {
  /** Of E_q[−log p(x | z)], at the encoder and at the decoder. */
  readonly encoder: number;
  readonly decoder: number;
  /** Of KL(q ‖ p(z)), at the encoder: it needs no sample. */
  readonly kl: number;
}

/**
 * Gradients of one batch.
 *
 * @param x [B × P] values, with ε ~ N(0, I) [B × D] for it
 * @param reparameterised z = μ + σ ⊙ ε where true; where false, the same numbers as a sample that knows nothing of μ and σ
 * @throws Error where the model's posterior has no σ
 */
export async function gradientFlow(
  model: LikelihoodModel,
  x: Float32Array,
  eps: Float32Array,
  batch: number,
  reparameterised: boolean,
): Promise<GradientFlow> {
  const norms = tidy(() => {
    const images = tensor2d(x, [batch, x.length / batch]);
    const noise = tensor2d(eps, [batch, eps.length / batch]);
    const drawn = model.sample(model.encode(images), noise);
    const gradients = (loss: () => Scalar) => variableGrads(loss, model.parameters.variables).grads;
    const z = (): Tensor2D => (reparameterised ? model.sample(model.encode(images), noise) : drawn);
    const reconstruction = gradients(() => neg(mean(model.logLikelihood(images, z()))));
    const kl = gradients(() => {
      const { mu, logVar } = model.encode(images);
      if (!logVar) throw new Error("the model's posterior has no σ");
      return klToPrior(mu, logVar);
    });
    // The KL needs nothing of the decoder: what it reaches is the encoder.
    const { variables } = model.parameters;
    const encoder = variables.filter(({ name }) => kl[name]).map(({ name }) => name);
    const decoder = variables.filter(({ name }) => !kl[name]).map(({ name }) => name);
    return [normOf(reconstruction, encoder), normOf(reconstruction, decoder), normOf(kl, encoder)] as const;
  });
  const [encoder, decoder, kl] = (await Promise.all(norms.map(read))).map(([norm]) => norm as number);
  return { encoder, decoder, kl } as GradientFlow;
}

/** √Σ g² over the gradients of these names; those that have none count nothing. */
function normOf(gradients: NamedTensorMap, names: readonly string[]): Scalar {
  const squares = names.flatMap((name) => (gradients[name] ? [sum(square(gradients[name])) as Scalar] : []));
  return squares.length > 0 ? (sqrt(addN(squares)) as Scalar) : scalar(0);
}
