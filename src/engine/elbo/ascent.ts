/** Variational inference in small: gradient ascent on the ELBO over q's two numbers. */
import { elboOf } from "./bound";
import { expectation, type Gaussian, type Toy } from "./toy";

/** ∂ELBO/∂μ and ∂ELBO/∂log σ, by quadrature of the reparameterised gradient   (Kingma & Welling 2014, § 2.4). */
export function elboGradient({ decode, slope, sigma }: Toy, x: number, q: Gaussian) {
  // d/dz log p(x, z)
  const pull = (z: number) => ((x - decode(z)) * slope(z)) / (sigma * sigma) - z;
  return {
    mean: expectation(q, pull),
    logDeviation: expectation(q, (z) => pull(z) * (z - q.mean)) + 1,
  };
}

/** Where an ascent is, and how far it will dare to go next. */
export interface Climber {
  readonly q: Gaussian;
  readonly rate: number;
  /** The ELBO no longer rises by anything that could be seen. */
  readonly done: boolean;
}

export const startClimb = (q: Gaussian): Climber => ({ q, rate: 0.05, done: false });

/** Below this rise of the ELBO, in nats, and below a rate that would change nothing, the climb is over. */
const LEAST_RISE = 1e-10;
const LEAST_RATE = 1e-9;
const MOST_RATE = 0.25;

/** One step up: as far along the gradient as the ELBO still rises, a little farther than the last time if that went well. */
export function climb(toy: Toy, x: number, { q, rate }: Climber): Climber {
  const gradient = elboGradient(toy, x, q);
  const now = elboOf(toy, x, q);
  for (let dared = rate; dared > LEAST_RATE; dared /= 2) {
    const next = {
      mean: q.mean + dared * gradient.mean,
      deviation: q.deviation * Math.exp(dared * gradient.logDeviation),
    };
    const rise = elboOf(toy, x, next) - now;
    if (rise >= 0) return { q: next, rate: Math.min(MOST_RATE, 1.2 * dared), done: rise < LEAST_RISE };
  }
  return { q, rate: LEAST_RATE, done: true };
}
