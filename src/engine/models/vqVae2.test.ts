/** A VQ-VAE-2 against PyTorch with the same weights and batches (see scripts/oracles/hierarchies.py), and what its levels promise. */
import { type Tensor2D, tensor1d, tensor2d, tidy, variableGrads } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../data/dataset";
import type { Experiment } from "../experiment";
import { bits, key } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { COLOURS, floats, relativeError, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { total } from "../training/baseTrainer";
import { LOOK_EVERY, reviveDead, tend, untended } from "../training/codebookCare";
import { evaluate, read } from "../training/evaluate";
import { Trainer } from "../training/trainer";
import { splitLevels } from "./codeLevels";
import vq2Ema from "./fixtures/vq2-ema.json";
import vq2Gradient from "./fixtures/vq2-gradient.json";
import { cellsIn, codeSize } from "./model";
import type { VqVae2 } from "./vqVae2";

const sizes = { hidden: 8, latent: 3, codes: 6, codeLevels: 2 };
const VQ2 = { ...SMALL, model: "vqVae2", network: "conv", codebookInit: "uniform", ...sizes } as const;

const picture = { width: 32, height: 32, channels: 1 as const, count: 24 };
/** Large enough for three levels. */
const LARGE: Dataset = {
  id: "large",
  train: { ...picture, pixels: Uint8Array.from({ length: 24 * 32 * 32 }, (_, i) => bits(key(4), i) >>> 24) },
  heldOut: { ...picture, pixels: new Uint8Array(24 * 32 * 32) },
  classes: 0,
};

function make(change: Partial<Experiment> = {}, dataset = COLOURS) {
  const trainer = new Trainer(dataset, { ...VQ2, ...change });
  return { trainer, model: trainer.model as VqVae2, x: trainer.batchOf(1, trainer.experiment).x };
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each([
    { name: "by gradient", fixture: vq2Gradient },
    { name: "by a moving average", fixture: vq2Ema },
  ])("learns as PyTorch does, its codes $name", async ({ fixture }) => {
    const { weights, gradients, losses, steps, ...fields } = fixture;
    const experiment = { ...SMALL, ...fields } as Experiment;
    const trainer = new Trainer(COLOURS, experiment);
    const { names, variables, averages } = trainer.parameters;
    expect(names).toEqual(Object.keys(weights));
    const values = Object.values(weights).map(floats);
    const moments = values.flatMap(({ length }) => [new Float32Array(length), new Float32Array(length)]);
    const unused = averages.map(({ size }) => new Float32Array(size));
    trainer.restore({ step: 0, values: [...values, ...moments, ...unused] });

    const found = tidy(
      () =>
        variableGrads(() => total(trainer.model.pass(trainer.batchOf(1, experiment), experiment).terms), variables)
          .grads,
    );
    for (const [i, { name, size }] of variables.entries()) {
      const expected = floats((gradients as Record<string, string>)[names[i] as string] as string);
      const actual = found[name] ? await read(found[name]) : new Float32Array(size);
      const errors = expected.map((slope, j) => Math.abs(at(actual, j) - slope) / (1e-5 + 2e-4 * Math.abs(slope)));
      expect(Math.max(...errors), names[i]).toBeLessThan(1);
    }
    const rows = await trainer.take(experiment, steps);
    expect(relativeError(rows, floats(losses))).toBeLessThan(2e-4);
    trainer.dispose();
  });

  it.each([2, 3])("has %i levels, a code of each, and decodes what is chosen", async (codeLevels) => {
    const { trainer, model, x } = make({ codeLevels }, LARGE);
    const sides = model.levels.map(({ height }) => height);
    expect(sides).toEqual([4, 8, 16].slice(0, codeLevels));
    const posterior = model.encode(x);
    expect(posterior.mu.shape).toEqual([x.shape[0], codeSize(model.code)]);
    const indices = model.nearest(posterior);
    expect(indices.shape).toEqual([x.shape[0] * model.levels.reduce((sum, level) => sum + cellsIn(level), 0)]);
    expect(await read(model.lookup(indices))).toEqual(await read(model.sample(posterior)));
    const { z, xHat, indices: chosen } = model.pass(trainer.batchOf(1, trainer.experiment), trainer.experiment);
    expect([...(await chosen.data())]).toEqual([...(await indices.data())]);
    expect(await read(model.lookup(indices))).toEqual(await z.data());
    expect(await read(model.rebuild(x))).toEqual(await read(xHat));
    trainer.dispose();
  });

  it("tells the lower level what the upper one has chosen, and the decoder both", async () => {
    const { trainer, model, x } = make();
    const said = () => Promise.all(splitLevels(model.encode(x).mu, model.levels).map(read));
    const [upper, lower] = await said();
    const other = model.levels[0]?.codebook.vectors;
    tidy(() => other?.assign(tensor2d(new Float32Array(other.size).fill(2), other.shape as [number, number])));
    const [sameUpper, otherLower] = await said();
    expect(sameUpper).toEqual(upper);
    expect(otherLower).not.toEqual(lower);
    const z = await read(model.sample(model.encode(x)));
    const picture = (values: Float32Array) => read(model.decode(tensor2d(values, [x.shape[0], codeSize(model.code)])));
    const before = await picture(z);
    for (const place of [0, codeSize(model.code) - 1]) {
      const changed = z.slice();
      changed[place] = at(z, place) + 3;
      expect(await picture(changed)).not.toEqual(before);
    }
    trainer.dispose();
  });

  it("moves and revives the codes of each level by themselves", async () => {
    const { trainer, model } = make({ codebookLearning: "ema", restart: "on", codebookInit: "kmeans", codes: 12 });
    expect(untended(trainer)).toBe(0);
    const codes = () => Promise.all(model.levels.map(async ({ codebook }) => [...(await codebook.vectors.data())]));
    const before = await codes();
    await tend(trainer);
    const started = await codes();
    for (const [i, vectors] of started.entries()) expect(vectors).not.toEqual(before[i]);
    await trainer.take(trainer.experiment, 2);
    for (const { codebook, height, width } of model.levels) {
      const chosen = (await codebook.usage.data<"float32">()).reduce((sum, n) => sum + n, 0);
      expect(chosen / ((1 - 0.99 ** 2) * 8 * height * width)).toBeCloseTo(1, 4);
    }
    trainer.step = LOOK_EVERY;
    for (const { codebook } of model.levels)
      tidy(() => codebook.usage.assign(tensor2d([1, ...Array(11).fill(0)], [12, 1])));
    expect(await reviveDead(trainer)).toBe(2 * 11);
    trainer.dispose();
  });

  it("leaves a locked part, or a level, as it is", async () => {
    for (const codebookLearning of ["gradient", "ema"] as const)
      for (const lock of ["encoder", "decoder", "codebook", "coarsest", "finest"] as const) {
        const { trainer } = make({ codebookLearning, lock });
        const before = await trainer.weights();
        await trainer.take(trainer.experiment, 2);
        const after = await trainer.weights();
        const still = Object.keys(after).filter((name) => `${after[name]?.values}` === `${before[name]?.values}`);
        const parts = {
          ...{ encoder: /^(encoder|zE)/, decoder: /^(decoder|output)/, codebook: /^codebook/ },
          coarsest: /^(encoder\.1|zE\.0|codebook\.0|encoder\.told\.0|decoder\.told\.0)/,
          finest: /^(encoder\.0|zE\.1|codebook\.1)/,
        };
        expect(still).toEqual(Object.keys(after).filter((name) => parts[lock].test(name)));
        trainer.dispose();
      }
  });

  it("says in its evaluation what is chosen at each level", async () => {
    const { trainer, model } = make();
    const evaluation = await evaluate(trainer, COLOURS.train, trainer.experiment, async () => true);
    const { codes, codesAbove, losses } = evaluation ?? expect.unreachable();
    expect(codes).toMatchObject({ height: 7, width: 8, choices: 6 });
    expect(codesAbove).toMatchObject([{ height: 4, width: 4, choices: 6 }]);
    expect(losses.at(-1)).toBeCloseTo((56 + 16) * Math.log(6), 3);
    const first = [...(codesAbove?.[0]?.indices.subarray(0, 16) ?? []), ...(codes?.indices.subarray(0, 56) ?? [])];
    const pixels = Float32Array.from(COLOURS.train.pixels.subarray(0, 630), (byte) => byte / 255);
    const rebuilt = await read(model.rebuild(tensor2d(pixels, [1, 630])));
    const decoded = await read(model.decode(model.lookup(tensor1d(first, "int32")) as Tensor2D));
    expect(relativeError(decoded, rebuilt)).toBeLessThan(1e-5);
    trainer.dispose();
  });
});

describe.skipIf(GPU_BACKENDS.length === 0)("recorded", () => {
  beforeAll(() => startBackend("webgpu"));

  it.each(["gradient", "ema"] as const)("a step learns what it learns by hand: %s", async (codebookLearning) => {
    const byHand = make({ codebookLearning }).trainer;
    const losses = await byHand.take(byHand.experiment, 2);
    const replayed = make({ codebookLearning }).trainer;
    await replayed.prepare();
    expect(await replayed.take(replayed.experiment, 2)).toEqual(losses);
    expect((await replayed.checkpoint())?.values).toEqual((await byHand.checkpoint())?.values);
    for (const trainer of [byHand, replayed]) trainer.dispose();
  });
});
