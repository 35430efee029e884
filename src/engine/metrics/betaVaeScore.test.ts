/** Against scikit-learn on the same examples: see scripts/oracles/measures.py. */
import { describe, expect, it } from "vitest";
import { floats } from "../testing/fixtures";
import { draws } from "../testing/numbers";
import { betaVaeScore } from "./betaVaeScore";
import fixture from "./fixtures/measures.json";

const breathe = async () => true;
const sizes = [3, 4, 5];
const values = Array.from({ length: 60 }, (_, i) => [i % 3, Math.floor(i / 3) % 4, Math.floor(i / 12)]).flat();
const factors = { sizes, values };
const few = { pairs: 32, trainExamples: 300, testExamples: 300 };

describe("the β-VAE score", () => {
  // Both sides iterate: one test example may lie so near the border that they differ.
  it.each(fixture.betaVae)("is scikit-learn's with $pairs pairs an example", async ({ pairs, examples, score }) => {
    const codes = { dimensions: fixture.latents.dimensions, values: floats(fixture.latents.mu) };
    const known = { sizes: [3, 4], values: fixture.factors.values };
    const options = { pairs, trainExamples: examples, testExamples: examples };
    const found = (await betaVaeScore(codes, known, 1, { breathe }, options)) as number;
    expect(Math.abs(found - score)).toBeLessThanOrEqual(1 / examples + 1e-12);
  });

  it("is 1 where each dimension is a factor", async () => {
    const codes = { dimensions: 3, values: Float32Array.from(values) };
    expect(await betaVaeScore(codes, factors, 1, { breathe }, few)).toBe(1);
  });

  it("is near chance where codes know nothing of the factors, or are constant", async () => {
    const chance = (await betaVaeScore(
      { dimensions: 3, values: draws(3, 180) },
      factors,
      1,
      { breathe },
      few,
    )) as number;
    const constant = (await betaVaeScore(
      { dimensions: 3, values: new Float32Array(180) },
      factors,
      1,
      { breathe },
      few,
    )) as number;
    expect(chance).toBeLessThan(0.6);
    expect(Math.abs(constant - 1 / 3)).toBeLessThan(0.1);
  });

  it("leaves out factors that do not vary, and refuses where fewer than two do", async () => {
    const codes = { dimensions: 2, values: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
    const still = { sizes: [2, 1, 2], values: [0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1] };
    expect(await betaVaeScore(codes, still, 1, { breathe }, few)).toBe(1);
    const one = { sizes: [2, 1], values: [0, 0, 0, 0, 1, 0, 1, 0] };
    await expect(betaVaeScore(codes, one, 1, { breathe }, few)).rejects.toThrow(/two must vary, not 1/);
    const bad = { dimensions: 2, values: Float32Array.of(0, 0, 0, Number.NaN, 1, 0, 1, 1) };
    await expect(betaVaeScore(bad, still, 1, { breathe }, few)).rejects.toThrow(/NaN/);
  });

  it("is given up when asked to", async () => {
    const codes = { dimensions: 3, values: Float32Array.from(values) };
    expect(await betaVaeScore(codes, factors, 1, { breathe: async () => false }, few)).toBeUndefined();
  });
});
