import { beforeAll, describe, expect, it } from "vitest";
import { createModel } from "../models/registry";
import { startBackend } from "../testing/backend";
import { BLOBS, floats, relativeError, SMALL } from "../testing/fixtures";
import { evaluate, type Latents } from "../training/evaluate";
import fixture from "./fixtures/measures.json";
import {
  activeUnits,
  activityPerDimension,
  aggregatePosterior,
  klPerDimension,
  spreadPerDimension,
} from "./latentStatistics";

describe("the latents of an evaluation", () => {
  beforeAll(() => startBackend("cpu"));

  it("have KLs per dimension that add up to the loss's KL term", async () => {
    const experiment = { ...SMALL, latent: 3, beta: 4 };
    const model = createModel("vae", { ...experiment, pixels: 64, image: BLOBS.train });
    const evaluation = await evaluate({ model, experiment, step: 0 }, BLOBS.heldOut, experiment, async () => true);
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

/** Against NumPy: see scripts/oracles/measures.py. */
describe("latents of known moments", () => {
  const { dimensions, ...expected } = fixture.latents;
  const latents = { dimensions, mu: floats(expected.mu), logVar: floats(expected.logVar) };
  const breathe = async () => true;

  it("have NumPy's activity, and three active units: one is noise below 0.01, one constant", () => {
    expect(relativeError(activityPerDimension(latents), expected.activity)).toBeLessThan(1e-6);
    expect(activeUnits(latents)).toBe(3);
  });

  it("have NumPy's aggregate posterior; without σ, the moments of the points", async () => {
    const found = (await aggregatePosterior(latents, { breathe })) ?? expect.unreachable();
    expect(relativeError(found.mean, expected.mean)).toBeLessThan(1e-6);
    expected.covariance.forEach((value, i) => {
      expect(found.covariance[i]).toBeCloseTo(value, 9);
    });
    const points = await aggregatePosterior({ dimensions: 1, mu: Float32Array.of(1, 3) }, { breathe });
    expect(points).toMatchObject({ mean: Float64Array.of(2), covariance: Float64Array.of(1) });
    expect(await aggregatePosterior(latents, { breathe: async () => false })).toBeUndefined();
  });

  it("are refused where there are none, or one is no number", async () => {
    expect(() => activeUnits({ dimensions: 2, mu: new Float32Array(0) })).toThrow(/No images/);
    expect(() => activeUnits({ dimensions: 1, mu: Float32Array.of(Number.NaN) })).toThrow(/NaN/);
    const bad = { ...latents, logVar: latents.logVar.map((value, i) => (i === 3 ? Number.NaN : value)) };
    await expect(aggregatePosterior(bad, { breathe })).rejects.toThrow(/Feature 3 of row 0 is NaN/);
  });
});
