import { expect, it } from "vitest";
import { openings } from "../../../engine/kernels/maskFilter";
import { maskOf, reached, seesColour, toggled } from "./masks";

it("opens what the engine's masks open", () => {
  for (const kind of ["A", "B"] as const) {
    for (const side of [3, 7]) {
      const { places, later } = openings([side, side], { kind, colours: 1 });
      const mask = maskOf(kind, side);
      expect(mask.indexOf(false)).toBe(later === 0 ? places + 1 : places);
      expect(mask.lastIndexOf(true)).toBe(later === 0 ? places : places - 1);
    }
    const { later } = openings([3, 3], { kind, colours: 3 });
    for (const output of [0, 1, 2])
      for (const input of [0, 1, 2]) expect(seesColour(kind, output, input)).toBe(input + later <= output);
  }
});

it("never looks ahead with A and then B, and leaves a blind spot to the right", () => {
  const { radius, seen, ahead, before, earlier } = reached(maskOf("A", 7), maskOf("B", 3), 2);
  const side = 2 * radius + 1;
  const at = (down: number, across: number) => seen[(radius + down) * side + radius + across];
  expect([radius, ahead]).toEqual([5, 0]);
  expect(before).toBeLessThan(earlier);
  expect([at(-1, 3), at(-1, 4), at(-2, 4), at(-2, 5), at(-3, 5), at(-5, 5), at(0, -5)]).toEqual([1, 0, 1, 0, 1, 1, 1]);
});

it("sees the first filter alone without other layers", () => {
  const { seen, radius } = reached(maskOf("A", 7), maskOf("none", 3), 0);
  expect(radius).toBe(3);
  expect(seen.reduce((a, b) => a + b)).toBe(24);
});

it("sees itself and what is to come with any place too many", () => {
  expect(reached(maskOf("B", 7), maskOf("B", 3), 0).ahead).toBe(1);
  expect(reached(maskOf("A", 7), toggled(maskOf("B", 3), 5), 1).ahead).toBeGreaterThan(0);
  expect(reached(maskOf("none", 7), maskOf("B", 3), 1).ahead).toBeGreaterThan(20);
});
