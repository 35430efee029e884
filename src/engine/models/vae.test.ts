/** Every decoder on everything that a VAE may be trained on. */
import { mean, memory, neg, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { drawFaces } from "../data/faces/faces";
import { drawCloud } from "../data/points/cloud";
import { points } from "../data/points/definition";
import { type AnyDataset, gatherSamples, isPoints, sampleSize } from "../data/samples";
import type { Experiment } from "../experiment";
import { DECODERS } from "../knobs";
import { key, normals, Stream } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, relativeError, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { evaluate, read } from "../training/evaluate";
import { Trainer } from "../training/trainer";

const STEPS = 4;
const alive = async () => true;

const faces = (): AnyDataset => {
  const images = drawFaces({ size: 32, count: 24, seed: 5 });
  return { id: "faces", train: images, heldOut: images, classes: 0 };
};
const CASES: [name: string, data: () => AnyDataset | Promise<AnyDataset>, change: Partial<Experiment>][] = [
  ["grey images, latent 1", () => BLOBS, { latent: 1 }],
  ["colour images, latent 64", faces, { latent: 64, network: "conv", depth: 2 }],
  ["points, latent 2", () => drawCloud("points", points, { shape: "spirals", noise: 0.02 }), { latent: 2 }],
  ["a linear network", () => BLOBS, { network: "linear", latent: 3 }],
  ["free bits and the score function", () => BLOBS, { freeBits: 0.2, estimator: "score" }],
];

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each(CASES)("%s", (_, data, change) => {
    it.each(DECODERS)("with a %s decoder", async (decoder) => {
      const dataset = await data();
      const experiment: Experiment = { ...SMALL, model: "vae", decoder, ...change };
      const before = memory().numTensors;
      const rows: number[][] = [];
      for (const prepared of [false, true]) {
        const trainer = new Trainer(dataset, experiment);
        if (prepared) await trainer.prepare(); // on WebGPU, its steps are replayed
        rows.push([...(await trainer.take(experiment, STEPS))]);
        if (prepared) await check(trainer);
        trainer.dispose();
      }
      const [byHand, replayed] = rows as [number[], number[]];
      expect(byHand.every(Number.isFinite)).toBe(true);
      expect(relativeError(replayed, byHand)).toBeLessThan(1e-3);
      expect(memory().numTensors).toBe(before);
    });
  });
});

/** The ledger adds up, log p(x|z) is what is trained on, x̂ is where x can be, and there are draws. */
async function check(trainer: Trainer): Promise<void> {
  const { experiment, dataset, model } = trainer;
  const { heldOut } = dataset;
  const evaluation = (await evaluate(trainer, heldOut, experiment, alive)) ?? expect.unreachable();
  const [total, ...values] = evaluation.losses;
  const weights = Object.values(trainer.termWeights(experiment));
  expect(weights).toHaveLength(experiment.freeBits > 0 ? 3 : 2);
  expect(values.reduce((sum, value, i) => sum + (weights[i] as number) * value, 0)).toBeCloseTo(total as number, 2);
  // What is told of a σ that is learned is what the loss was made with.
  const { sigma, mse } = evaluation;
  expect(sigma !== undefined).toBe(experiment.decoder === "learned");
  if (sigma !== undefined) {
    const perPixel = (0.5 * mse) / sigma ** 2 + Math.log(sigma) + 0.5 * Math.log(2 * Math.PI);
    expect(relativeError([sampleSize(heldOut) * perPixel], values.slice(0, 1))).toBeLessThan(1e-3);
  }

  const count = 10;
  const { latent, network, seed } = experiment;
  const tensors = tidy(() => {
    const indices = Array.from({ length: count }, (_, i) => i);
    const x = tensor2d(gatherSamples(heldOut, indices), [count, sampleSize(heldOut)]);
    const eps = tensor2d(normals(key(seed), count * latent), [count, latent]);
    const { z, terms, xHat } = model.pass({ x, xTilde: x, eps, direction: 0 }, experiment);
    const rows = model.logLikelihood?.(x, z) as Tensor;
    const drawn = model.generate?.(z, key(Stream.probe)) as Tensor;
    return [terms.reconstruction?.value, neg(mean(rows)), xHat, drawn].map((tensor) => (tensor as Tensor).clone());
  });
  const [trained, rows, xHat, drawn] = await Promise.all(tensors.map((tensor) => read(tensor)));
  expect(relativeError(trained ?? [], rows ?? [])).toBeLessThan(1e-4);
  expect(drawn).toHaveLength(count * sampleSize(heldOut));
  expect(drawn?.every(Number.isFinite)).toBe(true);
  const isBounded = !isPoints(heldOut) && (network !== "linear" || /bernoulli|logistic/.test(experiment.decoder));
  if (isBounded) expect(xHat?.every((value) => value >= 0 && value <= 1)).toBe(true);
}
