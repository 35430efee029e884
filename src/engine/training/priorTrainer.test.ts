import { reshape, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { CodeDataset, CodeSet } from "../data/codes";
import type { Dataset } from "../data/dataset";
import type { Experiment } from "../experiment";
import { type DiscreteModel, isDiscrete } from "../models/model";
import { bits, key } from "../random";
import { startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { restoredPrior } from "./createPrior";
import { encodeToCodes } from "./encodeToCodes";
import { read } from "./evaluate";
import { evaluatePrior } from "./evaluatePrior";
import type { Frame } from "./frame";
import { PriorTrainer } from "./priorTrainer";
import { Session } from "./session";
import { Trainer } from "./trainer";

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const PRIOR: Experiment = { ...SMALL, channels: 8, layers: 1, learningRate: 0.01 };
const PIXELS: Experiment = { ...PRIOR, model: "pixelCnn", levels: 2 };
const VQ: Experiment = { ...SMALL, model: "vqVae", network: "conv", latent: 2, codes: 5 };

/** Light blobs and dark ones. */
const LABELLED: Dataset = {
  ...BLOBS,
  train: withLabels(BLOBS.train),
  heldOut: withLabels(BLOBS.heldOut),
  classes: 2,
};

function withLabels(images: Dataset["train"]): Dataset["train"] {
  const size = images.pixels.length / images.count;
  const ink = (i: number) => images.pixels.subarray(i * size, (i + 1) * size).reduce((sum, byte) => sum + byte, 0);
  return { ...images, labels: Uint16Array.from({ length: images.count }, (_, i) => +(ink(i) > 20 * size)) };
}

async function trained(trainer: PriorTrainer, steps: number): Promise<number[]> {
  const rows: number[] = [];
  for (let i = 0; i < steps; i++) rows.push((await read(trainer.train(trainer.experiment)))[0] as number);
  return rows;
}

async function codes() {
  const trainer = new Trainer(LABELLED, VQ);
  if (!isDiscrete(trainer.model)) throw new Error("a VQ-VAE chooses codes");
  const model: DiscreteModel = trainer.model;
  const told: number[] = [];
  const dataset = await encodeToCodes(trainer.dataset, model, breathe, (done) => told.push(done));
  return { trainer, model, dataset, told };
}

describe.each(["wasm", ...GPU_BACKENDS] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("puts every sample into the codes that the model chooses for it", async () => {
    const { trainer, model, dataset, told } = await codes();
    const { train, heldOut } = LABELLED;
    expect(told.at(-1)).toBe(train.count + heldOut.count);
    expect(dataset.train.labels).toEqual(train.labels);
    const { height, width, indices, choices } = dataset.heldOut;
    expect([height, width, choices, indices.length]).toEqual([4, 4, 5, heldOut.count * 16]);
    const last = heldOut.count - 1;
    const own = await read(
      tidy(() => {
        const pixels = Float32Array.from(heldOut.pixels.subarray(64 * last), (byte) => byte / 255);
        const zE = model.encode(tensor2d(pixels, [1, 64])).mu;
        return model.codebook.nearest(reshape(zE, [-1, 2]));
      }),
    );
    expect([...indices.subarray(16 * last)]).toEqual([...own]);
    trainer.dispose();
  });

  it.each(["pixels", "codes"])("learns %s, and goes on from a checkpoint as if it had never stopped", async (kind) => {
    const source = await codes();
    const data = kind === "pixels" ? LABELLED : source.dataset;
    const experiment = { ...(kind === "pixels" ? PIXELS : { ...PRIOR, ...VQ, stage: "prior" as const }) };
    const prior = new PriorTrainer(data, { ...experiment, conditioning: "class", learningRate: 0.01 });
    expect(prior.classes).toBe(2);
    const losses = await trained(prior, 12);
    const draws = kind === "pixels" ? 64 * Math.log(2) : 16 * Math.log(5);
    expect(losses[0]).toBeLessThan(2 * draws);
    expect(losses.at(-1)).toBeLessThan(0.7 * (losses[0] as number));
    const kept = (await prior.checkpoint()) ?? expect.unreachable();
    const next = await trained(prior, 2);
    const resumed = new PriorTrainer(data, prior.experiment);
    resumed.restore(kept);
    expect(await trained(resumed, 2)).toEqual(next);
    for (const one of [prior, resumed, source.trainer]) one.dispose();
  });

  it("runs in a session, whose news are nats of held-out images", async () => {
    const frames: Frame[] = [];
    const session: Session<PriorTrainer> = new Session<PriorTrainer>({
      dataset: LABELLED,
      experiment: PIXELS,
      breathe,
      stepsInFlight: 0,
      events: {
        frame: (frame) => {
          frames.push(frame);
          setImmediate(() => session.painted());
        },
        checkpoint: () => {},
        diverged: () => {},
      },
    });
    const ended = session.run();
    session.play();
    while (!frames.some(({ evaluation }) => (evaluation?.step ?? 0) > 3)) await breathe();
    const { terms, evaluation } = frames.findLast((frame) => frame.evaluation) ?? expect.unreachable();
    expect(terms).toEqual(["nll"]);
    expect(evaluation?.losses).toHaveLength(2);
    expect(evaluation).not.toHaveProperty("mse");
    session.close();
    await ended;
  });
});

describe("below another grid", () => {
  beforeAll(() => startBackend("wasm"));

  it("learns what codes say that lie above its own", async () => {
    // Below, each code is that above it: unconditioned it costs 4 · log 4 nats, and given those above nothing.
    const set = (count: number, seed: number): CodeSet => {
      const above = Uint16Array.from({ length: 4 * count }, (_, i) => bits(key(seed), i) % 4);
      const indices = Uint16Array.from({ length: 16 * count }, (_, i) => {
        const [image, y, x] = [Math.floor(i / 16), Math.floor(i / 4) % 4, i % 4];
        return at(above, 4 * image + 2 * Math.floor(y / 2) + Math.floor(x / 2));
      });
      const grid = { height: 4, width: 4, choices: 4, indices };
      return { ...grid, count, above: { height: 2, width: 2, choices: 4, indices: above } };
    };
    const dataset: CodeDataset = { id: "made", classes: 0, train: set(256, 1), heldOut: set(64, 2) };
    const experiment: Experiment = { ...PRIOR, model: "vqVae2", stage: "prior2", batch: 64, learningRate: 0.01 };
    const prior = new PriorTrainer(dataset, experiment);
    await trained(prior, 60);
    const evaluation = await evaluatePrior(prior, async () => true);
    expect(evaluation?.losses[0]).toBeLessThan(0.5 * 4 * Math.log(4));
    const kept = (await prior.checkpoint()) ?? expect.unreachable();
    const again = restoredPrior(dataset.train, experiment, 0, kept);
    const { x, above } = prior.heldOut(Uint32Array.of(0, 1, 2));
    expect(await read(again.nll(x, undefined, above))).toEqual(await read(prior.prior.nll(x, undefined, above)));
    again.parameters.dispose();
    prior.dispose();
  });
});
