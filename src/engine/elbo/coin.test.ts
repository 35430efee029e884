import { describe, expect, it } from "vitest";
import { coinLogLikelihood, mostLikely, tossCoin } from "./coin";

describe("the likelihood of a coin", () => {
  it("is the product of what each toss had as its chance", () => {
    expect(coinLogLikelihood({ heads: 3, tails: 2 }, 0.25)).toBeCloseTo(Math.log(0.25 ** 3 * 0.75 ** 2), 12);
    expect(Math.exp(coinLogLikelihood({ heads: 0, tails: 0 }, 0.3))).toBe(1);
  });

  it("rules out a p that a toss contradicts, and no other", () => {
    expect(coinLogLikelihood({ heads: 1, tails: 0 }, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(coinLogLikelihood({ heads: 0, tails: 1 }, 1)).toBe(Number.NEGATIVE_INFINITY);
    expect(coinLogLikelihood({ heads: 0, tails: 4 }, 0)).toBe(0);
    expect(coinLogLikelihood({ heads: 4, tails: 0 }, 1)).toBe(0);
  });

  it.each([
    [1, 0],
    [0, 1],
    [7, 3],
    [1, 999],
    [123_456, 654_321],
  ])("has its peak at heads ÷ tosses: %i heads, %i tails", (heads, tails) => {
    expect(mostLikely({ heads, tails })).toBeCloseTo(heads / (heads + tails), 10);
  });

  it("has none before the first toss", () => {
    expect(mostLikely({ heads: 0, tails: 0 })).toBeUndefined();
  });
});

describe("tosses", () => {
  it("are heads as often as p says, within four standard errors", () => {
    const heads = tossCoin(0.3, 5, 0, 10_000).filter(Boolean).length;
    expect(Math.abs(heads / 10_000 - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 10_000));
  });

  it("go on where they stopped, and are the same for the same coin", () => {
    const all = tossCoin(0.6, 9, 0, 30);
    expect([...tossCoin(0.6, 9, 0, 10), ...tossCoin(0.6, 9, 10, 20)]).toEqual(all);
    expect(tossCoin(0.6, 10, 0, 30)).not.toEqual(all);
  });
});
