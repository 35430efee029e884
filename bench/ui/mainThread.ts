import type { Browser, Page } from "@playwright/test";

/** A long task, and how much of it the page's main thread really had the processor. */
export interface LongTask {
  /** In the page's clock. */
  readonly at: number;
  readonly ms: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, in the browser's clock. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly startTime?: number } };
}

const MARK = "bench-clock";
const LONG_MS = 50;

/**
 * Traces the page from now on. `stop` gives every main-thread task over 50 ms since, in the page's clock.
 * The Long Tasks API would say how long they took, but not how long other programs kept the processor meanwhile.
 */
export async function traceMainThread(browser: Browser, page: Page): Promise<{ stop: () => Promise<LongTask[]> }> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await page.evaluate((name) => void performance.mark(name), MARK);
  return {
    stop: async () => {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
      const mark = traceEvents.find(({ name }) => name === MARK);
      if (!mark) throw new Error("the trace has no clock mark");
      const origin = mark.ts - 1000 * (mark.args.data?.startTime ?? 0);
      return traceEvents
        .filter(
          ({ name, ph, pid, tid }) => name.endsWith("RunTask") && ph === "X" && pid === mark.pid && tid === mark.tid,
        )
        .map(({ ts, dur = 0, tdur = 0 }) => ({ at: (ts - origin) / 1000, ms: dur / 1000, cpuMs: tdur / 1000 }))
        .filter(({ ms }) => ms > LONG_MS);
    },
  };
}
