import { describe, expect, it } from "vitest";
import { shortened } from "./arrows";

describe("arrows", () => {
  it("keep their direction when they are shortened", () => {
    expect([...shortened([1, 1], [4, 5], 2.5)]).toEqual([2.5, 3]);
  });

  it("stay as they are when they are short, or go nowhere", () => {
    expect([...shortened([0, 0, 7, 7], [1, 0, 7, 7], 2)]).toEqual([1, 0, 7, 7]);
  });
});
