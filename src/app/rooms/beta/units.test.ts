import { describe, expect, it } from "vitest";
import { inOrder, switchedOff } from "./units";

describe("units that are switched off", () => {
  it("are those that hardly vary, and those that are no number", () => {
    expect(switchedOff([], [0.5, 0.009, 0.011, Number.NaN])).toEqual([1, 3]);
  });

  it("come back only well above the threshold, so that nothing flickers", () => {
    const before = [1];
    expect(switchedOff(before, [0.5, 0.015])).toBe(before);
    expect(switchedOff(before, [0.5, 0.021])).toEqual([]);
    expect(switchedOff([], [0.5, 0.015])).toEqual([]);
  });
});

describe("the order of the rows", () => {
  it("is by KL, at first", () => {
    expect(inOrder([], [0.1, 3, 1, 1])).toEqual([1, 2, 3, 0]);
  });

  it("stays where two are about the same, and changes where one has clearly more", () => {
    const before = [1, 2, 0];
    expect(inOrder(before, [0.1, 1, 1.2])).toBe(before);
    expect(inOrder(before, [0.1, 1, 1.4])).toEqual([2, 1, 0]);
    expect(inOrder(before, [5, 1, 1])).toEqual([0, 1, 2]);
  });

  it("starts anew with another number of dimensions", () => {
    expect(inOrder([0, 1], [1, 2, 3])).toEqual([2, 1, 0]);
  });
});
