import {
  add,
  exp,
  mean,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { hasKernel, KL, KL_GRADIENT, REPARAMETERIZE, REPARAMETERIZE_GRADIENT, runKernel } from "./names";
import { withGradient } from "./withGradient";

/**
 * z = μ + σ ⊙ ε with σ = exp(½ log σ²); ε ~ N(0, I)   (Kingma & Welling 2014, eq. 10).
 * @param eps constant: no gradient flows into it
 */
export function reparameterize(mu: Tensor2D, logVar: Tensor2D, eps: Tensor2D): Tensor2D {
  const broadcast = mu.size !== eps.size || logVar.size !== eps.size;
  if (broadcast || !hasKernel(REPARAMETERIZE)) {
    const sigma = exp(mul(0.5, logVar)); // [B, D]
    return add(mu, mul(sigma, eps)); // [B, D]
  }
  return withGradient(
    [mu, logVar],
    () => ({ value: runKernel<Tensor2D>(REPARAMETERIZE, { mu, logVar, eps }), saved: [logVar, eps] }),
    (dz, saved) => {
      const [logVarSaved, epsSaved] = saved as [Tensor, Tensor];
      return [dz.clone(), runKernel<Tensor>(REPARAMETERIZE_GRADIENT, { dz, logVar: logVarSaved, eps: epsSaved })];
    },
  );
}

/** KL(N(μ, σ²) ‖ N(0, I)) = ½ Σ_d (μ² + σ² − log σ² − 1), nats per image   (Kingma & Welling 2014, appendix B). */
export function klToPrior(mu: Tensor2D, logVar: Tensor2D): Scalar {
  if (mu.size !== logVar.size || !hasKernel(KL)) {
    const perDimension = mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)) as Tensor2D; // [B, D]
    return mean(sum(perDimension, 1));
  }
  return withGradient(
    [mu, logVar],
    () => ({ value: runKernel<Scalar>(KL, { mu, logVar }), saved: [mu, logVar] }),
    (dy, saved) => {
      const [muSaved, logVarSaved] = saved as [Tensor, Tensor];
      return runKernel<Tensor[]>(KL_GRADIENT, { mu: muSaved, logVar: logVarSaved, dy });
    },
  );
}

/** The same of each latent dimension by itself, averaged over the batch: [D]. */
export function klByDimension(mu: Tensor2D, logVar: Tensor2D): Tensor1D {
  return mean(mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)), 0);
}
