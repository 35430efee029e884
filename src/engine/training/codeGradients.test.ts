import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../experiment";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { codeGradients } from "./codeGradients";
import { Trainer } from "./trainer";

const VQ: Experiment = { ...SMALL, model: "vqVae", latent: 3, codes: 8 };

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("gradients past the codes on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(["mlp", "conv"] as const)("are the same on both sides with %s, and stop where sg stands", async (network) => {
    const experiment: Experiment = { ...VQ, network };
    const trainer = new Trainer(BLOBS, experiment);
    await trainer.prepare();
    await trainer.take(experiment, 3);
    const { numTensors } = memory();
    const { atZq, atZe, largestDifference, terms, encoderNorm, codebookNorm } = await codeGradients(
      trainer,
      experiment,
      4,
    );
    expect(memory().numTensors, "nothing is left behind").toBe(numTensors);
    expect(trainer.step, "nothing is learned by looking").toBe(3);
    expect(Math.max(...atZq.map(Math.abs))).toBeGreaterThan(0);
    expect(atZe).toEqual(atZq);
    expect(largestDifference).toBe(0);
    expect(encoderNorm).toBeGreaterThan(0);
    expect(codebookNorm).toBeGreaterThan(0);
    const reach = Object.fromEntries(
      terms.map(({ name, ...parts }) => [
        name,
        Object.entries(parts).flatMap(([part, size]) => (size > 0 ? part : [])),
      ]),
    );
    expect(reach).toEqual({
      reconstruction: ["encoder", "decoder"],
      codebook: ["codebook"],
      commitment: ["encoder"],
      kl: [],
    });
    trainer.dispose();
  });

  it("are refused of a model without codes", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    await expect(codeGradients(trainer, SMALL, 1)).rejects.toThrow(TypeError);
    trainer.dispose();
  });
});
