import { expect, it } from "vitest";
import { samplesIn } from "./sizes";

const grid = (side: number, colours: 1 | 3 = 1) => ({ height: side, width: side, colours, levels: 2 });

it("draws as many as the place takes where a sample is small, and few where it is large", () => {
  expect(samplesIn(grid(7), 0)).toEqual({ rows: 6, columns: 6 });
  expect(samplesIn(grid(28), 0)).toEqual({ rows: 6, columns: 6 });
  expect(samplesIn(grid(32, 3), 0)).toEqual({ rows: 3, columns: 3 });
  expect(samplesIn(grid(128, 3), 0)).toEqual({ rows: 2, columns: 2 });
});

it("gives each class a row, up to ten", () => {
  expect(samplesIn(grid(28), 10)).toEqual({ rows: 10, columns: 4 });
  expect(samplesIn(grid(7), 3)).toEqual({ rows: 3, columns: 6 });
  expect(samplesIn(grid(64, 3), 1000)).toEqual({ rows: 10, columns: 1 });
});
