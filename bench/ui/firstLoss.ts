import type { Browser, Page } from "@playwright/test";
import type { BackendId } from "../../src/engine/backends/backend";
import { EXPERIMENT, openPage } from "./open";

const TIMEOUT_MS = 120_000;

/** From the start of the navigation to the frame that shows the first training loss, one opening after the other. */
export async function firstLosses(
  browser: Browser,
  url: string,
  openings: number,
  backend?: BackendId,
): Promise<number[]> {
  const hash = backend ? `${EXPERIMENT}&backend=${backend}` : EXPERIMENT;
  const times: number[] = [];
  for (let i = 0; i < openings; i++) {
    const page = await openPage(browser, url, hash);
    await page.waitForFunction(() => bench.firstLossAt !== undefined, undefined, { timeout: TIMEOUT_MS, polling: 50 });
    times.push(await page.evaluate(() => bench.firstLossAt ?? Number.NaN));
    if (backend) await assertBackend(page, backend);
    await page.context().close();
  }
  return times;
}

/** A page whose backend does not start trains on another one, which is not what was to be measured. */
async function assertBackend(page: Page, wanted: BackendId): Promise<void> {
  const used = await page.locator("[data-metric=backend]").first().getAttribute("data-value");
  if (used !== wanted) throw new Error(`the page trains on ${used}, not on ${wanted}`);
}
