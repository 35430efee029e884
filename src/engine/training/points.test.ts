import { memory, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { drawCloud } from "../data/points/cloud";
import { points } from "../data/points/definition";
import { sliceSamples } from "../data/samples";
import { pca, pcaError } from "../metrics/pca";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { evaluate, read } from "./evaluate";
import { Trainer } from "./trainer";

const EXPERIMENT = { ...SMALL, dataset: "points", batch: 64, hidden: 32, depth: 2, learningRate: 0.003 } as const;
const spirals = () => drawCloud("points", points, { shape: "spirals", noise: 0.02 });
const alive = async () => true;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("an autoencoder with one latent dimension follows a curve better than a line can", async () => {
    const cloud = await spirals();
    const experiment = { ...EXPERIMENT, model: "ae", latent: 1 } as const;
    const trainer = new Trainer(cloud, experiment);
    for (let step = 0; step < 400; step++) (await trainer.take(experiment, 1)).at(0);
    const evaluation = await evaluate(trainer, cloud.heldOut, experiment, alive);
    const line = await pcaError(await pca(cloud.train, 1, async () => {}), cloud.heldOut, async () => {});
    trainer.dispose();
    expect(evaluation?.mse).toBeLessThan(0.7 * line);
    expect(evaluation?.latents?.mu).toHaveLength(cloud.heldOut.count);
  });

  it("a VAE's loss is the squared error in units of σ = 0.1, with the Gaussian's constant, and the KL", async () => {
    const cloud = await spirals();
    const experiment = { ...EXPERIMENT, model: "vae", latent: 2 } as const;
    const trainer = new Trainer(cloud, experiment);
    const few = sliceSamples(cloud.heldOut, 0, 100);
    const evaluation = await evaluate(trainer, few, experiment, alive);
    trainer.dispose();
    const { losses = [], mse = Number.NaN } = evaluation ?? {};
    const constant = Math.log(2 * Math.PI * 0.1 ** 2); // of two coordinates, each half of it
    expect(losses[1]).toBeCloseTo((2 * mse) / (2 * 0.1 ** 2) + constant, 2);
    expect(losses[0]).toBeCloseTo((losses[1] as number) + (losses[2] as number), 3);
  });

  it("are decoded to anywhere, not only into [0, 1]", async () => {
    const trainer = new Trainer(await spirals(), { ...EXPERIMENT, model: "vae", latent: 2 });
    const far = await read(tidy(() => trainer.model.decode(tensor2d([50, -80, -50, 80], [2, 2]))));
    trainer.dispose();
    expect(Math.max(...far)).toBeGreaterThan(1);
    expect(Math.min(...far)).toBeLessThan(0);
  });

  it("leave no tensor behind", async () => {
    const cloud = await spirals();
    const before = memory().numTensors;
    const trainer = new Trainer(cloud, EXPERIMENT);
    await trainer.prepare();
    await trainer.take(EXPERIMENT, 3);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("take the same steps one by one and together", async () => {
    const cloud = await spirals();
    const losses: Float32Array[] = [];
    for (const prepared of [false, true]) {
      const trainer = new Trainer(cloud, EXPERIMENT);
      if (prepared) await trainer.prepare();
      losses.push(await trainer.take(EXPERIMENT, 5));
      trainer.dispose();
    }
    for (const [i, loss] of (losses[1] as Float32Array).entries())
      expect(loss).toBeCloseTo(losses[0]?.[i] as number, 3);
  });
});
