import { gatherSamples } from "../../src/engine/data/samples";
import { DERIVATION, type DerivationLine, derive } from "../../src/engine/elbo/bound";
import { deriveLive } from "../../src/engine/elbo/liveDerivation";
import { TOYS, type ToyId } from "../../src/engine/elbo/toy";
import type { LikelihoodModel } from "../../src/engine/models/model";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const OBSERVED = [-2, 0.5, 1.8];
const GUESSES = [
  { mean: 0, deviation: 1 },
  { mean: 0.8, deviation: 0.4 },
  { mean: -2, deviation: 0.2 },
];
const SAME = 1e-6;
const IMAGES = 20;
const DRAWS = 2_000;
/** Of lines that estimate one number by chance, so many standard errors apart is far: one in 16,000. */
const FAR = 4;

/** The lines that equal log p(x): all but the bound. */
const EQUAL = DERIVATION.filter((line): line is Exclude<DerivationLine, "bound"> => line !== "bound");

export const elboDerivation: Claim = {
  id: "elbo-derivation",
  statement: "every line of the derivation has the same value",
  async run() {
    let worst = 0;
    for (const id of Object.keys(TOYS) as ToyId[])
      for (const x of OBSERVED)
        for (const q of GUESSES) {
          const lines = derive(TOYS[id], x, q);
          for (const line of EQUAL)
            worst = Math.max(worst, Math.abs(lines[line] - lines.evidence) / Math.max(1, Math.abs(lines.bound)));
        }

    const { trainer } = await train({ model: "vae", latent: 2, beta: 1 }, VAE_STEPS);
    const { heldOut } = await digits();
    let farthest = 0;
    let above = 0;
    const differences: number[] = [];
    for (let i = 0; i < IMAGES; i++) {
      const asked = trainer.model as LikelihoodModel;
      const lines = await deriveLive(asked, gatherSamples(heldOut, [i]), DRAWS, async () => true);
      if (!lines) throw new Error("the derivation was given up");
      for (const line of ["bayes", "split", "parts", "terms"] as const) {
        const difference = Math.abs(lines[line].value - lines.evidence.value);
        differences.push(difference);
        farthest = Math.max(farthest, difference / Math.hypot(lines[line].standardError, lines.evidence.standardError));
      }
      if (lines.bound.value > lines.evidence.value + FAR * lines.bound.standardError) above++;
    }
    const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
    return {
      measured:
        `toy, by quadrature: lines differ by at most ${worst.toExponential(1)}; trained VAE, ${IMAGES} held-out images, ${DRAWS} draws: ` +
        `by ${mean.toFixed(3)} nats on average, at most ${farthest.toFixed(1)} standard errors; ELBO above log p(x): ${above} times`,
      should: `${SAME} on the toy, at most ${FAR} standard errors on the VAE, and no ELBO above`,
      holds: worst <= SAME && farthest <= FAR && above === 0,
    };
  },
};
