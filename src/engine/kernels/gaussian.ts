import {
  add,
  customGrad,
  exp,
  mean,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { hasKernel, KL, KL_GRADIENT, REPARAMETERIZE, REPARAMETERIZE_GRADIENT, runKernel } from "./names";

type Save = (tensors: Tensor[]) => void;

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
  const sample = customGrad((m, l, save) => {
    (save as unknown as Save)([l as Tensor, eps]);
    return {
      value: runKernel<Tensor>(REPARAMETERIZE, { mu: m as Tensor, logVar: l as Tensor, eps }),
      gradFunc: (dz: Tensor, [logVarSaved, epsSaved]: Tensor[]) => [
        dz.clone(),
        runKernel<Tensor>(REPARAMETERIZE_GRADIENT, { dz, logVar: logVarSaved as Tensor, eps: epsSaved as Tensor }),
      ],
    };
  });
  return sample(mu, logVar) as Tensor2D;
}

/** KL(N(μ, σ²) ‖ N(0, I)) = ½ Σ_d (μ² + σ² − log σ² − 1), nats per image   (Kingma & Welling 2014, appendix B). */
export function klToPrior(mu: Tensor2D, logVar: Tensor2D): Scalar {
  if (!hasKernel(KL)) {
    const perDimension = mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)) as Tensor2D; // [B, D]
    return mean(sum(perDimension, 1));
  }
  const kl = customGrad((m, l, save) => {
    const posterior = { mu: m as Tensor, logVar: l as Tensor };
    (save as unknown as Save)([posterior.mu, posterior.logVar]);
    return {
      value: runKernel<Tensor>(KL, posterior),
      gradFunc: (dy: Tensor, [muSaved, logVarSaved]: Tensor[]) =>
        runKernel<Tensor[]>(KL_GRADIENT, { mu: muSaved as Tensor, logVar: logVarSaved as Tensor, dy }),
    };
  });
  return kl(mu, logVar) as Scalar;
}
