/** Against scikit-learn: see scripts/oracles/classes.py. */
import { describe, expect, it } from "vitest";
import { adjustedRandIndex, normalisedMutualInformation } from "./clusterAgreement";
import { contingency } from "./contingency";
import fixture from "./fixtures/classes.json";

describe("agreement of two partitions", () => {
  it.each(fixture.agreements)("is scikit-learn's", ({ a, b, ...expected }) => {
    const table = contingency(a, b, fixture.classes, fixture.classes);
    expect(adjustedRandIndex(table)).toBeCloseTo(expected.adjustedRandIndex, 9);
    expect(normalisedMutualInformation(table)).toBeCloseTo(expected.normalisedMutualInformation, 9);
  });

  it("is 1 for the same partition under other names, and with classes nobody has", () => {
    const table = contingency([0, 0, 1, 1, 2], [4, 4, 0, 0, 1], 3, 5);
    expect(adjustedRandIndex(table)).toBeCloseTo(1, 12);
    expect(normalisedMutualInformation(table)).toBeCloseTo(1, 12);
  });

  it("is 1 where both have one class, or both as many as rows", () => {
    for (const labels of [
      [0, 0, 0],
      [0, 1, 2],
    ]) {
      const table = contingency(labels, labels, 3, 3);
      expect(adjustedRandIndex(table)).toBe(1);
      expect(normalisedMutualInformation(table)).toBeCloseTo(1, 12);
    }
  });

  it("refuses labels that are none, lists of two lengths, and too few rows for a pair", () => {
    expect(() => contingency([0, Number.NaN], [0, 1], 2, 2)).toThrow(
      new RangeError("Label 1 is NaN: labels are integers from 0 to 1."),
    );
    expect(() => contingency([0, 2], [0, 1], 2, 2)).toThrow(/Label 1 is 2/);
    expect(() => contingency([0, 1, 1], [0, 1], 2, 2)).toThrow(/2 labels for 3 rows/);
    expect(() => adjustedRandIndex(contingency([0], [0], 1, 1))).toThrow(/two rows, not 1/);
  });
});
