/** log p(x) = ELBO + KL(q ‖ p(z | x)), each part by a quadrature of its own. */
import {
  expectation,
  type Gaussian,
  integrate,
  logEvidence,
  logJoint,
  logLikelihood,
  logNormal,
  PRIOR,
  type Toy,
} from "./toy";

/** All in nats. `logEvidence` = `elbo` + `gap`, and `elbo` = `reconstruction` − `kl`, but for errors of quadrature. */
export interface Decomposition {
  /** log p(x) */
  readonly logEvidence: number;
  /** E_q[log p(x | z)] − KL(q ‖ p(z)) */
  readonly elbo: number;
  /** KL(q ‖ p(z | x)) */
  readonly gap: number;
  /** E_q[log p(x | z)] */
  readonly reconstruction: number;
  /** KL(q ‖ p(z)) */
  readonly kl: number;
}

/** KL(q ‖ N(0, 1)) = ½ (μ² + σ² − log σ² − 1), nats   (Kingma & Welling 2014, appendix B). */
export const klToStandard = ({ mean, deviation }: Gaussian): number =>
  0.5 * (mean * mean + deviation * deviation - 1) - Math.log(deviation);

/** E_q[log p(x | z)], nats. */
const reconstructionOf = (toy: Toy, x: number, q: Gaussian): number => expectation(q, (z) => logLikelihood(toy, x, z));

/** ELBO = E_q[log p(x | z)] − KL(q ‖ p(z)), nats   (Kingma & Welling 2014, eq. 3). */
export const elboOf = (toy: Toy, x: number, q: Gaussian): number => reconstructionOf(toy, x, q) - klToStandard(q);

export function decompose(toy: Toy, x: number, q: Gaussian): Decomposition {
  const evidence = logEvidence(toy, x);
  const reconstruction = reconstructionOf(toy, x, q);
  const kl = klToStandard(q);
  const gap = integrate(q, (z) => logNormal(z, q) - (logJoint(toy, x, z) - evidence));
  return { logEvidence: evidence, elbo: reconstruction - kl, gap, reconstruction, kl };
}

/**
 * The lines of the derivation, each evaluated as it is written: E_q over the grid of z, with p(z | x) = p(x, z) ÷ p(x).
 * All but the last equal log p(x); the last is what is left of it when a KL, which is never negative, is dropped.
 */
export const DERIVATION = ["evidence", "expectation", "bayes", "split", "parts", "terms", "bound"] as const;
export type DerivationLine = (typeof DERIVATION)[number];

export function derive(toy: Toy, x: number, q: Gaussian): Record<DerivationLine, number> {
  const evidence = logEvidence(toy, x);
  const joint = (z: number) => logJoint(toy, x, z);
  const posterior = (z: number) => joint(z) - evidence;
  const log = (z: number) => logNormal(z, q);
  const elbo = integrate(q, (z) => joint(z) - log(z));
  const gap = integrate(q, (z) => log(z) - posterior(z));
  const reconstruction = integrate(q, (z) => logLikelihood(toy, x, z));
  const kl = integrate(q, (z) => log(z) - logNormal(z, PRIOR));
  return {
    evidence,
    expectation: integrate(q, () => evidence),
    bayes: integrate(q, (z) => joint(z) - posterior(z)),
    split: integrate(q, (z) => joint(z) - log(z) + (log(z) - posterior(z))),
    parts: elbo + gap,
    terms: reconstruction - kl + gap,
    bound: elbo,
  };
}

/** The k of the importance-weighted bounds that are read; each divides the next, so that they rise whatever the draws. */
export const BOUND_SAMPLES = [1, 5, 50, 500] as const;
