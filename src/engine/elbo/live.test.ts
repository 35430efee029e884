/** A trained model's bounds against its evidence by quadrature: its latent is one number, so that there is one. */
import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { gatherSamples, type PointDataset } from "../data/samples";
import { logMarginal, priorGrid } from "../metrics/likelihood";
import { Autoencoder } from "../models/autoencoder";
import type { LikelihoodModel } from "../models/model";
import { key, normals } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { evaluate, read } from "../training/evaluate";
import { Trainer } from "../training/trainer";
import { DERIVATION } from "./bound";
import { gradientFlow } from "./gradientFlow";
import { bounds, weigh } from "./importance";
import { deriveLive } from "./liveDerivation";
import { sampled } from "./statistics";

const rest = async () => true;
const experiment = { ...SMALL, latent: 1, learningRate: 0.01, batch: 32 };
const POINTS: PointDataset = {
  id: "arc",
  classes: 0,
  ...Object.fromEntries(
    ["train", "heldOut"].map((part, i) => {
      const angles = normals(key(i), 64);
      const positions = Float32Array.from({ length: 128 }, (_, at) =>
        at % 2 ? Math.sin(angles[at >> 1] as number) : Math.cos(angles[at >> 1] as number),
      );
      return [part, { kind: "points", dimensions: 2, count: 64, positions }];
    }),
  ),
} as PointDataset;

function trained(dataset: typeof BLOBS | PointDataset, steps = 120): Trainer {
  const trainer = new Trainer(dataset, experiment);
  for (let i = 0; i < steps; i++) trainer.train(experiment).dispose();
  return trainer;
}

async function evidence(model: LikelihoodModel, x: Float32Array): Promise<number> {
  const grid = priorGrid(6, 2001);
  const z = Float32Array.from(grid.nodes);
  const logs = await read(tidy(() => model.logLikelihood(tensor2d(x, [1, x.length]), tensor2d(z, [z.length, 1]))));
  return logMarginal(grid, logs);
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each([
    ["images", BLOBS],
    ["points", POINTS],
  ] as const)("of %s", (_, dataset) => {
    let trainer: Trainer;
    let asked: LikelihoodModel;
    let x: Float32Array;
    beforeAll(() => {
      trainer = trained(dataset);
      asked = trainer.model as LikelihoodModel;
      x = gatherSamples(dataset.heldOut, [3]);
    });

    it("log p(x | z) is the loss's own", async () => {
      const count = dataset.heldOut.count;
      const all = Array.from({ length: count }, (_, i) => i);
      const eps = normals(key(1), count);
      const [ours, losses] = tidy(() => {
        const batch = tensor2d(gatherSamples(dataset.heldOut, all), [count, x.length]);
        const noise = { xTilde: batch, eps: tensor2d(eps, [count, 1]), direction: 0 };
        const { z, terms } = trainer.model.pass({ x: batch, ...noise }, experiment);
        return [asked.logLikelihood(batch, z), terms.reconstruction?.value.clone()] as const;
      });
      const logs = await read(ours);
      const nll = (await read(losses ?? expect.unreachable()))[0] as number;
      expect(logs).toHaveLength(count);
      expect(-sampled(logs).mean / nll).toBeCloseTo(1, 4);
    });

    it("the bounds rise with k, from the ELBO towards log p(x)", async () => {
      const found = await weigh(asked, x, 5_000, 4, rest);
      const { logWeights, logLikelihoods, kl } = found ?? expect.unreachable();
      const [elbo, ...more] = bounds(logWeights, [1, 5, 50, 500]);
      const truth = await evidence(asked, x);
      let last = elbo?.value as number;
      const direct = sampled(logLikelihoods).mean - (kl[0] as number);
      expect(Math.abs(last - direct)).toBeLessThan(5 * (elbo?.standardError as number));
      for (const { value } of more) {
        expect(value).toBeGreaterThanOrEqual(last);
        last = value;
      }
      const best = more.at(-1) ?? expect.unreachable();
      expect(Math.abs(best.value - truth)).toBeLessThan(5 * (best.standardError as number) + 0.01);
      expect(elbo?.value).toBeLessThan(truth + 1e-3);
    });

    it("a mixture of q and a wider one finds the same log p(x)", async () => {
      const weights = await Promise.all(
        (["q", "mixture"] as const).map(async (from) => (await weigh(asked, x, 4_000, 2, rest, from))?.logWeights),
      );
      const truth = await evidence(asked, x);
      const [ofQ, ofMixture] = weights.map((logs) =>
        sampled((logs ?? expect.unreachable()).map((log) => Math.exp(log - truth))),
      );
      for (const said of [ofQ, ofMixture])
        expect(Math.abs((said?.mean as number) - 1)).toBeLessThan(5 * (said?.standardError as number) + 1e-3);
      expect(ofMixture?.mean).not.toBe(ofQ?.mean);
    });

    it("every line of the derivation is log p(x), within its error", async () => {
      const lines = (await deriveLive(asked, x, 3_000, rest)) ?? expect.unreachable();
      const truth = await evidence(asked, x);
      for (const line of DERIVATION) {
        const { value, standardError } = lines[line];
        expect(standardError).toBeGreaterThan(0);
        if (line === "bound") expect(value).toBeLessThan(truth + 5 * standardError);
        else expect(Math.abs(value - truth), line).toBeLessThan(5 * standardError + 1e-3);
      }
    });

    it("a sample lets the gradient through to the encoder only when reparameterised", async () => {
      const batch = gatherSamples(dataset.heldOut, [0, 1, 2, 3]);
      const eps = normals(key(6), 4);
      const through = await gradientFlow(asked, batch, eps, 4, true);
      const stopped = await gradientFlow(asked, batch, eps, 4, false);
      expect(through.encoder).toBeGreaterThan(1e-3);
      expect(stopped.encoder).toBe(0);
      expect(stopped.decoder).toBeCloseTo(through.decoder, 4);
      expect(stopped.decoder).toBeGreaterThan(1e-3);
      expect(stopped.kl).toBeCloseTo(through.kl, 6);
      expect(stopped.kl).toBeGreaterThan(0);
    });

    it("can be given up", async () => {
      expect(await weigh(asked, x, 5_000, 4, async () => false)).toBeUndefined();
      expect(await deriveLive(asked, x, 500, async () => false)).toBeUndefined();
    });
  });

  it("the ELBO of all images is the ledger's", async () => {
    const trainer = trained(BLOBS);
    const evaluation = await evaluate(trainer, BLOBS.heldOut, experiment, rest);
    let sum = 0;
    let variance = 0;
    for (let i = 0; i < BLOBS.heldOut.count; i++) {
      const found = await weigh(trainer.model as LikelihoodModel, gatherSamples(BLOBS.heldOut, [i]), 250, i, rest);
      const { mean, variance: own } = sampled(found?.logWeights ?? expect.unreachable());
      sum += mean;
      variance += own;
    }
    const count = BLOBS.heldOut.count;
    // The ledger has one draw an image.
    const error = Math.sqrt(variance) / count;
    expect(Math.abs(sum / count + (evaluation?.losses[0] as number))).toBeLessThan(5 * error);
  });

  it("a model without a posterior is refused", async () => {
    const model = new Autoencoder({ ...experiment, pixels: 4 });
    await expect(weigh(model as unknown as LikelihoodModel, new Float32Array(4), 2, 1, rest)).rejects.toThrow(/no σ/);
  });
});
