import { Batches } from "../../../src/engine/data/batches";
import { gatherSamples, sampleSize } from "../../../src/engine/data/samples";
import { DEFAULT_EXPERIMENT } from "../../../src/engine/experiment";
import { key, normals, Stream } from "../../../src/engine/random";
import { Trainer } from "../../../src/engine/training/trainer";
import { blobs } from "./blobs";
import type { VaeShape } from "./messages";
import type { Values } from "./values";
import { RATE } from "./work";

/** VAE 784-400-20, batch 128. */
export const VAE: VaeShape = { hidden: 400, latent: 20, batch: 128, images: 1024 };

/** The engine's own trainer, which the other peers imitate. */
export function vaeTrainer({ images, ...sizes }: VaeShape): Trainer {
  return new Trainer(blobs(images), { ...DEFAULT_EXPERIMENT, ...sizes, learningRate: RATE });
}

/** What every other peer starts from and is fed with: the weights, batches and noise that the engine's trainer has. */
export interface VaeStart {
  /** By the names that the engine gives them, such as "encoder.0.weight". */
  readonly weights: Readonly<Record<string, Values>>;
  /** Images x and noise ε of a step; steps count from 1. */
  batch(step: number): { x: Values; eps: Values };
}

/** Needs a backend of TensorFlow.js, on which the trainer makes its weights. */
export async function vaeStart(shape: VaeShape): Promise<VaeStart> {
  const trainer = vaeTrainer(shape);
  const { names, variables } = trainer.model.parameters;
  const weights: Record<string, Values> = {};
  for (const [i, variable] of variables.entries()) {
    const data = Float32Array.from(await variable.data<"float32">());
    weights[names[i] as string] = { shape: variable.shape, data };
  }
  trainer.dispose();
  const { train } = trainer.dataset;
  const { batch, latent, seed } = trainer.experiment;
  const batches = new Batches(train.count, batch, seed);
  return {
    weights,
    batch: (step) => ({
      x: { shape: [batch, sampleSize(train)], data: gatherSamples(train, batches.at(step)) },
      eps: {
        shape: [batch, latent],
        data: Float32Array.from(normals(key(seed, Stream.epsilon, step), batch * latent)),
      },
    }),
  };
}
