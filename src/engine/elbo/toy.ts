/** A latent-variable model small enough to know everything about: one z, one x, and a decoder that is a curve. */
import { logMarginal, priorGrid } from "../metrics/likelihood";

/** z ~ N(0, 1), x | z ~ N(g(z), σ²). */
export interface Toy {
  /** g(z): the mean of x. */
  readonly decode: (z: number) => number;
  /** g′(z). */
  readonly slope: (z: number) => number;
  readonly sigma: number;
  /** −d²/dz² log p(x, z) far out: how fast the posterior's tails fall, as the precision of a Gaussian that falls like them. */
  readonly tailPrecision: number;
}

/** A Gaussian: q(z), or any other. */
export interface Gaussian {
  readonly mean: number;
  /** Its standard deviation, above 0. */
  readonly deviation: number;
}

/** Decoders whose posterior q can match, can nearly match, and cannot match. */
export const TOYS = {
  /** The posterior is a Gaussian, so that q is well specified. */
  line: { decode: (z) => 1.5 * z, slope: () => 1.5, sigma: 0.6, tailPrecision: 1 + 2.25 / 0.36 },
  /** The posterior is skewed. */
  curve: { decode: (z) => 2 * Math.tanh(z), slope: (z) => 2 / Math.cosh(z) ** 2, sigma: 0.5, tailPrecision: 1 },
  /** The posterior has two peaks. */
  fold: { decode: (z) => 0.8 * z * z - 1, slope: (z) => 1.6 * z, sigma: 0.5, tailPrecision: Number.POSITIVE_INFINITY },
} as const satisfies Record<string, Toy>;
export type ToyId = keyof typeof TOYS;

/** log N(value; mean, deviation²), nats. */
export function logNormal(value: number, { mean, deviation }: Gaussian): number {
  const distance = (value - mean) / deviation;
  return -0.5 * (distance * distance + Math.log(2 * Math.PI)) - Math.log(deviation);
}

export const PRIOR: Gaussian = { mean: 0, deviation: 1 };

/** log p(x | z), nats. */
export const logLikelihood = ({ decode, sigma }: Toy, x: number, z: number): number =>
  logNormal(x, { mean: decode(z), deviation: sigma });

/** log p(x, z) = log p(x | z) + log p(z), nats. */
export const logJoint = (toy: Toy, x: number, z: number): number => logLikelihood(toy, x, z) + logNormal(z, PRIOR);

/** Wide enough for the q that reaches farthest, and fine beside the narrowest one. */
const GRID = priorGrid(24, 8001);
const SPACING = (GRID.nodes[1] as number) - (GRID.nodes[0] as number);

/** log p(x) = log ∫ p(x | z) p(z) dz by quadrature, nats. */
export const logEvidence = (toy: Toy, x: number): number =>
  logMarginal(
    GRID,
    GRID.nodes.map((z) => logLikelihood(toy, x, z)),
  );

/** ∫ q(z) f(z) dz over the grid of z. */
export function integrate(q: Gaussian, f: (z: number) => number): number {
  let sum = 0;
  for (const z of GRID.nodes) {
    const weight = Math.exp(logNormal(z, q));
    if (weight > 0) sum += weight * f(z);
  }
  return SPACING * sum;
}

/** E_q[f] = ∫ N(t; 0, 1) f(μ + σt) dt by a grid of t: another quadrature than `integrate`, which moves with q. */
const UNIT = priorGrid(9, 361);
const UNIT_WEIGHTS = UNIT.logWeights.map(Math.exp);

export function expectation({ mean, deviation }: Gaussian, f: (z: number) => number): number {
  return UNIT.nodes.reduce((sum, t, i) => sum + (UNIT_WEIGHTS[i] as number) * f(mean + deviation * t), 0);
}
