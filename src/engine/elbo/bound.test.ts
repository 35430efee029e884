/** Against closed forms where the decoder is a line, and of one quadrature against another where it is not. */
import { describe, expect, it } from "vitest";
import { climb, elboGradient, startClimb } from "./ascent";
import { DERIVATION, decompose, derive, elboOf, klToStandard } from "./bound";
import { expectation, type Gaussian, integrate, logEvidence, logNormal, TOYS, type ToyId } from "./toy";

const TOY_IDS = Object.keys(TOYS) as ToyId[];
const OBSERVED = [-2.5, 0, 0.7, 3];
const GUESSES: Gaussian[] = [
  { mean: 0, deviation: 1 },
  { mean: 1.2, deviation: 0.05 },
  { mean: -3.5, deviation: 0.4 },
  { mean: 3, deviation: 2 },
];
const CASES = TOY_IDS.flatMap((id) => OBSERVED.flatMap((x) => GUESSES.map((q) => ({ id, x, q }))));

/** x = 1.5 z + 0.6 ε: x ~ N(0, 2.25 + 0.36), z | x ~ N(1.5 x / 2.61, 0.36 / 2.61). */
const linePosterior = (x: number): Gaussian => ({ mean: (1.5 * x) / 2.61, deviation: Math.sqrt(0.36 / 2.61) });
/** KL between Gaussians in closed form. */
const klBetween = (a: Gaussian, b: Gaussian) =>
  Math.log(b.deviation / a.deviation) + (a.deviation ** 2 + (a.mean - b.mean) ** 2) / (2 * b.deviation ** 2) - 0.5;

describe("a toy whose decoder is a line", () => {
  it.each(OBSERVED)("has the evidence and the gap of the closed form: x = %d", (x) => {
    expect(logEvidence(TOYS.line, x)).toBeCloseTo(logNormal(x, { mean: 0, deviation: Math.sqrt(2.61) }), 9);
    for (const q of GUESSES) expect(decompose(TOYS.line, x, q).gap).toBeCloseTo(klBetween(q, linePosterior(x)), 7);
  });

  it("has no gap where q is the posterior", () => {
    for (const x of OBSERVED) expect(Math.abs(decompose(TOYS.line, x, linePosterior(x)).gap)).toBeLessThan(1e-9);
  });
});

describe("any toy", () => {
  it.each(CASES)("$id, x = $x, q = $q: log p(x) = ELBO + KL to 1e-6", ({ id, x, q }) => {
    const { logEvidence: evidence, elbo, gap, reconstruction, kl } = decompose(TOYS[id], x, q);
    // Nats grow with how badly q does: the identity holds relative to the terms it is made of.
    const scale = Math.max(1, Math.abs(elbo));
    expect(Math.abs(elbo + gap - evidence) / scale).toBeLessThan(1e-6);
    expect(gap).toBeGreaterThan(-1e-9);
    expect(elbo).toBe(reconstruction - kl);
    expect(kl).toBeCloseTo(klBetween(q, { mean: 0, deviation: 1 }), 10);
  });

  it.each(CASES)("$id, x = $x, q = $q: every line of the derivation is log p(x)", ({ id, x, q }) => {
    const lines = derive(TOYS[id], x, q);
    const scale = Math.max(1, Math.abs(lines.bound));
    for (const line of DERIVATION.filter((line) => line !== "bound"))
      expect(Math.abs(lines[line] - lines.evidence) / scale, line).toBeLessThan(1e-6);
    expect(Math.abs(lines.bound - elboOf(TOYS[id], x, q)) / scale).toBeLessThan(1e-6);
    expect(lines.bound).toBeLessThan(lines.evidence + 1e-6);
  });

  it("has slopes that are the derivatives of its decoder", () => {
    for (const { decode, slope } of Object.values(TOYS))
      for (const z of [-2, -0.3, 0, 1.7]) expect((decode(z + 1e-6) - decode(z - 1e-6)) / 2e-6).toBeCloseTo(slope(z), 7);
  });
});

describe("expectations", () => {
  it("are those of a Gaussian, by both quadratures", () => {
    for (const q of GUESSES)
      for (const over of [expectation, integrate]) {
        expect(over(q, () => 1)).toBeCloseTo(1, 10);
        expect(over(q, (z) => z)).toBeCloseTo(q.mean, 10);
        expect(over(q, (z) => z * z)).toBeCloseTo(q.mean ** 2 + q.deviation ** 2, 9);
      }
    expect(klToStandard({ mean: 0, deviation: 1 })).toBe(0);
  });
});

describe("gradient ascent on the ELBO", () => {
  it("follows the slope of the ELBO", () => {
    const step = 1e-5;
    for (const { id, x, q } of CASES.filter(({ q }) => q.deviation > 0.1)) {
      const elbo = (mean: number, log: number) => elboOf(TOYS[id], x, { mean, deviation: Math.exp(log) });
      const log = Math.log(q.deviation);
      const slopes = elboGradient(TOYS[id], x, q);
      const scale = 1 + Math.abs(slopes.mean) + Math.abs(slopes.logDeviation);
      const numeric = (elbo(q.mean + step, log) - elbo(q.mean - step, log)) / (2 * step);
      expect(Math.abs(numeric - slopes.mean) / scale).toBeLessThan(1e-5);
      const across = (elbo(q.mean, log + step) - elbo(q.mean, log - step)) / (2 * step);
      expect(Math.abs(across - slopes.logDeviation) / scale).toBeLessThan(1e-5);
    }
  });

  const top = (id: ToyId, x: number, from: Gaussian) => {
    let climber = startClimb(from);
    let steps = 0;
    let last = elboOf(TOYS[id], x, from);
    while (!climber.done && steps++ < 600) {
      climber = climb(TOYS[id], x, climber);
      const now = elboOf(TOYS[id], x, climber.q);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    return { ...climber, steps };
  };

  it.each(OBSERVED)("closes the gap where q can be the posterior: x = %d", (x) => {
    for (const from of GUESSES) {
      const { q, done } = top("line", x, from);
      expect(done).toBe(true);
      expect(q.mean).toBeCloseTo(linePosterior(x).mean, 3);
      expect(q.deviation).toBeCloseTo(linePosterior(x).deviation, 3);
      expect(decompose(TOYS.line, x, q).gap).toBeLessThan(1e-6);
    }
  });

  it("takes one of two peaks, and leaves the gap that is about the other: log 2", () => {
    const { q } = top("fold", 2, { mean: 0.5, deviation: 0.5 });
    expect(q.mean).toBeGreaterThan(1.5);
    const { gap } = decompose(TOYS.fold, 2, q);
    expect(gap).toBeGreaterThan(Math.LN2 - 0.01);
    expect(gap).toBeLessThan(Math.LN2 + 0.1);
  });
});
