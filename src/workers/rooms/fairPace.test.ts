import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "../../engine/training/session";
import type { Bench } from "../queries";
import { NoRunError } from "../running";
import { fairly, found, insist } from "./fairPace";

const told: number[] = [];
const bench = {
  breathe: () => new Promise((resolve) => setTimeout(resolve)),
  progress: (done: number) => told.push(done),
} as unknown as Bench;
const session = (isTraining: boolean) => ({ isTraining }) as unknown as Session;
const never = new AbortController().signal;

/** Takes time, of a clock that stands still otherwise. */
const work = (ms: number) => vi.advanceTimersByTime(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Lets the clock go on until everything is done. */
async function finish<T>(done: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return done;
}

describe("a long computation beside a run", () => {
  it("takes turns with the others", async () => {
    const order: string[] = [];
    const compute = (name: string) =>
      fairly(bench, session(false), never, async ({ breathe }) => {
        for (let i = 0; i < 3; i++) {
          order.push(name);
          work(6);
          await breathe();
        }
      });
    await finish(Promise.all([compute("a"), compute("b"), compute("c")]));
    expect(order.join("")).toBe("abcabcabc");
  });

  it("does not stop for what takes no time", async () => {
    const started = performance.now();
    await fairly(bench, session(true), never, async ({ breathe }) => {
      for (let i = 0; i < 2_000; i++) await breathe();
    });
    expect(performance.now() - started).toBe(0);
  });

  it("leaves training half of the time, however many compute", async () => {
    let worked = 0;
    const compute = () =>
      fairly(bench, session(true), never, async ({ breathe }) => {
        for (let i = 0; i < 4; i++) {
          work(8);
          worked += 8;
          await breathe();
        }
      });
    const started = performance.now();
    await finish(Promise.all([compute(), compute()]));
    expect(performance.now() - started).toBe(2 * worked);
  });

  it("lets the next one go on where one breaks off, and is given up when it is taken back", async () => {
    const broken = fairly(bench, session(false), never, () => Promise.reject(new Error("broken")));
    const back = new AbortController();
    const given = fairly(bench, session(false), back.signal, async (pace) => {
      back.abort();
      await insist(pace)();
    });
    const last = fairly(bench, session(false), never, async ({ progress }) => progress(0.5));
    await expect(broken).rejects.toThrow("broken");
    await expect(given).rejects.toThrow(NoRunError);
    await last;
    expect(told).toEqual([0.5]);
    expect(() => found(undefined)).toThrow(NoRunError);
  });
});
