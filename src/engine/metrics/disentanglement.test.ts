/** Against scikit-learn: see scripts/oracles/measures.py. */
import { describe, expect, it, vi } from "vitest";
import { floats } from "../testing/fixtures";
import { factorInformation, mutualInformationGap } from "./disentanglement";
import fixture from "./fixtures/measures.json";

const breathe = async () => true;
const codes = { dimensions: fixture.latents.dimensions, values: floats(fixture.latents.mu) };
const factors = { sizes: [3, 4], values: fixture.factors.values };

describe("information between factors and dimensions", () => {
  it("is scikit-learn's, and so is the gap", async () => {
    const found = await factorInformation(codes, factors, { breathe }, fixture.factors.bins);
    const { matrix } = found ?? expect.unreachable();
    fixture.factors.information.forEach((expected, i) => {
      expect(matrix[i]).toBeCloseTo(expected, 9);
    });
    expect(mutualInformationGap(found ?? expect.unreachable())).toBeCloseTo(fixture.factors.gap, 9);
  });

  const pairs = { sizes: [2, 2], values: [0, 0, 0, 1, 1, 0, 1, 1] };

  it("is all of a factor where a dimension is that factor: the gap is 1", async () => {
    const same = { dimensions: 2, values: Float32Array.from(pairs.values) };
    const found = (await factorInformation(same, pairs, { breathe })) ?? expect.unreachable();
    expect(Array.from(found.matrix)).toEqual([Math.log(2), 0, 0, Math.log(2)]);
    expect(mutualInformationGap(found)).toBeCloseTo(1, 12);
  });

  it("is none with constant dimensions; factors that do not vary do not count", async () => {
    const flat = { dimensions: 1, values: new Float32Array(4).fill(2) };
    const none = (await factorInformation(flat, pairs, { breathe })) ?? expect.unreachable();
    expect(mutualInformationGap(none)).toBe(0);
    const half = { sizes: [2, 9], values: [0, 5, 0, 5, 1, 5, 1, 5] };
    const line = { dimensions: 1, values: Float32Array.of(0, 0, 1, 1) };
    const found = (await factorInformation(line, half, { breathe })) ?? expect.unreachable();
    expect(mutualInformationGap(found)).toBeCloseTo(1, 12); // a single dimension has no second
    const still = await factorInformation(line, { sizes: [1], values: [0, 0, 0, 0] }, { breathe });
    expect(() => mutualInformationGap(still ?? expect.unreachable())).toThrow(/No factor varies/);
  });

  it("refuses factors that do not fit, no rows and what is no number", async () => {
    const line = { dimensions: 1, values: Float32Array.of(0, 1) };
    await expect(factorInformation(line, pairs, { breathe })).rejects.toThrow(
      /8 factor values are not 2 for each of 2/,
    );
    await expect(factorInformation(line, { sizes: [1], values: [0, 1] }, { breathe })).rejects.toThrow(/Label 1 is 1/);
    await expect(factorInformation(line, { sizes: [2], values: [0, 1] }, { breathe }, 0)).rejects.toThrow(/one bin/);
    const nothing = { dimensions: 1, values: new Float32Array(0) };
    await expect(factorInformation(nothing, { sizes: [2], values: [] }, { breathe })).rejects.toThrow(/No rows/);
    const bad = { dimensions: 1, values: Float32Array.of(0, Number.NaN) };
    await expect(factorInformation(bad, { sizes: [2], values: [0, 1] }, { breathe })).rejects.toThrow(/NaN/);
  });

  it("is given up when asked to, and says how far it is", async () => {
    expect(await factorInformation(codes, factors, { breathe: async () => false })).toBeUndefined();
    const progress = vi.fn();
    await factorInformation(codes, factors, { breathe, progress });
    expect(progress).toHaveBeenLastCalledWith(1);
  });
});
