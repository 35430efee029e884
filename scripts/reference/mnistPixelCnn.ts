import { tidy } from "@tensorflow/tfjs-core";
import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { read } from "../../src/engine/training/evaluate";
import { PriorTrainer } from "../../src/engine/training/priorTrainer";
import type { Comparison } from "./mnist";

const CHUNK = 250;

/** A gated PixelCNN of pixels that are black or white: those of at least 128 of 256 are white. −log p(x) of all held-out images. */
export const mnistPixelCnn: Comparison<PriorTrainer> = {
  title: "Gated PixelCNN, black and white pixels",
  name: "mnistPixelCnn",
  experiment: {
    ...DEFAULT_EXPERIMENT,
    ...{ dataset: "mnist", model: "pixelCnn", stack: "gated", levels: 2, conditioning: "unconditional" },
    ...{ channels: 16, layers: 3, batch: 64, learningRate: 1e-3 },
  },
  seeds: [7],
  epochs: 5,
  figures: ["−log p(x) (nats)"],
  close: { "−log p(x) (nats)": 0.02 },
  trainer: async (dataset, experiment) => new PriorTrainer(dataset, experiment),
  async measure(trainer, { heldOut: { count } }) {
    let sum = 0;
    for (let start = 0; start < count; start += CHUNK) {
      const indices = Uint32Array.from({ length: CHUNK }, (_, i) => start + i);
      const [nll] = await read(tidy(() => trainer.prior.nll(trainer.heldOut(indices).x)));
      sum += CHUNK * (nll as number);
    }
    return [sum / count];
  },
};
