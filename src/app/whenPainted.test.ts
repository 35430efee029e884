import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whenPainted } from "./whenPainted";

/** Callbacks that wait for the page to be painted, by their handle. */
const waiting = new Map<number, () => void>();
const paint = () => {
  for (const [handle, callback] of waiting) {
    waiting.delete(handle);
    callback();
  }
};

beforeEach(() => {
  vi.useFakeTimers();
  waiting.clear();
  let handles = 0;
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => waiting.set(++handles, callback) && handles);
  vi.stubGlobal("cancelAnimationFrame", (handle: number) => waiting.delete(handle));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("waits for the page to be painted", () => {
  const then = vi.fn();
  whenPainted(then);
  vi.advanceTimersByTime(500);
  expect(then).not.toHaveBeenCalled();
  paint();
  expect(then).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(then, "once").toHaveBeenCalledOnce();
});

it("does not wait for ever for a page that is hidden", () => {
  const then = vi.fn();
  whenPainted(then);
  vi.advanceTimersByTime(1000);
  expect(then).toHaveBeenCalledOnce();
  paint(); // shown again
  expect(then, "once").toHaveBeenCalledOnce();
  expect(waiting.size).toBe(0);
});
