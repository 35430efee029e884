import { expect, it } from "vitest";
import { plain, reading } from "./format";

it.each([
  [9e-14, "9×10⁻¹⁴"],
  [-1.25e-5, "−1.3×10⁻⁵"],
  [0.001, "0.001"],
  [0, "0"],
  [256, "256"],
])("writes %d as %s", (value, text) => {
  expect(plain(value)).toBe(text);
});

it.each([
  [123_456, "1.2×10⁵"],
  [-0.5, "−0.50"],
  [Number.NaN, "–"],
  [Number.NEGATIVE_INFINITY, "−∞"],
])("reads %d as %s", (value, text) => {
  expect(reading(value)).toBe(text);
});
