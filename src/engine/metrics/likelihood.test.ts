/** Against NumPy and SciPy (see scripts/oracles/measures.py), and against a model whose log p(x) is known. */
import { describe, expect, it } from "vitest";
import { floats, relativeError } from "../testing/fixtures";
import { draws } from "../testing/numbers";
import fixture from "./fixtures/measures.json";
import { gaussHermite, logMarginal, logMeanWeights, priorGrid } from "./likelihood";

const logNormal = (x: number, mean: number, variance: number) =>
  -0.5 * ((x - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));
/** z ~ N(0, 1), x | z ~ N(2z, 0.5): x ~ N(0, 4.5), and z | x ~ N(4x/9, 1/9). */
const likelihood = (x: number) => (z: number) => logNormal(x, 2 * z, 0.5);
const truth = (x: number) => logNormal(x, 0, 4.5);

describe("quadrature", () => {
  it("has NumPy's Gauss–Hermite nodes and weights", () => {
    const { nodes, logWeights } = gaussHermite(16);
    expect(relativeError(nodes, fixture.hermite.nodes)).toBeLessThan(1e-9);
    expect(relativeError(logWeights.map(Math.exp), fixture.hermite.weights)).toBeLessThan(1e-9);
  });

  it.each([
    ["Gauss–Hermite", gaussHermite(128)],
    ["a grid", priorGrid(8, 401)],
  ])("finds log p(x) by %s", (_, quadrature) => {
    for (const x of [0, 1, -3, 6])
      expect(logMarginal(quadrature, quadrature.nodes.map(likelihood(x)))).toBeCloseTo(truth(x), 6);
  });

  it("adds up to 1, takes likelihoods too small for exp, and says −∞ where x is impossible", () => {
    for (const quadrature of [gaussHermite(1), gaussHermite(128), priorGrid(8, 101)]) {
      const { nodes } = quadrature;
      expect(
        logMarginal(
          quadrature,
          nodes.map(() => 0),
        ),
      ).toBeCloseTo(0, 12);
      expect(
        logMarginal(
          quadrature,
          nodes.map(() => -5000),
        ),
      ).toBeCloseTo(-5000, 8);
      expect(
        logMarginal(
          quadrature,
          nodes.map(() => Number.NEGATIVE_INFINITY),
        ),
      ).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  it("refuses nodes that are none, another number of likelihoods, and NaN", () => {
    expect(() => gaussHermite(0)).toThrow(/1 to 128 nodes, not 0/);
    expect(() => priorGrid(8, 1)).toThrow(/two nodes, not 1/);
    expect(() => priorGrid(0, 9)).toThrow(/limit must be positive/);
    expect(() => logMarginal(gaussHermite(3), [0, 0])).toThrow(/2 log likelihoods for 3 nodes/);
    expect(() => logMarginal(gaussHermite(2), [0, Number.NaN])).toThrow(
      new RangeError("Log weight 1 is NaN: it must be a finite number or −∞."),
    );
  });
});

describe("the importance-weighted bound", () => {
  it("is SciPy's log-sum-exp over the samples of an image", () => {
    const { samples, logWeights, logMeans } = fixture.importance;
    expect(relativeError(logMeanWeights(floats(logWeights), samples), logMeans)).toBeLessThan(1e-9);
  });

  const x = 3;
  const noise = draws(4, 64_000);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b) / values.length;
  const weights = (m: number, s: number) =>
    Float64Array.from(noise, (e) => {
      const z = m + s * e;
      return likelihood(x)(z) + logNormal(z, 0, 1) - logNormal(z, m, s * s);
    });

  it("is log p(x) for the true posterior, whatever the number of samples", () => {
    for (const k of [1, 10]) expect(mean(logMeanWeights(weights((4 * x) / 9, 1 / 3), k))).toBeCloseTo(truth(x), 6);
  });

  it("rises with the number of samples towards log p(x) for any other q, from ELBO = log p(x) − KL", () => {
    const bounds = [1, 4, 64].map((k) => mean(logMeanWeights(weights(1, 0.5), k)));
    const [elbo, four, many] = bounds as [number, number, number];
    const kl = Math.log(1 / 3 / 0.5) + (0.25 + (1 - 4 / 3) ** 2) / (2 / 9) - 0.5;
    expect(Math.abs(elbo - (truth(x) - kl))).toBeLessThan(0.02);
    expect(four).toBeGreaterThan(elbo + 0.1);
    expect(many).toBeGreaterThan(four);
    expect(many).toBeLessThan(truth(x));
    expect(truth(x) - many).toBeLessThan(0.02);
  });

  it("is closer than the naive estimate from as many samples of the prior", () => {
    const naive = mean(logMeanWeights(Float64Array.from(noise, likelihood(x)), 16));
    expect(mean(logMeanWeights(weights(1, 0.5), 16))).toBeGreaterThan(naive);
    expect(naive).toBeLessThan(truth(x));
  });

  it("is −∞ where no sample explains the image, and refuses NaN, +∞ and parts of images", () => {
    const never = new Float64Array(2).fill(Number.NEGATIVE_INFINITY);
    expect(logMeanWeights(never, 2)).toEqual(Float64Array.of(Number.NEGATIVE_INFINITY));
    expect(() => logMeanWeights(Float32Array.of(0, Number.NaN), 2)).toThrow(/Log weight 1 is NaN/);
    expect(() => logMeanWeights(Float32Array.of(Number.POSITIVE_INFINITY), 1)).toThrow(RangeError);
    expect(() => logMeanWeights(new Float32Array(5), 2)).toThrow(/5 log weights are not 2 for each image/);
    expect(() => logMeanWeights(new Float32Array(4), 0)).toThrow(RangeError);
  });
});
