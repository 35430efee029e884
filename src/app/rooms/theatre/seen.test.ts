import { expect, it } from "vitest";
import { reachOf, seenOf } from "./seen";

const GRID = { width: 4, height: 4, colours: 1 } as const;

it("counts what is seen before a number, and finds what is not", () => {
  const field = new Float32Array(16);
  for (const cell of [0, 1, 2, 4, 5, 8]) field[cell] = 4;
  field[5] = 16;
  const seen = seenOf(field, 9, GRID, 2);
  expect(seen).toMatchObject({ before: 6, earlier: 9, after: 0 });
  expect(seen.heat[5]).toBe(1);
  expect(seen.heat[0]).toBe(0.5);
  expect([...seen.blind]).toEqual([3, 6, 7]);
});

it("calls nothing blind that the layers do not get as far as", () => {
  const field = new Float32Array(16);
  for (const cell of [4, 5, 6, 8]) field[cell] = 1;
  expect([...seenOf(field, 9, GRID, 1).blind]).toEqual([]);
  expect(seenOf(field, 9, GRID, 3).blind).toContain(0);
});

it("finds a look ahead", () => {
  const field = new Float32Array(16);
  field[9] = 1;
  field[10] = 1;
  expect(seenOf(field, 9, GRID, 1)).toMatchObject({ before: 0, after: 2 });
});

it("takes a pixel as seen where any of its colours is", () => {
  const field = new Float32Array(2 * 2 * 3);
  field[1] = 1;
  const seen = seenOf(field, 4, { width: 2, height: 2, colours: 3 }, 1);
  expect(seen.heat[0]).toBe(1);
  expect(seen).toMatchObject({ before: 1, earlier: 4 });
});

it("reaches three cells with the first layer and one more with each other", () => {
  expect([0, 1, 4].map(reachOf)).toEqual([3, 4, 7]);
});
