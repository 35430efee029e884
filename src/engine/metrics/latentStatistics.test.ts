import { beforeAll, describe, expect, it } from "vitest";
import { createModel } from "../models/registry";
import { startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { evaluate, type Latents } from "../training/evaluate";
import { klPerDimension, spreadPerDimension } from "./latentStatistics";

describe("the latents of an evaluation", () => {
  beforeAll(() => startBackend("cpu"));

  it("have KLs per dimension that add up to the loss's KL term", async () => {
    const model = createModel("vae", { ...SMALL, latent: 3, pixels: 64 });
    const evaluation = await evaluate(model, BLOBS.heldOut, 3, { ...SMALL, beta: 4 }, async () => true);
    const { losses, latents } = evaluation ?? expect.unreachable();
    const perDimension = klPerDimension(latents as Required<Latents>);
    expect(perDimension).toHaveLength(3);
    expect(perDimension.reduce((a, b) => a + b)).toBeCloseTo(losses[2] as number, 5);
    model.parameters.dispose();
  });
});

it("KL per dimension is ½ (μ² + σ² − log σ² − 1), averaged over images", () => {
  const latents = { dimensions: 2, mu: Float32Array.of(1, 0, 3, 0), logVar: Float32Array.of(0, 0, 0, 1) };
  const [first, second] = klPerDimension(latents);
  expect(first).toBeCloseTo((0.5 + 4.5) / 2, 12);
  expect(second).toBeCloseTo((0.5 * (Math.E - 1 - 1)) / 2, 12);
});

it("spread per dimension is the standard deviation of μ over images", () => {
  const [first, second] = spreadPerDimension({ dimensions: 2, mu: Float32Array.of(1, 5, 3, 5, 5, 5) });
  expect(first).toBeCloseTo(Math.sqrt(8 / 3), 12);
  expect(second).toBe(0);
});
