import { expect, test } from "vitest";
import { fitCodes, viewOf } from "./fitCodes";

const CODES = [0, 0, 4, 2];

test("all codes are in view, in the middle of it", () => {
  const fit = fitCodes(CODES, []);
  expect([fit.x, fit.y]).toEqual([2, 1]);
  expect(fit.radius).toBeGreaterThan(2);
});

test("the view stays while it serves, and follows what leaves it or shrinks within it", () => {
  const before = fitCodes(CODES, []);
  expect(fitCodes([0.2, 0, 4, 2], [1, 1], before)).toBe(before);
  expect(fitCodes([0, 0, 9, 2], [], before)).not.toBe(before);
  expect(fitCodes([0, 0, 0.5, 0.1], [], before).radius).toBeLessThan(0.5);
});

test("codes at one point, or none that is finite, are no end of the world", () => {
  expect(fitCodes([3, 3, 3, 3], []).radius).toBeGreaterThan(0);
  expect(fitCodes([Number.NaN, Number.NaN], [])).toEqual({ x: 0, y: 0, radius: 1 });
});

test("a few vectors far away do not decide", () => {
  const vectors = Array.from({ length: 1000 }, (_, i) => (i < 2 ? 1e6 : i % 5));
  expect(fitCodes(CODES, vectors).radius).toBeLessThan(10);
});

test("up is up, and what goes to pixels comes back", () => {
  const view = viewOf({ x: 1, y: 2, radius: 3 }, 400, 300);
  expect(view.toY(3)).toBeLessThan(view.toY(2));
  expect(view.fromX(view.toX(1.7))).toBeCloseTo(1.7);
  expect(view.fromY(view.toY(-0.4))).toBeCloseTo(-0.4);
});
