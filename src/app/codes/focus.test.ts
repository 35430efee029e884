import { expect, test } from "vitest";
import { focusOf } from "./focus";

const CODES = Uint16Array.of(5, 5, 9, 5, 23, 9);

test("a cell stands for its code, and for all cells that have it", () => {
  expect(focusOf({ cell: 2 }, CODES, 3)).toEqual({ cell: 2, code: 9, cells: [2, 5] });
});

test("a code stands for its cells, and may have none", () => {
  expect(focusOf({ code: 5 }, CODES, 3)).toEqual({ cell: undefined, code: 5, cells: [0, 1, 3] });
  expect(focusOf({ code: 7 }, CODES, 3).cells).toEqual([]);
});

test("with nothing looked at it is the middle; a cell of a larger grid is the last one", () => {
  expect(focusOf(undefined, CODES, 3).cell).toBe(4);
  expect(focusOf({ cell: 99 }, CODES, 3)).toEqual({ cell: 5, code: 9, cells: [2, 5] });
});

test("before there are codes there is nothing to look at", () => {
  expect(focusOf({ cell: 2 }, undefined, 3).code).toBeUndefined();
});
