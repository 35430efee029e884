import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { codeUsage } from "../../src/engine/metrics/codeUsage";
import { tend } from "../../src/engine/training/codebookCare";
import { evaluate } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Comparison } from "./mnist";

/** A VQ-VAE whose codes begin where k-means puts them, for both, and follow by a moving average; none is revived. */
export const mnistVqVae: Comparison<Trainer> = {
  title: "VQ-VAE, 7 × 7 choices among 64 codes of 8 numbers, EMA codebook",
  name: "mnistVqVae",
  experiment: {
    ...DEFAULT_EXPERIMENT,
    ...{ dataset: "mnist", model: "vqVae", network: "conv", depth: 1, hidden: 128, latent: 8, codes: 64 },
    ...{ codebookLearning: "ema", codebookInit: "kmeans", batch: 64, learningRate: 1e-3 },
  },
  seeds: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  epochs: 10,
  figures: ["MSE per pixel", "perplexity", "−log p(x|z_q) (nats)"],
  close: { "MSE per pixel": 0.02, perplexity: 0.02 },
  followed: ["codebook"],
  async trainer(dataset, experiment) {
    const trainer = new Trainer(dataset, experiment);
    await tend(trainer);
    return trainer;
  },
  async measure(trainer, { heldOut }) {
    const evaluation = await evaluate(trainer, heldOut, mnistVqVae.experiment, async () => true);
    if (!evaluation?.codes) throw new Error("a VQ-VAE chooses codes");
    return [evaluation.mse, codeUsage(evaluation.codes).perplexity, evaluation.losses[1] as number];
  },
};
