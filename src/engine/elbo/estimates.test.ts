/** Estimates by chance against what quadrature says of them, within their standard errors. */
import { describe, expect, it } from "vitest";
import { draws } from "../testing/numbers";
import { estimateEvidence, varianceOfSample, weightsHaveVariance } from "./estimates";
import { exactGradient, gradientDraws } from "./gradients";
import { ksCritical, ksDistance, sampled } from "./statistics";
import { type Gaussian, TOYS } from "./toy";

const rest = { breathe: async () => true };
const x = 1.6;
const q: Gaussian = { mean: 0.9, deviation: 0.45 };

describe("estimates of p(x)", () => {
  // The curve's posterior has the tails of the prior: a narrow q would have weights without a variance.
  it.each([
    ["line", q],
    ["curve", { mean: 0.9, deviation: 0.9 }],
  ] as const)("are unbiased, with the variance of the quadrature: %s", async (id, q) => {
    const toy = TOYS[id];
    const repeats = 4_000;
    for (const samples of [1, 7, 40]) {
      const found = await estimateEvidence(toy, x, q, { samples, repeats, seed: 3 }, rest);
      const { naive, weighted } = found ?? expect.unreachable();
      const truth = varianceOfSample(toy, x, q);
      for (const [values, variance] of [
        [naive, truth.naive / samples],
        [weighted, truth.weighted / samples],
      ] as const) {
        const { mean, variance: measured, standardError } = sampled(values);
        expect(Math.abs(mean - 1)).toBeLessThan(4 * standardError);
        expect(measured / variance).toBeGreaterThan(0.85);
        expect(measured / variance).toBeLessThan(1.18);
      }
    }
  });

  it("are all the truth where q is the posterior", async () => {
    const posterior = { mean: (1.5 * x) / 2.61, deviation: Math.sqrt(0.36 / 2.61) };
    const found = await estimateEvidence(TOYS.line, x, posterior, { samples: 3, repeats: 50, seed: 1 }, rest);
    for (const value of found?.weighted ?? []) expect(value).toBeCloseTo(1, 8);
    expect(found?.weighted).toHaveLength(50);
  });

  it("have a variance only where q is wide enough for the posterior's tails", () => {
    const wide = (id: "line" | "curve" | "fold", deviation: number) =>
      weightsHaveVariance(TOYS[id], { mean: 0, deviation });
    const least = Math.sqrt(0.36 / 2.61 / 2); // half the variance of the line's posterior
    expect([wide("line", 1.01 * least), wide("line", 0.99 * least)]).toEqual([true, false]);
    expect([wide("curve", 0.72), wide("curve", 0.7)]).toEqual([true, false]);
    expect(wide("fold", 0.05)).toBe(true);
  });

  it("are the same whatever the slices, others for another seed, and can be given up", async () => {
    const ask = (seed: number) => estimateEvidence(TOYS.fold, x, q, { samples: 30_001, repeats: 2, seed }, rest);
    const [first, again, other] = [await ask(1), await ask(1), await ask(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const done: number[] = [];
    const giveUp = { breathe: async () => done.length < 2, progress: (share: number) => void done.push(share) };
    expect(await estimateEvidence(TOYS.fold, x, q, { samples: 100_000, repeats: 50, seed: 1 }, giveUp)).toBeUndefined();
    expect(done).toHaveLength(2);
  });
});

describe("gradients of E_q[log p(x | z)]", () => {
  it.each(["line", "curve", "fold"] as const)("are both unbiased, and reparameterised has the less noise: %s", (id) => {
    const { reparameterised, score } = gradientDraws(TOYS[id], x, q, draws(8, 100_000));
    const truth = exactGradient(TOYS[id], x, q);
    const [pathwise, ratio] = [sampled(reparameterised), sampled(score)];
    expect(Math.abs(pathwise.mean - truth)).toBeLessThan(4 * pathwise.standardError);
    expect(Math.abs(ratio.mean - truth)).toBeLessThan(4 * ratio.standardError);
    expect(pathwise.variance).toBeLessThan(ratio.variance);
  });

  it("is the closed form on a line: 1.5 (x − 1.5 μ) / σ²", () => {
    expect(exactGradient(TOYS.line, x, q)).toBeCloseTo((1.5 * (x - 1.5 * q.mean)) / 0.36, 9);
  });
});

describe("what a sample says", () => {
  it("is its mean, unbiased variance and the mean's standard error", () => {
    expect(sampled(Float64Array.of(1, 2, 3, 6))).toEqual({
      mean: 3,
      variance: expect.closeTo(14 / 3, 12),
      standardError: expect.closeTo(Math.sqrt(14 / 12), 12),
    });
    expect(() => sampled(Float64Array.of(1))).toThrow(/1 values have no variance/);
  });

  it("is the largest gap between two distribution functions", () => {
    expect(ksDistance(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6))).toBeCloseTo(0.5, 12);
    expect(ksDistance(Float64Array.of(2, 1), Float64Array.of(1, 2))).toBe(0);
    const [a, b] = [draws(1, 20_000), draws(2, 20_000)];
    expect(ksDistance(a, b)).toBeLessThan(ksCritical(20_000));
    expect(
      ksDistance(
        a,
        b.map((value) => 1.05 * value + 0.05),
      ),
    ).toBeGreaterThan(ksCritical(20_000));
    expect(ksCritical(20_000)).toBeCloseTo(1.6276 * Math.sqrt(1 / 10_000), 5);
  });
});
