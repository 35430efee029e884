import fc from "fast-check";
import { describe, expect, it } from "vitest";
import pinned from "./models/fixtures/random.json";
import { key, normals, permutation, Stream, uniform } from "./random";

const COUNT = 100_000;
const STREAM = key(7, Stream.epsilon, 42);
const uniforms = (stream: number) => Array.from({ length: COUNT }, (_, i) => uniform(stream, i));
const average = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const moment = (values: Float32Array, power: number) => average(values.map((value) => value ** power));

/** Pearson's correlation of two samples with mean 0 and variance 1. */
const correlation = (a: Float32Array, b: Float32Array) => average(a.map((value, i) => value * (b[i] as number)));
/** Four standard errors of a correlation of independent samples. */
const UNRELATED = 4 / Math.sqrt(COUNT);

const integers = fc.integer({ min: 0, max: 4294967295 });

describe("pinned to a second implementation (scripts/oracles/chance.py)", () => {
  it("mixes keys", () => {
    expect(STREAM).toBe(pinned.key);
    expect(key(4294967295, Stream.init, 0)).toBe(pinned.keyOfLargeSeed);
  });

  it("draws uniform numbers, and goes round after 2³²", () => {
    expect([0, 1, 2, 3].map((i) => uniform(STREAM, i))).toEqual(pinned.uniform);
    expect(uniform(4294967295, 5)).toBe(pinned.uniformPastTheEnd);
  });

  it("draws normal numbers, also an odd count of them", () => {
    const drawn = normals(STREAM, 5);
    for (const [i, value] of pinned.normals.entries()) expect(drawn[i]).toBeCloseTo(value, 6);
    expect(drawn).toHaveLength(5);
  });

  it("shuffles", () => {
    expect([...permutation(STREAM, 12)]).toEqual(pinned.permutation);
  });
});

describe("uniform numbers", () => {
  it("lie strictly between 0 and 1", () => {
    fc.assert(
      fc.property(integers, integers, (stream, counter) => {
        const value = uniform(stream, counter);
        return value > 0 && value < 1;
      }),
    );
  });

  it("have mean ½ and variance 1⁄12", () => {
    const values = uniforms(STREAM);
    expect(average(values)).toBeCloseTo(0.5, 2);
    expect(average(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3);
  });

  it.each([0, 7, 4294967295])("fill 256 bins evenly by χ², seed %i", (seed) => {
    const bins = new Array<number>(256).fill(0);
    for (const value of uniforms(key(seed)))
      bins[Math.floor(256 * value)] = (bins[Math.floor(256 * value)] as number) + 1;
    const expected = COUNT / 256;
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    const deviation = (chiSquare - 255) / Math.sqrt(2 * 255);
    expect(Math.abs(deviation)).toBeLessThan(4);
  });
});

describe("normal numbers", () => {
  const values = normals(STREAM, COUNT);

  it("have the moments of N(0, 1)", () => {
    expect(moment(values, 1)).toBeCloseTo(0, 1);
    expect(moment(values, 2)).toBeCloseTo(1, 1);
    expect(moment(values, 3)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(0.15);
  });

  it.each([
    { beyond: 1, share: 0.3173 },
    { beyond: 2, share: 0.0455 },
    { beyond: 3, share: 0.0027 },
  ])("lie beyond ±$beyond with probability $share", ({ beyond, share }) => {
    const found = values.filter((value) => Math.abs(value) > beyond).length / COUNT;
    expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt(share / COUNT));
  });

  it("are unrelated to the number before", () => {
    expect(Math.abs(correlation(values.subarray(1), values))).toBeLessThan(UNRELATED);
  });

  it.each([
    ["another seed", key(8, Stream.epsilon, 42)],
    ["another step", key(7, Stream.epsilon, 43)],
    ["another stream", key(7, Stream.probe, 42)],
  ])("are unrelated to those of %s", (_, other) => {
    expect(Math.abs(correlation(values, normals(other, COUNT)))).toBeLessThan(UNRELATED);
  });
});

describe("permutations", () => {
  it("hold every index once", () => {
    fc.assert(
      fc.property(integers, fc.integer({ min: 0, max: 300 }), (stream, count) => {
        expect([...permutation(stream, count)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
  });

  it("put every index at every place equally often", () => {
    const [size, shuffles] = [5, 5_000];
    const counts = new Array<number>(size * size).fill(0);
    for (let s = 0; s < shuffles; s++) {
      permutation(key(s), size).forEach((index, place) => {
        counts[place * size + index] = (counts[place * size + index] as number) + 1;
      });
    }
    const expected = shuffles / size;
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
});
