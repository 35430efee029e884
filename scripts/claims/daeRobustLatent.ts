import { latentShift } from "../../src/engine/metrics/noiseEffect";
import type { Claim } from "./claim";
import { bothUnder, LATENT, NOISES, STEPS } from "./noisy";

export const daeRobustLatent: Claim = {
  id: "dae-robust-latent",
  statement: "slightly changed data map to the same latent",
  async run() {
    const lines: string[] = [];
    let holds = true;
    for (const noise of NOISES) {
      const { ae, dae } = await bothUnder(noise);
      const [plain, denoising] = [latentShift(ae).relative, latentShift(dae).relative];
      holds &&= denoising < plain;
      lines.push(
        `${noise.corruption} ${noise.strength}: ${denoising.toFixed(3)}, of a plain autoencoder ${plain.toFixed(3)}`,
      );
    }
    return {
      measured: `mean latent shift ÷ latent spread (width ${LATENT}, ${STEPS} steps)\n${lines.join("\n")}`,
      should: "below the plain autoencoder's",
      holds,
    };
  },
};
