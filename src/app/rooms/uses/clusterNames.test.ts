import { describe, expect, it } from "vitest";
import { contingency } from "../../../engine/metrics/contingency";
import { coloursOf, letters } from "./clusterNames";

describe("clusters beside classes", () => {
  it("take the colour of the class they have most of, the clearest case first", () => {
    // cluster 0: 3 of class 1; cluster 1: 2 of class 1, 1 of class 0; cluster 2: 1 of class 2
    const table = contingency([0, 0, 0, 1, 1, 1, 2], [1, 1, 1, 1, 1, 0, 2], 3, 3);
    expect([...coloursOf(table)]).toEqual([1, 0, 2]);
  });

  it("take further colours where there are more of them than classes", () => {
    const table = contingency([0, 1, 2, 2], [0, 0, 0, 0], 3, 1);
    expect([...coloursOf(table)]).toEqual([1, 2, 0]);
  });

  it("are called by letters", () => {
    expect([0, 1, 25, 26, 27, 52].map(letters)).toEqual(["A", "B", "Z", "AA", "AB", "BA"]);
  });
});
