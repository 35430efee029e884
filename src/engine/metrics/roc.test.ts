/** Against scikit-learn: see scripts/oracles/classes.py. */
import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/fixtures";
import fixture from "./fixtures/classes.json";
import { roc } from "./roc";

describe("the ROC curve", () => {
  it.each(fixture.rocs)("is scikit-learn's, with and without ties", ({ scores, positive, ...expected }) => {
    const curve = roc(scores, positive);
    expect(Array.from(curve.thresholds)).toEqual([Number.POSITIVE_INFINITY, ...expected.thresholds]);
    expect(relativeError(curve.falsePositiveRate, expected.falsePositiveRate)).toBeLessThan(1e-12);
    expect(relativeError(curve.truePositiveRate, expected.truePositiveRate)).toBeLessThan(1e-12);
    expect(curve.area).toBeCloseTo(expected.area, 12);
    expect(curve.best).toBe(expected.best);
  });

  it("has area 1 where scores part the rows, 0 where they do so the wrong way round, ½ where they are equal", () => {
    expect(roc([1, 2, 3, 4], [0, 0, 1, 1])).toMatchObject({ area: 1, best: 2 });
    expect(roc([4, 3, 2, 1], [0, 0, 1, 1])).toMatchObject({ area: 0, best: 0 });
    const equal = roc([5, 5, 5], [false, true, true]);
    expect(equal.area).toBe(0.5);
    expect(Array.from(equal.thresholds)).toEqual([Number.POSITIVE_INFINITY, 5]);
  });

  it("refuses one kind of rows only, scores that are no numbers, and lists of two lengths", () => {
    expect(() => roc([1, 2], [1, 1])).toThrow(
      new RangeError("A ROC curve needs both kinds of rows: 2 are positive and 0 negative."),
    );
    expect(() => roc([], [])).toThrow(RangeError);
    expect(() => roc([1, Number.NaN], [0, 1])).toThrow(/Score 1 is NaN/);
    expect(() => roc([1], [0, 1])).toThrow(/1 scores for 2 rows/);
  });
});
