import type { Browser, Page } from "@playwright/test";

/** A long task, and how much of it the page's main thread really had the processor. */
export interface LongTask {
  /** In the page's clock. */
  readonly at: number;
  readonly ms: number;
  readonly cpuMs: number;
}

export interface MainThread {
  readonly longTasks: readonly LongTask[];
  /** Time of all tasks, and the processor time in them: far apart when other programs keep the processors busy. */
  readonly busyMs: number;
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
 * Traces the page from now on. `stop` tells what its main thread has done since, in the page's clock.
 * The Long Tasks API would say how long they took, but not how long other programs kept the processor meanwhile.
 */
export async function traceMainThread(browser: Browser, page: Page): Promise<{ stop: () => Promise<MainThread> }> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await page.evaluate((name) => void performance.mark(name), MARK);
  return {
    stop: async () => {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
      const mark = traceEvents.find(({ name }) => name === MARK);
      if (!mark) throw new Error("the trace has no clock mark");
      const origin = mark.ts - 1000 * (mark.args.data?.startTime ?? 0);
      const tasks = traceEvents
        .filter(
          ({ name, ph, pid, tid }) => name.endsWith("RunTask") && ph === "X" && pid === mark.pid && tid === mark.tid,
        )
        .map(({ ts, dur = 0, tdur = 0 }) => ({ at: (ts - origin) / 1000, ms: dur / 1000, cpuMs: tdur / 1000 }));
      return {
        longTasks: tasks.filter(({ ms }) => ms > LONG_MS),
        busyMs: tasks.reduce((sum, { ms }) => sum + ms, 0),
        cpuMs: tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      };
    },
  };
}
