import type { Claim } from "./claim";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const BETAS = [0.25, 1, 4, 16];

export const betaTradeoff: Claim = {
  id: "beta-tradeoff",
  statement: "β weighs the KL term against the reconstruction",
  async run() {
    const rows: { beta: number; reconstruction: number; kl: number }[] = [];
    for (const beta of BETAS) {
      const { losses } = (await train({ model: "vae", latent: 2, beta }, VAE_STEPS)).evaluation;
      const [, reconstruction, kl] = losses as unknown as [number, number, number];
      rows.push({ beta, reconstruction, kl });
    }
    const after = rows.slice(1).map((row, i) => [rows[i] as (typeof rows)[0], row] as const);
    const list = rows.map(
      ({ beta, reconstruction, kl }) =>
        `β = ${beta}: reconstruction ${reconstruction.toFixed(2)}, KL ${kl.toFixed(3)} nats`,
    );
    return {
      measured: `${list.join("; ")} (held out, ${VAE_STEPS} steps)`,
      should: "with every larger β the reconstruction is worse and the KL smaller",
      holds: after.every(([less, more]) => more.reconstruction > less.reconstruction && more.kl < less.kl),
    };
  },
};
