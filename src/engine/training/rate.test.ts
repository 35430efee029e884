import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Rate } from "./rate";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Batches of 8, ten milliseconds apart. */
function train(rate: Rate, steps: number): void {
  for (let step = 0; step < steps; step++) {
    vi.advanceTimersByTime(10);
    rate.count(8);
  }
}

it("counts examples a second, of the last while only", () => {
  const rate = new Rate();
  train(rate, 2);
  expect(rate.perSecond()).toBe(800);
  train(rate, 1000);
  expect(rate.perSecond()).toBe(800);
  vi.advanceTimersByTime(10_000);
  train(rate, 5);
  expect(rate.perSecond(), "a rest is no part of it").toBe(800);
});

it("has no rate before there are two steps to compare", () => {
  const rate = new Rate();
  expect(rate.perSecond()).toBe(0);
  train(rate, 1);
  expect(rate.perSecond()).toBe(0);
});

it("does not grow while nobody asks, as behind a hidden page", () => {
  const rate = new Rate();
  train(rate, 100_000);
  expect((rate as unknown as { marks: unknown[] }).marks.length).toBeLessThanOrEqual(151);
});
