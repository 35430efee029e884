import type { Claim } from "./claim";
import { bothUnder, LATENT, NOISES, STEPS } from "./noisy";

export const daeDenoises: Claim = {
  id: "dae-denoises",
  statement: "shown a spoilt input, it rebuilds the clean original",
  async run() {
    const lines: string[] = [];
    let holds = true;
    for (const noise of NOISES) {
      const { ae, dae } = await bothUnder(noise);
      holds &&= dae.rebuilt < dae.noisy && dae.rebuilt < ae.rebuilt;
      const [noisy, rebuilt, plain] = [dae.noisy, dae.rebuilt, ae.rebuilt].map((error) => error.toFixed(5));
      lines.push(
        `${noise.corruption} ${noise.strength}: noisy ${noisy}, rebuilt ${rebuilt}, by a plain autoencoder ${plain}`,
      );
    }
    return {
      measured: `held-out MSE to the clean image (width ${LATENT}, ${STEPS} steps)\n${lines.join("\n")}`,
      should: "rebuilt below noisy, and below the plain autoencoder's on the same noisy images",
      holds,
    };
  },
};
