import { describe, expect, it } from "vitest";
import { contingency } from "../../../engine/metrics/contingency";
import { membersOf, worstPairs } from "./confusions";

const truths = [0, 0, 0, 1, 1, 2, 2, 2];
const predictions = [0, 1, 1, 1, 0, 2, 1, 1];

describe("a confusion matrix", () => {
  it("names the pairs that are confused most, by count and then by share, and no class with itself", () => {
    const table = contingency(truths, predictions, 3, 3);
    expect(worstPairs(table, 2)).toEqual([
      { truth: 0, predicted: 1, count: 2, share: 2 / 3 },
      { truth: 2, predicted: 1, count: 2, share: 2 / 3 },
    ]);
    expect(worstPairs(table, 9)).toHaveLength(3);
    expect(worstPairs(contingency([0, 1], [0, 1], 2, 2), 9)).toEqual([]);
  });

  it("knows who is in a cell", () => {
    const samples = Uint32Array.of(10, 11, 12, 13, 14, 15, 16, 17);
    expect(membersOf({ truth: 2, predicted: 1 }, truths, predictions, samples)).toEqual([16, 17]);
    expect(membersOf({ truth: 1, predicted: 2 }, truths, predictions, samples)).toEqual([]);
  });
});
