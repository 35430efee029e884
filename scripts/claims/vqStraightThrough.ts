import { codeGradients } from "../../src/engine/training/codeGradients";
import type { Claim } from "./claim";
import { VQ, VQ_STEPS } from "./discrete";
import { train } from "./train";

export const vqStraightThrough: Claim = {
  id: "vq-straight-through",
  statement: "the gradient at z_q is copied to z_e",
  async run() {
    const { trainer } = await train(VQ, VQ_STEPS);
    const { largestDifference, atZq } = await codeGradients(trainer, trainer.experiment, VQ_STEPS + 1);
    const largest = atZq.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      measured: `largest difference of the two in a batch: ${largestDifference}, of gradients up to ${largest.toFixed(3)}`,
      should: "0 exactly, of gradients that are not",
      holds: largestDifference === 0 && largest > 0,
    };
  },
};
