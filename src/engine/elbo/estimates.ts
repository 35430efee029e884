/** p(x) = E[p(x | z)] as one would estimate it without quadrature: by drawing z. */
import { inChunks, type Pace } from "../metrics/chunks";
import { key, Stream, uniform } from "../random";
import { expectation, type Gaussian, logEvidence, logJoint, logLikelihood, logNormal, PRIOR, type Toy } from "./toy";

export interface Estimates {
  /** (1/k) Σ p(x | z), z ~ p(z), each divided by the true p(x). */
  readonly naive: Float64Array;
  /** (1/k) Σ p(x | z) p(z) / q(z), z ~ q(z), likewise. */
  readonly weighted: Float64Array;
}

export interface Draw {
  /** Samples of an estimate: k. */
  readonly samples: number;
  /** Estimates of each kind. */
  readonly repeats: number;
  readonly seed: number;
}

/** Multiply-adds that a draw is worth: two exponentials, a logarithm, a sine. */
const WORK_PER_DRAW = 60;

/**
 * Many estimates of p(x), in units of the truth; both kinds share their ε ~ N(0, 1).
 *
 * @returns undefined when given up
 */
export async function estimateEvidence(
  toy: Toy,
  x: number,
  q: Gaussian,
  { samples, repeats, seed }: Draw,
  { breathe, progress }: Pace,
): Promise<Estimates | undefined> {
  const truth = logEvidence(toy, x);
  const naive = new Float64Array(repeats);
  const weighted = new Float64Array(repeats);
  const streamKey = key(seed, Stream.analysis, samples);
  const add = (repeat: number, eps: number) => {
    const z = q.mean + q.deviation * eps;
    naive[repeat] = (naive[repeat] as number) + Math.exp(logLikelihood(toy, x, eps) - truth);
    weighted[repeat] = (weighted[repeat] as number) + Math.exp(logJoint(toy, x, z) - logNormal(z, q) - truth);
  };
  const pairs = Math.ceil(samples / 2);
  // A row is a slice of one estimate, so that a long one breathes, too.
  const slice = Math.min(pairs, 10_000);
  const slices = Math.ceil(pairs / slice);
  const finished = await inChunks(repeats * slices, 2 * slice * WORK_PER_DRAW, breathe, (start, end) => {
    for (let row = start; row < end; row++) {
      const repeat = Math.floor(row / slices);
      const first = (row % slices) * slice;
      for (let pair = first; pair < Math.min(first + slice, pairs); pair++) {
        // Box & Muller (1958), as `normals` has it, without an array of them.
        const at = 2 * (repeat * pairs + pair);
        const radius = Math.sqrt(-2 * Math.log(uniform(streamKey, at)));
        const angle = 2 * Math.PI * uniform(streamKey, at + 1);
        add(repeat, radius * Math.cos(angle));
        if (2 * pair + 1 < samples) add(repeat, radius * Math.sin(angle));
      }
    }
    progress?.(end / (repeats * slices));
  });
  if (!finished) return undefined;
  return { naive: naive.map((sum) => sum / samples), weighted: weighted.map((sum) => sum / samples) };
}

/**
 * Variance of one sample of either kind, in units of p(x)², by quadrature; an estimate of k samples has 1/k of it.
 * The weighted one is only meant where `weightsHaveVariance`.
 */
export function varianceOfSample(toy: Toy, x: number, q: Gaussian): { naive: number; weighted: number } {
  const truth = logEvidence(toy, x);
  const square = (log: number) => Math.exp(2 * (log - truth));
  return {
    naive: expectation(PRIOR, (z) => square(logLikelihood(toy, x, z))) - 1,
    weighted: expectation(q, (z) => square(logJoint(toy, x, z) - logNormal(z, q))) - 1,
  };
}

/** Whether ∫ (p(x, z) ÷ q(z))² q(z) dz is finite: the weights of a q that falls off faster than this are now and then enormous. */
export const weightsHaveVariance = ({ tailPrecision }: Toy, { deviation }: Gaussian): boolean =>
  2 * tailPrecision > 1 / (deviation * deviation);
