import { climb, startClimb } from "../../src/engine/elbo/ascent";
import { estimateEvidence, varianceOfSample, weightsHaveVariance } from "../../src/engine/elbo/estimates";
import { sampled } from "../../src/engine/elbo/statistics";
import { logEvidence, TOYS, type ToyId } from "../../src/engine/elbo/toy";
import type { Claim } from "./claim";

const CASES: readonly { id: ToyId; x: number; wider: number }[] = [
  { id: "line", x: 1.8, wider: 1.5 },
  { id: "line", x: 3.5, wider: 1.5 },
  { id: "curve", x: 1, wider: 2.5 },
  // Too narrow for the tails of the curve's posterior: told, but no part of the claim.
  { id: "curve", x: 1, wider: 1.5 },
];
const SAMPLES = [1, 100, 10_000, 100_000];
const REPEATS = 200;
/** Standard errors that a mean may be off. */
const ERRORS = 4;
const CLIMB = 2_000;

export const pxIntractable: Claim = {
  id: "px-intractable",
  statement: "log p(x) is an integral, and drawing z from p(z) is a poor way to estimate it",
  async run() {
    const lines: string[] = [];
    let holds = true;
    // q is the best one, made wider: good, but not known to be the posterior.
    for (const { id, x, wider } of CASES) {
      const toy = TOYS[id];
      let climber = startClimb({ mean: 0, deviation: 1 });
      for (let i = 0; i < CLIMB && !climber.done; i++) climber = climb(toy, x, climber);
      const q = { mean: climber.q.mean, deviation: wider * climber.q.deviation };
      const counts = weightsHaveVariance(toy, q);
      const parts: string[] = [];
      for (const samples of SAMPLES) {
        const draw = { samples, repeats: REPEATS, seed: 1 };
        const found = await estimateEvidence(toy, x, q, draw, { breathe: async () => true });
        if (!found) throw new Error("the estimate was given up");
        const [naive, weighted] = [sampled(found.naive), sampled(found.weighted)];
        const unbiased = [naive, weighted].every(
          ({ mean, standardError }) => Math.abs(mean - 1) < ERRORS * standardError,
        );
        if (counts) holds &&= unbiased && naive.variance > weighted.variance;
        parts.push(`k ${samples}: ${naive.variance.toExponential(1)} against ${weighted.variance.toExponential(1)}`);
      }
      const truth = varianceOfSample(toy, x, q);
      lines.push(
        `${id}, x = ${x}, q ${wider} times as wide as the best, log p(x) = ${logEvidence(toy, x).toFixed(3)}: ${parts.join("; ")} ` +
          (counts
            ? `(by quadrature ${(truth.naive / truth.weighted).toFixed(1)} times)`
            : "(q too narrow: its weights have no variance)"),
      );
    }
    return {
      measured: `variance of the estimate ÷ p(x), naive against importance-weighted, ${REPEATS} of each\n${lines.join("\n")}`,
      should: `where the weights of q have a variance: both unbiased (within ${ERRORS} standard errors), and the naive variance the larger for every k`,
      holds,
    };
  },
};
