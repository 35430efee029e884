/** What the lecture says of autoencoders and PCA, trained. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../experiment";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { evaluate } from "../training/evaluate";
import { Trainer } from "../training/trainer";
import pcaFixture from "./fixtures/pca.json";

const LATENT = 2;
const pca = pcaFixture.fits.find(({ components }) => components === LATENT);
const base: Experiment = { ...SMALL, model: "ae", latent: LATENT, batch: 56 };

/** Mean squared error on the training images after `steps` steps, the last half of them more carefully. */
async function trainedError(experiment: Experiment, steps: number): Promise<number> {
  const trainer = new Trainer(BLOBS, experiment);
  for (let step = 1; step <= steps; step++) {
    const learningRate = step > steps / 2 ? experiment.learningRate / 10 : experiment.learningRate;
    trainer.train({ ...experiment, learningRate }).dispose();
  }
  const evaluation = await evaluate(trainer, BLOBS.train, experiment, async () => true);
  const { mse } = evaluation ?? expect.unreachable();
  trainer.dispose();
  return mse;
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("a linear autoencoder finds PCA's error, and cannot go below it", async () => {
    const error = await trainedError({ ...base, network: "linear", learningRate: 0.02 }, 600);
    expect(error / (pca?.trainError as number)).toBeGreaterThan(0.9999);
    expect(error / (pca?.trainError as number)).toBeLessThan(1.02);
  });

  it("a curved one of the same latent size goes below it", async () => {
    const error = await trainedError({ ...base, hidden: 32, learningRate: 0.01 }, 400);
    expect(error).toBeLessThan(0.8 * (pca?.trainError as number));
  });
});
