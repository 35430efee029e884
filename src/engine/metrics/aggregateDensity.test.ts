import { describe, expect, it } from "vitest";
import { draws } from "../testing/numbers";
import { jointDensity, marginalDensity, marginalMisfit, momentMisfit, placesOf, widened } from "./aggregateDensity";

const PLACES = { reach: 6, count: 241 };
const spacing = 0.05;
const pace = { breathe: async () => true };
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const log = (sigma: number) => 2 * Math.log(sigma);

/** Two images in two dimensions: N((0, 0), (1, 0.5²)) and N((2, −1), (0.2², 1)). */
const TWO = {
  dimensions: 2,
  mu: Float32Array.of(0, 0, 2, -1),
  logVar: Float32Array.of(0, log(0.5), log(0.2), 0),
};

describe("the aggregate posterior as a density", () => {
  it("is the mean of the images' Gaussians, in one dimension", () => {
    const density = marginalDensity(TWO, 0, PLACES);
    const places = placesOf(PLACES);
    const normal = (z: number, mu: number, s: number) =>
      Math.exp(-0.5 * ((z - mu) / s) ** 2) / (s * Math.sqrt(2 * Math.PI));
    expect(sum(density) * spacing).toBeCloseTo(1, 5);
    for (const i of [100, 120, 160, 164])
      expect(density[i]).toBeCloseTo((normal(places[i] as number, 0, 1) + normal(places[i] as number, 2, 0.2)) / 2, 5);
  });

  it("has the marginals of its two dimensions", async () => {
    const density = (await jointDensity(TWO, [0, 1], PLACES, 100, pace)) ?? expect.unreachable();
    const marginal = marginalDensity(TWO, 1, PLACES);
    for (const row of [100, 120, 130])
      expect(sum(density.slice(row * 241, (row + 1) * 241)) * spacing).toBeCloseTo(marginal[row] as number, 4);
    const turned = (await jointDensity(TWO, [1, 0], PLACES, 100, pace)) ?? expect.unreachable();
    expect(turned[100 * 241 + 130]).toBeCloseTo(density[130 * 241 + 100] as number, 12);
  });

  it("is made from no more images than asked for, and can be given up", async () => {
    const few = (await jointDensity(TWO, [0, 1], PLACES, 1, pace)) ?? expect.unreachable();
    expect(few[120 * 241 + 120]).toBeCloseTo(1 / (2 * Math.PI * 0.5), 4);
    expect(few[100 * 241 + 160], "nothing of the second").toBeLessThan(0.03);
    expect(await jointDensity(TWO, [0, 1], PLACES, 1, { breathe: async () => false })).toBeUndefined();
  });

  it("is looked at as far out as it reaches, and no farther than asked where it reaches less", async () => {
    const far = { dimensions: 2, mu: Float32Array.of(0, 9, -8, 0), logVar: new Float32Array(4) };
    const places = widened({ reach: 4.5, count: 91 }, far, [0]);
    expect(places).toEqual({ reach: 12, count: 182 });
    const apart = (2 * places.reach) / (places.count - 1);
    expect(sum(marginalDensity(far, 0, places)) * apart, "nothing is cut off").toBeCloseTo(1, 3);
    expect(widened(PLACES, TWO, [0, 1])).toEqual(PLACES);
  });

  it("misses nothing of posteriors narrower than the spacing", () => {
    const narrow = { dimensions: 1, mu: Float32Array.of(0.013, 1.031), logVar: Float32Array.of(-20, -20) };
    expect(sum(marginalDensity(narrow, 0, PLACES)) * spacing).toBeCloseTo(1, 2);
  });

  it("fits N(0, 1) where every image's posterior is the prior, and tells how far off it is elsewhere", () => {
    const prior = { dimensions: 1, mu: new Float32Array(3), logVar: new Float32Array(3) };
    expect(marginalMisfit(marginalDensity(prior, 0, PLACES), PLACES)).toBeCloseTo(0, 4);
    const shifted = { dimensions: 1, mu: Float32Array.of(1, 1), logVar: Float32Array.of(log(0.5), log(0.5)) };
    expect(marginalMisfit(marginalDensity(shifted, 0, PLACES), PLACES)).toBeCloseTo(
      0.5 * (1 + 0.25 - 1) + Math.log(2),
      4,
    );
  });
});

describe("the misfit of the moments", () => {
  it("is Gaussian KL to the prior", () => {
    const moments = { count: 9, mean: Float64Array.of(1, 0), covariance: Float64Array.of(2, 0.5, 0.5, 1) };
    expect(momentMisfit(moments)).toBeCloseTo(0.5 * (3 + 1 - 2 - Math.log(2 - 0.25)), 10);
    expect(momentMisfit({ count: 9, mean: new Float64Array(1), covariance: Float64Array.of(1) })).toBeCloseTo(0, 12);
    expect(momentMisfit({ count: 9, mean: new Float64Array(1), covariance: Float64Array.of(0) })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("is never more than that of the density", () => {
    const mu = draws(3, 2000).map((value) => Math.sign(value));
    const latents = { dimensions: 1, mu, logVar: new Float32Array(2000).fill(log(0.3)) };
    const density = marginalMisfit(marginalDensity(latents, 0, PLACES), PLACES);
    const mean = mu.reduce((a, b) => a + b) / 2000;
    const covariance = Float64Array.of(1 - mean * mean + 0.09);
    expect(momentMisfit({ count: 2000, mean: Float64Array.of(mean), covariance })).toBeLessThan(density);
  });
});
