import type { Page } from "@playwright/test";
import { Heaps } from "./heap";

/** What a page that trains holds. Only at rest is it a measure: as it trains, what the last frames left is not collected yet. */
export interface Weight {
  /** Objects and buffers. */
  readonly pageBytes: number;
  readonly workerBytes: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** Weighs a page again and again. */
export async function scalesFor(page: Page): Promise<() => Promise<Weight>> {
  const heaps = await Heaps.of(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    const { page: own, worker } = await heaps.read(); // after a collection
    const { metrics } = await session.send("Performance.getMetrics");
    const count = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      pageBytes: own.objects + own.buffers,
      workerBytes: worker.objects + worker.buffers,
      listeners: count("JSEventListeners"),
      nodes: count("Nodes"),
    };
  };
}
