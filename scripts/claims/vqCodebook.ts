import { codeUsage } from "../../src/engine/metrics/codeUsage";
import type { Claim } from "./claim";
import { psnr, VQ, VQ_STEPS } from "./discrete";
import { train } from "./train";

const LEAST_PSNR = 18;

export const vqCodebook: Claim = {
  id: "vq-codebook",
  statement: "data can be said with finitely many words: K vectors of D numbers",
  async run() {
    const { evaluation } = await train(VQ, VQ_STEPS);
    if (!evaluation.codes) throw new Error("a VQ-VAE chooses codes");
    const { used, perplexity, bits } = codeUsage(evaluation.codes);
    const decibels = psnr(evaluation.mse);
    return {
      measured: `held-out digits from 7 × 7 words of ${VQ.codes}: PSNR ${decibels.toFixed(2)} dB, ${used} words in use, perplexity ${perplexity.toFixed(1)}, ${bits} bits an image of ${28 * 28 * 8} (${VQ_STEPS} steps)`,
      should: `a PSNR of at least ${LEAST_PSNR} dB, and more than one word in use`,
      holds: decibels >= LEAST_PSNR && perplexity > 1,
    };
  },
};
