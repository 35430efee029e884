import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../experiment";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { anatomy } from "./anatomy";
import { Trainer } from "./trainer";

async function weightsOf(trainer: Trainer) {
  const values: Record<string, Float32Array> = {};
  for (const [name, layer] of Object.entries(await trainer.weights())) values[name] = layer.values;
  return values;
}

const rootMeanSquare = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values, (value) => value * value).reduce((a, b) => a + b) / values.length);

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("a step taken apart on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(["ae", "dae", "vae"] as const)("is the step that the %s then takes", async (model) => {
    const experiment: Experiment = { ...SMALL, model, beta: 2 };
    const trainer = new Trainer(BLOBS, experiment);
    await trainer.prepare();
    await trainer.take(experiment, 5);
    const parts = await anatomy(trainer, experiment, 6, 4);
    expect(trainer.step, "nothing is learned by looking").toBe(5);
    const before = await weightsOf(trainer);
    const row = await trainer.take(experiment, 1);
    const after = await weightsOf(trainer);
    expect(row[0]).toBeCloseTo(parts.total, 3);
    for (const [i, { value }] of parts.terms.entries()) expect(row[i + 1]).toBeCloseTo(value, 3);
    expect(parts.terms.reduce((sum, { value, weight }) => sum + weight * value, 0)).toBeCloseTo(parts.total, 3);
    for (const { name, update, gradient } of parts.layers) {
      const moved = (after[name] as Float32Array).map((value, i) => value - (before[name]?.[i] as number));
      expect(update / rootMeanSquare(moved), name).toBeCloseTo(1, 2);
      expect(gradient, name).toBeGreaterThan(0);
    }
    trainer.dispose();
  });

  it("costs less after the update than before", async () => {
    const trainer = new Trainer(BLOBS, { ...SMALL, learningRate: 1e-4 });
    const before = await anatomy(trainer, trainer.experiment, 1, 2);
    await trainer.take(trainer.experiment, 1);
    const after = await anatomy(trainer, trainer.experiment, 1, 2);
    expect(after.total).toBeLessThan(before.total);
    expect(after.x).toEqual(before.x);
    expect(after.eps).toEqual(before.eps);
    trainer.dispose();
  });

  it("z is μ + σ ⊙ ε, number by number", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    const { z, mu, logVar, eps } = await anatomy(trainer, trainer.experiment, 1, 3);
    z.forEach((value, i) => {
      expect(value).toBeCloseTo((mu[i] as number) + Math.exp((logVar?.[i] as number) / 2) * (eps[i] as number), 5);
    });
    trainer.dispose();
  });

  it.each(["encoder", "decoder"] as const)("leaves the %s alone when it is locked", async (lock) => {
    const experiment: Experiment = { ...SMALL, lock };
    const trainer = new Trainer(BLOBS, experiment);
    await trainer.prepare();
    const parts = await anatomy(trainer, experiment, 1, 2);
    const before = await weightsOf(trainer);
    await trainer.take(experiment, 3);
    const after = await weightsOf(trainer);
    for (const { name, part, update } of parts.layers) {
      expect(update > 0, name).toBe(part !== lock);
      if (part === lock) expect(after[name]).toEqual(before[name]);
      else expect(after[name]).not.toEqual(before[name]);
    }
    trainer.dispose();
  });

  it("leaves no tensor behind", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    await anatomy(trainer, SMALL, 1, 2);
    const { numTensors } = memory();
    await anatomy(trainer, SMALL, 1, 2);
    expect(memory().numTensors).toBe(numTensors);
    trainer.dispose();
  });
});
