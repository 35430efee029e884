import type { Browser } from "@playwright/test";
import { type Heap, Heaps } from "../lib/heap";
import { round } from "../lib/statistics";
import { EXPERIMENT, openPage, readMetric, waitForStep } from "./open";

/** Curves on the page keep a bounded number of points; by this step they are full. */
const WARM_UP = 1500;

/** Trains a small model for thousands of steps and weighs the memory of page and worker before and after. */
export async function soak(browser: Browser, url: string, steps: number) {
  const page = await openPage(browser, url, `${EXPERIMENT}&hidden=16&batch=8`);
  await waitForStep(page, WARM_UP);
  const heaps = await Heaps.of(page);
  const warm = await heaps.read();
  const from = await readMetric(page, "step");
  await waitForStep(page, from + steps, 600_000);
  const to = await readMetric(page, "step");
  const end = await heaps.read();
  await page.context().close();
  const growth = (before: Heap, after: Heap) => ({
    objectsMb: [before.objects, after.objects].map((bytes) => round(bytes / 1e6, 2)),
    buffersMb: [before.buffers, after.buffers].map((bytes) => round(bytes / 1e6, 2)),
    growth: round((after.objects + after.buffers) / (before.objects + before.buffers) - 1, 3),
  });
  return { steps: to - from, page: growth(warm.page, end.page), worker: growth(warm.worker, end.worker) };
}
