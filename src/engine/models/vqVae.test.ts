/** What gradients a VQ-VAE's terms have, and how its codes move. */
import {
  grads,
  mul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../experiment";
import { key, normals } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, expectClose } from "../testing/numbers";
import { total } from "../training/baseTrainer";
import { collapse, LOOK_EVERY, reviveDead, tend, untended } from "../training/codebookCare";
import { evaluate, read } from "../training/evaluate";
import { Trainer } from "../training/trainer";
import { codeSize } from "./model";
import type { VqVae } from "./vqVae";

const VQ = {
  ...SMALL,
  model: "vqVae",
  network: "conv",
  hidden: 8,
  latent: 3,
  codes: 6,
  codebookInit: "uniform",
} as const;
const OFF = { reconstructionWeight: 0, codebookWeight: 0, commitment: 0 };

/** A model whose codes are far apart, and some images. */
function make(change: Partial<Experiment> = {}) {
  const trainer = new Trainer(BLOBS, { ...VQ, ...change });
  const model = trainer.model as VqVae;
  const { vectors } = model.codebook;
  tidy(() => vectors.assign(tensor2d(normals(key(3), vectors.size), vectors.shape as [number, number])));
  return { trainer, model, x: trainer.batchOf(1, trainer.experiment).x };
}

/** The gradient of every parameter with these weights of the terms, by name. */
async function gradientsOf(change: Partial<Experiment>): Promise<Record<string, Float32Array>> {
  const { trainer, model } = make({ ...OFF, ...change });
  const { names, variables } = model.parameters;
  const found = tidy(
    () =>
      variableGrads(
        () => total(model.pass(trainer.batchOf(1, trainer.experiment), trainer.experiment).terms),
        variables,
      ).grads,
  );
  const all = variables.map(async ({ name, size }, i) => {
    const gradient = found[name];
    return [names[i] as string, gradient ? await read(gradient) : new Float32Array(size)] as const;
  });
  const result = Object.fromEntries(await Promise.all(all));
  trainer.dispose();
  return result;
}

const isNothing = (values: Float32Array) => values.every((value) => value === 0);
/** Parameters that a term moves. */
const moved = async (change: Partial<Experiment>) =>
  Object.entries(await gradientsOf(change))
    .filter(([, gradient]) => !isNothing(gradient))
    .map(([name]) => name.split(".")[0]);
