import { expect, it } from "vitest";
import { gridPoints } from "./grid";

it("lays points in the middle of equal cells, row by row", () => {
  expect([...gridPoints(2, 2)]).toEqual([-1, -1, 1, -1, -1, 1, 1, 1]);
});
