import { type CodeGradients, codeGradients } from "../../engine/training/codeGradients";
import type { Answers } from "../queries";
import { running } from "../running";

export interface VqGradientQueries {
  /** Where the gradients of a VQ-VAE's next step go, without taking it. Refused where there is no codebook. */
  codeGradients: { ask: Record<string, never>; answer: CodeGradients };
}

export const vqGradientAnswers: Pick<Answers, keyof VqGradientQueries> = {
  async codeGradients(_, bench) {
    const { trainer, liveKnobs } = running(bench);
    return codeGradients(trainer, liveKnobs, trainer.step);
  },
};
