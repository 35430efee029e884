import { describe, expect, it } from "vitest";
import { someOf } from "./someOf";

describe("some of many", () => {
  it("are all where there are few", () => {
    expect([...someOf(3, 5)]).toEqual([0, 1, 2]);
    expect([...someOf(0, 5)]).toEqual([]);
  });

  it("are different ones, ascending, the same each time, from everywhere", () => {
    const some = someOf(10_000, 1000);
    expect(new Set(some).size).toBe(1000);
    expect([...some]).toEqual([...some].sort((a, b) => a - b));
    expect(someOf(10_000, 1000)).toEqual(some);
    const ofTenCycling = new Array(10).fill(0);
    for (const index of some) ofTenCycling[index % 10]++;
    expect(Math.min(...ofTenCycling)).toBeGreaterThan(60);
    expect(some.filter((index) => index < 5000).length).toBeGreaterThan(440);
  });
});
