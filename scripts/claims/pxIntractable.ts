import { climb, startClimb } from "../../src/engine/elbo/ascent";
import { estimateEvidence, varianceOfSample } from "../../src/engine/elbo/estimates";
import { sampled } from "../../src/engine/elbo/statistics";
import { logEvidence, TOYS, type ToyId } from "../../src/engine/elbo/toy";
import type { Claim } from "./claim";

const CASES: readonly { id: ToyId; x: number }[] = [
  { id: "line", x: 1.8 },
  { id: "line", x: 3.5 },
  { id: "curve", x: 1 },
];
const SAMPLES = [1, 100, 10_000, 100_000];
const REPEATS = 300;
/** q is the best one, made this much wider: good, but not known to be the posterior. */
const WIDER = 1.5;
/** Standard errors that a mean may be off. */
const ERRORS = 4;
const CLIMB = 2_000;

export const pxIntractable: Claim = {
  id: "px-intractable",
  statement: "log p(x) is an integral, and drawing z from p(z) is a poor way to estimate it",
  async run() {
    const lines: string[] = [];
    let holds = true;
    for (const { id, x } of CASES) {
      const toy = TOYS[id];
      let climber = startClimb({ mean: 0, deviation: 1 });
      for (let i = 0; i < CLIMB && !climber.done; i++) climber = climb(toy, x, climber);
      const q = { mean: climber.q.mean, deviation: WIDER * climber.q.deviation };
      const parts: string[] = [];
      for (const samples of SAMPLES) {
        const draw = { samples, repeats: REPEATS, seed: 1 };
        const found = await estimateEvidence(toy, x, q, draw, { breathe: async () => true });
        if (!found) throw new Error("the estimate was given up");
        const [naive, weighted] = [sampled(found.naive), sampled(found.weighted)];
        for (const { mean, standardError } of [naive, weighted]) holds &&= Math.abs(mean - 1) < ERRORS * standardError;
        holds &&= naive.variance > weighted.variance;
        parts.push(`k ${samples}: ${naive.variance.toExponential(1)} against ${weighted.variance.toExponential(1)}`);
      }
      const truth = varianceOfSample(toy, x, q);
      lines.push(
        `${id}, x = ${x}, log p(x) = ${logEvidence(toy, x).toFixed(3)}: ${parts.join("; ")} ` +
          `(by quadrature ${(truth.naive / truth.weighted).toFixed(1)} times)`,
      );
    }
    return {
      measured: `variance of the estimate ÷ p(x), naive against importance-weighted, ${REPEATS} of each\n${lines.join("\n")}`,
      should: `both unbiased (within ${ERRORS} standard errors), and the naive variance the larger for every k`,
      holds,
    };
  },
};
