/** The derivation of log p(x) = ELBO + KL for a trained model, line by line, by chance. */
import { logMeanWeights } from "../metrics/likelihood";
import type { LikelihoodModel } from "../models/model";
import type { DerivationLine } from "./bound";
import { type Reading, type Weights, weigh } from "./importance";
import { sampled } from "./statistics";

export type Estimated = Required<Reading>;

/**
 * Each line as an estimate with its standard error, nats. log p(x) is estimated by importance weighting, and p(z | x) stands
 * for p(x, z) ÷ it. Lines that follow one another use other draws where they can, so that they agree by truth and not by
 * construction.
 *
 * @param draws of each set of draws
 * @returns undefined when given up
 */
export async function deriveLive(
  model: LikelihoodModel,
  x: Float32Array,
  draws: number,
  breathe: () => Promise<boolean>,
): Promise<Record<DerivationLine, Estimated> | undefined> {
  const sets: Weights[] = [];
  for (const [seed, from] of SETS.entries()) {
    const weights = await weigh(model, x, draws, seed, breathe, from);
    if (!weights) return undefined;
    sets.push(weights);
  }
  const [first, second, third, one, other] = sets as [Weights, Weights, Weights, Weights, Weights];
  const elbo = estimated(one.logWeights);
  const reconstruction = estimated(one.logLikelihoods);
  const kl = one.kl.reduce((sum, value) => sum + value, 0);
  // KL(q ‖ p(z | x)) = log p(x) − E_q[log p(x, z) − log q(z | x)]
  const gap = (evidence: Weights) => plus(evidenceOf(evidence.logWeights), negative(estimated(other.logWeights)));
  return {
    evidence: evidenceOf(first.logWeights),
    expectation: evidenceOf(first.logWeights),
    bayes: evidenceOf(second.logWeights),
    split: evidenceOf(third.logWeights),
    parts: plus(elbo, gap(second)),
    terms: plus({ ...reconstruction, value: reconstruction.value - kl }, gap(third)),
    bound: elbo,
  };
}

/** Three to estimate log p(x) from, two to take means over q. */
const SETS = ["mixture", "mixture", "mixture", "q", "q"] as const;

function estimated(values: Float64Array): Estimated {
  const { mean, standardError } = sampled(values);
  return { value: mean, standardError };
}

/** log p(x) ≈ log (1/n) Σ w; its error is that of the mean weight, divided by it. */
function evidenceOf(logWeights: Float64Array): Estimated {
  const value = logMeanWeights(logWeights, logWeights.length)[0] as number;
  return { value, standardError: sampled(logWeights.map((log) => Math.exp(log - value))).standardError };
}

const negative = ({ value, standardError }: Estimated): Estimated => ({ value: -value, standardError });

const plus = (a: Estimated, b: Estimated): Estimated => ({
  value: a.value + b.value,
  standardError: Math.hypot(a.standardError, b.standardError),
});
