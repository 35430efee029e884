import { anatomy, type StepAnatomy } from "../../engine/training/anatomy";
import type { Answers } from "../queries";
import { running } from "../running";

export interface SlowQueries {
  /** Takes a training step apart without taking it. `shown`: samples of the batch to be seen. */
  anatomy: { ask: { step: number; shown: number }; answer: StepAnatomy };
}

export const slowAnswers: Pick<Answers, keyof SlowQueries> = {
  async anatomy({ step, shown }, bench) {
    const { trainer, liveKnobs } = running(bench);
    return anatomy(trainer, liveKnobs, step, shown);
  },
};
