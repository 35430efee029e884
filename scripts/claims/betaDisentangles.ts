import type { Factors } from "../../src/engine/data/dataset";
import type { Experiment } from "../../src/engine/experiment";
import { betaVaeScore } from "../../src/engine/metrics/betaVaeScore";
import { factorInformation, mutualInformationGap } from "../../src/engine/metrics/disentanglement";
import { activeUnits } from "../../src/engine/metrics/latentStatistics";
import type { Latents } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { sprites } from "./data";
import { train } from "./train";

const BETA = 4;
const SEEDS = [1, 2, 3];
/** A network that learns enough of the sprites within half a minute for β to make a difference. */
const SMALL = { dataset: "sprites", model: "vae", latent: 6, hidden: 128, depth: 2, batch: 64 } as const;
const LEARNING_RATE = 0.003;
const STEPS = 4_000;
const pace = { breathe: async () => true };

export const betaDisentangles: Claim = {
  id: "beta-disentangles",
  statement: "a larger β gives dimensions that carry independent meaning",
  async run() {
    const rows: { seed: number; plain: Measured; beta: Measured }[] = [];
    for (const seed of SEEDS)
      rows.push({ seed, plain: await measure({ seed, beta: 1 }), beta: await measure({ seed, beta: BETA }) });
    const mean = (value: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
    const list = rows.map(
      ({ seed, plain, beta }) => `seed ${seed}: β = 1: ${describe(plain)}; β = ${BETA}: ${describe(beta)}`,
    );
    const [migs, scores] = [
      [mean(({ plain }) => plain.mig), mean(({ beta }) => beta.mig)],
      [mean(({ plain }) => plain.score), mean(({ beta }) => beta.score)],
    ] as [[number, number], [number, number]];
    return {
      measured:
        `${list.join("\n")}\nmean MIG ${migs[0].toFixed(3)} → ${migs[1].toFixed(3)}, ` +
        `mean score ${scores[0].toFixed(3)} → ${scores[1].toFixed(3)} (held out, ${STEPS} steps)`,
      should: `with β = ${BETA}, MIG better with every seed, and both means better than with β = 1`,
      holds: rows.every(({ plain, beta }) => beta.mig > plain.mig) && migs[1] > migs[0] && scores[1] > scores[0],
    };
  },
};

interface Measured {
  readonly mig: number;
  readonly score: number;
  readonly active: number;
}

const describe = ({ mig, score, active }: Measured) =>
  `MIG ${mig.toFixed(3)}, β-VAE score ${score.toFixed(3)}, ${active} of ${SMALL.latent} units active`;

async function measure(change: Pick<Experiment, "seed" | "beta">): Promise<Measured> {
  const { evaluation } = await train({ ...SMALL, learningRate: LEARNING_RATE, ...change }, STEPS);
  const latents = evaluation.latents as Latents;
  const codes = { dimensions: latents.dimensions, values: latents.mu };
  const factors = (await sprites()).heldOut.factors as Factors;
  const information = await factorInformation(codes, factors, pace);
  const score = await betaVaeScore(codes, factors, change.seed, pace);
  if (!information || score === undefined) throw new Error("the measure was given up");
  return { mig: mutualInformationGap(information), score, active: activeUnits(latents) };
}
