/** The derivation of log p(x) = ELBO + KL for a trained model, line by line, by chance. */
import { logMeanWeights } from "../metrics/likelihood";
import type { DerivationLine } from "./bound";
import { type Asked, type Reading, type Weights, weigh } from "./importance";
import { sampled } from "./statistics";

export type Estimated = Required<Reading>;

/**
 * Each line as an estimate with its standard error, nats. log p(x) is the importance-weighted estimate, and p(z | x) stands
 * for p(x, z) ÷ it. Lines that follow one another use different draws where they can, so that they agree by truth and
 * not by construction.
 *
 * @param draws for each of three sets of draws
 * @returns undefined when given up
 */
export async function deriveLive(
  asked: Asked,
  x: Float32Array,
  draws: number,
  breathe: () => Promise<boolean>,
): Promise<Record<DerivationLine, Estimated> | undefined> {
  const sets: Weights[] = [];
  for (const seed of [1, 2, 3]) {
    const weights = await weigh(asked, x, draws, seed, breathe);
    if (!weights) return undefined;
    sets.push(weights);
  }
  const [first, second, third] = sets as [Weights, Weights, Weights];
  const elbo = estimated(first.logWeights);
  const gap = gapOf(third.logWeights);
  const reconstruction = estimated(second.logLikelihoods);
  const kl = second.kl.reduce((sum, value) => sum + value, 0);
  return {
    evidence: evidenceOf(first.logWeights),
    expectation: evidenceOf(first.logWeights),
    bayes: evidenceOf(second.logWeights),
    split: evidenceOf(third.logWeights),
    parts: plus(elbo, gap),
    terms: plus({ ...reconstruction, value: reconstruction.value - kl }, gap),
    bound: elbo,
  };
}

function estimated(values: Float64Array): Estimated {
  const { mean, standardError } = sampled(values);
  return { value: mean, standardError };
}

/** log p(x) ≈ log (1/n) Σ w; its error is that of the mean weight, divided by it. */
function evidenceOf(logWeights: Float64Array): Estimated {
  const value = logMeanWeights(logWeights, logWeights.length)[0] as number;
  return { value, standardError: sampled(logWeights.map((log) => Math.exp(log - value))).standardError };
}

/** KL(q ‖ p(z | x)) = log p(x) − E_q[log w], both from the same draws, whose errors partly cancel. */
function gapOf(logWeights: Float64Array): Estimated {
  const { value: evidence } = evidenceOf(logWeights);
  const value = evidence - sampled(logWeights).mean;
  return { value, standardError: sampled(logWeights.map((log) => Math.exp(log - evidence) - log)).standardError };
}

const plus = (a: Estimated, b: Estimated): Estimated => ({
  value: a.value + b.value,
  standardError: Math.hypot(a.standardError, b.standardError),
});
