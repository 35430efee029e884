import { describe, expect, it } from "vitest";
import { codeUsage } from "./codeUsage";

const of = (choices: number, indices: number[], width = 2) =>
  codeUsage({ height: 1, width, choices, indices: Uint16Array.from(indices) });

describe("the usage of a codebook", () => {
  it("is even where every code is chosen as often", () => {
    const usage = of(4, [0, 1, 2, 3, 3, 2, 1, 0]);
    expect([...usage.counts]).toEqual([2, 2, 2, 2]);
    expect(usage.used).toBe(4);
    expect(usage.perplexity).toBeCloseTo(4, 12);
    expect(usage.bits).toBe(4);
    expect(usage.entropyBits).toBeCloseTo(4, 12);
  });

  it("has a perplexity of 1, and costs nothing, where one code is all that is chosen", () => {
    const { used, perplexity, bits, entropyBits } = of(512, [7, 7, 7, 7]);
    expect([used, perplexity, bits]).toEqual([1, 1, 18]);
    expect(entropyBits).toBeCloseTo(0, 12);
  });

  it("has the perplexity of what is chosen how often", () => {
    expect(of(8, [1, 1, 1, 5]).perplexity).toBeCloseTo(Math.exp(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))), 12);
  });
});
