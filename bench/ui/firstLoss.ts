import type { Browser } from "@playwright/test";
import { EXPERIMENT, openPage } from "./open";

/** From the start of the navigation to the frame that shows the first training loss, one opening after the other. */
export async function firstLosses(browser: Browser, url: string, openings: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < openings; i++) {
    const page = await openPage(browser, url, EXPERIMENT);
    await page.waitForFunction(() => bench.firstLossAt !== undefined, undefined, { timeout: 60_000, polling: 50 });
    times.push(await page.evaluate(() => bench.firstLossAt ?? Number.NaN));
    await page.context().close();
  }
  return times;
}
