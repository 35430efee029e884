/** Two unbiased gradients of one expectation, E_q[log p(x | z)], with respect to q's mean μ. */
import { expectation, type Gaussian, logLikelihood, type Toy } from "./toy";

export interface GradientDraws {
  /** d/dμ log p(x | μ + σε)   (Kingma & Welling 2014, § 2.4) */
  readonly reparameterised: Float64Array;
  /** log p(x | z) · ∂/∂μ log q(z) = log p(x | z) · ε/σ   (Williams 1992) */
  readonly score: Float64Array;
}

/** One gradient of each kind for each ε ~ N(0, 1). */
export function gradientDraws(toy: Toy, x: number, q: Gaussian, eps: ArrayLike<number>): GradientDraws {
  const reparameterised = new Float64Array(eps.length);
  const score = new Float64Array(eps.length);
  for (let i = 0; i < eps.length; i++) {
    const e = eps[i] as number;
    const z = q.mean + q.deviation * e;
    reparameterised[i] = pull(toy, x, z);
    score[i] = (logLikelihood(toy, x, z) * e) / q.deviation;
  }
  return { reparameterised, score };
}

/** ∂/∂μ E_q[log p(x | z)], by quadrature. */
export const exactGradient = (toy: Toy, x: number, q: Gaussian): number => expectation(q, (z) => pull(toy, x, z));

/** d/dz log p(x | z) = (x − g(z)) g′(z) / σ² */
const pull = ({ decode, slope, sigma }: Toy, x: number, z: number) => ((x - decode(z)) * slope(z)) / (sigma * sigma);