const unique = (names: (string | undefined)[]) => [...new Set(names)];

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("learns from each term only where the paper lets its gradient go, and nothing at all elsewhere", async () => {
    expect(unique(await moved({ reconstructionWeight: 1 }))).toEqual(["encoder", "zE", "decoder", "output"]);
    expect(unique(await moved({ codebookWeight: 1 }))).toEqual(["codebook"]);
    expect(unique(await moved({ commitment: 1 }))).toEqual(["encoder", "zE"]);
    expect(await moved({})).toEqual([]);
  });

  it("gives the encoder exactly the gradient that the decoder has for the codes", async () => {
    const { trainer, model, x } = make();
    const actual = await gradientsOf({ reconstructionWeight: 1 });
    const zQ = model.sample(model.encode(x));
    const nll = (z: Tensor) => {
      const logits = model.logLikelihood(x, z as Tensor2D);
      return mul(sum(logits), -1 / x.shape[0]);
    };
    const [dZ] = grads(nll)([zQ]) as [Tensor];
    const { variables, names } = model.parameters;
    const { grads: through } = variableGrads(() => sum(mul(model.encode(x).mu, dZ)), variables);
    for (const [i, { name }] of variables.entries()) {
      const expected = through[name];
      if (expected) expectClose(actual[names[i] as string] as Float32Array, await read(expected), 50);
    }
    trainer.dispose();
  });

  it("chooses the nearest code of every cell, and decodes what is chosen", async () => {
    for (const network of ["conv", "mlp", "linear"] as const) {
      const { trainer, model, x } = make({ network });
      const { height, width } = model.code;
      expect([height, width]).toEqual(network === "conv" ? [4, 4] : [1, 1]);
      const posterior = model.encode(x);
      expect(posterior.mu.shape).toEqual([x.shape[0], codeSize(model.code)]);
      const indices = model.nearest(posterior);
      expect(indices.shape).toEqual([x.shape[0] * height * width]);
      expect(await read(model.lookup(indices))).toEqual(await read(model.sample(posterior)));
      expect(await read(model.decode(model.lookup(model.nearest(posterior))))).toEqual(await read(model.rebuild(x)));
      trainer.dispose();
    }
  });

  it("puts vectors and codes on the unit sphere where the cosine is the distance", async () => {
    const { trainer, model, x } = make({ codeSpace: "sphere" });
    const lengths = async (rows: Tensor2D) => {
      const values = await read(rows);
      return Array.from({ length: values.length / 3 }, (_, i) => Math.hypot(...values.subarray(3 * i, 3 * i + 3)));
    };
    for (const length of await lengths(model.codebook.codes)) expect(length).toBeCloseTo(1, 5);
    const ofCells = await lengths(reshape(model.encode(x).mu, [-1, 3]));
    expect(Math.max(...ofCells)).toBeLessThan(1 + 1e-6);
    expect(ofCells.filter((length) => length > 0.99).length).toBeGreaterThan(ofCells.length / 2);
    trainer.dispose();
  });

  it("moves codes to the average of the vectors that chose them, and leaves those alone that none did", async () => {
    const { trainer, model } = make({ codebookLearning: "ema" });
    const { codebook } = model;
    const before = Float32Array.from(await codebook.vectors.data());
    const z = normals(key(9), 3 * 3);
    const indices = [2, 0, 2];
    const [n, m] = [new Float64Array(6), new Float64Array(18)];
    for (let step = 0; step < 5; step++) {
      tidy(() => {
        const rows = tensor2d(
          z.map((value) => value * (step + 1)),
          [3, 3],
        );
        codebook.follow(rows, tensor1d(indices, "int32"));
      });
      for (let k = 0; k < 6; k++) {
        n[k] = 0.99 * at(n, k) + 0.01 * indices.filter((index) => index === k).length;
        for (let j = 0; j < 3; j++) {
          const chosen = indices.reduce((all, index, i) => all + (index === k ? at(z, 3 * i + j) * (step + 1) : 0), 0);
          m[3 * k + j] = 0.99 * at(m, 3 * k + j) + 0.01 * chosen;
        }
      }
    }
    expectClose(await codebook.usage.data(), n);
    expectClose(await codebook.sums.data(), m);
    const after = await codebook.vectors.data();
    for (let k = 0; k < 6; k++)
      for (let j = 0; j < 3; j++) {
        const average = at(m, 3 * k + j) / at(n, k);
        if (k === 0 || k === 2) expect(at(after, 3 * k + j)).toBeCloseTo(average, 2);
        else expect(at(after, 3 * k + j)).toBeCloseTo(at(before, 3 * k + j), 5);
      }
    trainer.dispose();
  });

  it("leaves a locked part as it is, whatever the codes learn by", async () => {
    for (const codebookLearning of ["gradient", "ema"] as const)
      for (const lock of ["encoder", "decoder", "codebook"] as const) {
        const { trainer } = make({ codebookLearning, lock, codeSpace: "sphere" });
        const before = await trainer.weights();
        await trainer.take(trainer.experiment, 3);
        const after = await trainer.weights();
        const changed = Object.keys(after).filter((name) => `${after[name]?.values}` !== `${before[name]?.values}`);
        const parts = { encoder: /^(encoder|zE)/, decoder: /^(decoder|output)/, codebook: /^codebook/ };
        const all = Object.keys(after).filter((name) => !parts[lock].test(name));
        expect(changed).toEqual(all);
        trainer.dispose();
      }
  });

  it("goes on from a checkpoint exactly, also when its codes begin to learn otherwise", async () => {
    const first = new Trainer(BLOBS, VQ);
    await first.take(VQ, 20);
    const checkpoint = (await first.checkpoint()) ?? expect.unreachable();
    const expected = await first.take(VQ, 10);
    const again = new Trainer(BLOBS, VQ);
    again.restore(checkpoint);
    expect(await again.take(VQ, 10)).toEqual(expected);
    const other = new Trainer(BLOBS, { ...VQ, codebookLearning: "ema" });
    other.restore(checkpoint);
    expect((await other.take(VQ, 10)).every(Number.isFinite)).toBe(true);
    for (const trainer of [first, again, other]) trainer.dispose();
  });

  it("rounds every coordinate by itself where the codes are a lattice, which nothing moves", async () => {
    const experiment = { ...VQ, codeSpace: "lattice", codes: 32, restart: "on", codebookInit: "kmeans" } as const;
    const trainer = new Trainer(BLOBS, experiment);
    const model = trainer.model as VqVae;
    const { x } = trainer.batchOf(1, experiment);
    const posterior = model.encode(x);
    const [z, zQ, before] = [
      await read(posterior.mu),
      await read(model.sample(posterior)),
      await read(model.codebook.codes.clone()),
    ];
    const sides = [4, 4, 2]; // of 3 coordinates
    for (const [i, value] of z.entries()) {
      const steps = at(sides, i % 3) - 1;
      const place = ((at(zQ, i) + 1) / 2) * steps;
      expect(place).toBeCloseTo(Math.round(place), 4);
      expect(Math.abs(at(zQ, i) - value), "half a step away at most").toBeLessThan(1 / steps + 1e-5);
    }
    expect(Object.keys(trainer.termWeights(experiment))).toEqual(["reconstruction", "kl"]);
    expect(trainer.parameters.names.some((name) => name.startsWith("codebook"))).toBe(false);
    expect(untended(trainer)).toBe(Number.POSITIVE_INFINITY);
    await trainer.take(experiment, 5);
    expect(await read(model.codebook.codes.clone())).toEqual(before);
    const again = new Trainer(BLOBS, experiment);
    again.restore((await trainer.checkpoint()) ?? expect.unreachable());
    expect(await again.take(experiment, 3)).toEqual(await trainer.take(experiment, 3));
    for (const each of [trainer, again]) each.dispose();
  });

  it("says which code held-out images choose, in its evaluation", async () => {
    const { trainer, model } = make();
    const evaluation = await evaluate(trainer, BLOBS.heldOut, trainer.experiment, async () => true);
    const { codes, latents, losses } = evaluation ?? expect.unreachable();
    expect(latents).toBeUndefined();
    expect(codes).toMatchObject({ height: 4, width: 4, choices: 6 });
    expect(codes?.indices).toHaveLength(16 * BLOBS.heldOut.count);
    expect(losses.at(-1)).toBeCloseTo(16 * Math.log(6), 4);
    const first = await read(
      model.nearest(
        model.encode(
          tensor2d(
            Float32Array.from(BLOBS.heldOut.pixels.subarray(0, 64), (byte) => byte / 255),
            [1, 64],
          ),
        ),
      ),
    );
    expect([...(codes?.indices.subarray(0, 16) ?? [])]).toEqual([...first]);
    trainer.dispose();
  });

  it("starts the codes at the centres of the first batches, or near 0", async () => {
    const near = new Trainer(BLOBS, VQ);
    const { trainer } = make();
    const centred = new Trainer(BLOBS, { ...VQ, codebookInit: "kmeans" });
    expect(untended(near)).toBe(Number.POSITIVE_INFINITY);
    expect(untended(centred)).toBe(0);
    const distance = async (of: Trainer) => {
      const { terms } = of.model.pass(of.batchOf(1, VQ), VQ);
      return at(await read(terms.commitment?.value as Tensor), 0);
    };
    const before = await distance(near);
    await tend(centred);
    expect(await distance(centred)).toBeLessThan(0.2 * before);
    for (const each of [near, trainer, centred]) each.dispose();
  });

  it("starts dead codes anew when asked to, and collapses all of them", async () => {
    const { trainer, model } = make({ codebookLearning: "ema", restart: "on", codes: 32 });
    expect(untended(trainer)).toBe(LOOK_EVERY);
    await trainer.take(trainer.experiment, LOOK_EVERY);
    expect(untended(trainer)).toBe(0);
    await collapse(trainer);
    const used = async () => {
      const evaluation = await evaluate(trainer, BLOBS.train, trainer.experiment, async () => true);
      return new Set(evaluation?.codes?.indices).size;
    };
    const codes = await model.codebook.vectors.data();
    for (let i = 3; i < codes.length; i++) expect(Math.abs(at(codes, i) - at(codes, i % 3))).toBeLessThan(0.01);
    expect(await reviveDead(trainer), "before a step nobody is known to be dead").toBe(0);
    await trainer.take(trainer.experiment, 1);
    const before = await used();
    const revived = await reviveDead(trainer);
    expect(revived).toBeGreaterThan(0);
    expect(await used()).toBeGreaterThan(before);
    trainer.dispose();
  });
});
