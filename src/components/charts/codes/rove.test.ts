import { expect, test } from "vitest";
import { roved } from "./rove";

// 0 1 2 3
// 4 5 6 7
// 8 9
const GRID = { count: 10, columns: 4 };

test.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 3, 3],
  ["ArrowRight", 9, 9],
  ["ArrowLeft", 4, 4],
  ["ArrowLeft", 6, 5],
  ["ArrowDown", 1, 5],
  ["ArrowDown", 5, 9],
  ["ArrowDown", 6, 6],
  ["ArrowUp", 2, 2],
  ["ArrowUp", 9, 5],
  ["Home", 6, 4],
  ["End", 5, 7],
  ["End", 8, 9],
] as const)("%s from %i goes to %i", (key, from, to) => {
  expect(roved(key, from, GRID)).toBe(to);
});

test("with Ctrl, Home and End leave the row", () => {
  expect(roved("Home", 9, GRID, true)).toBe(0);
  expect(roved("End", 0, GRID, true)).toBe(9);
});

test("other keys do not move", () => {
  expect(roved("a", 3, GRID)).toBeUndefined();
});
