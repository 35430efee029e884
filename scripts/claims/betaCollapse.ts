import { activeUnits } from "../../src/engine/metrics/latentStatistics";
import type { Latents } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const BETAS = [0.25, 1, 4, 16, 64];
const LATENT = 10;

export const betaCollapse: Claim = {
  id: "beta-collapse",
  statement: "too much regularisation switches dimensions off",
  async run() {
    const active: number[] = [];
    for (const beta of BETAS) {
      const { evaluation } = await train({ model: "vae", latent: LATENT, beta }, VAE_STEPS);
      active.push(activeUnits(evaluation.latents as Latents));
    }
    const list = BETAS.map((beta, i) => `β = ${beta}: ${active[i]}`).join(", ");
    const [first, last] = [active[0], active.at(-1)] as [number, number];
    return {
      measured: `active units of ${LATENT}: ${list} (held-out digits, ${VAE_STEPS} steps)`,
      should: "never more with a larger β, all of them with the smallest, at most one with the largest",
      holds: active.every((count, i) => count <= (active[i - 1] ?? LATENT)) && first === LATENT && last <= 1,
    };
  },
};
