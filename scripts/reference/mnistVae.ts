import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { evaluate } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Comparison } from "./mnist";

/** A VAE, with the same noise in both. */
export const mnistVae: Comparison<Trainer> = {
  title: "VAE 784-400-20",
  name: "mnistVae",
  experiment: {
    ...DEFAULT_EXPERIMENT,
    ...{ dataset: "mnist", model: "vae", hidden: 400, latent: 20, batch: 128, learningRate: 1e-3 },
  },
  seeds: [7],
  epochs: 20,
  figures: ["−ELBO (nats)", "reconstruction", "KL"],
  close: { "−ELBO (nats)": 0.01 },
  trainer: async (dataset, experiment) => new Trainer(dataset, experiment),
  async measure(trainer, { heldOut }) {
    const evaluation = await evaluate(trainer, heldOut, mnistVae.experiment, async () => true);
    return [...(evaluation?.losses ?? [])];
  },
};
