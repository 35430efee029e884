import type { Browser, Page } from "@playwright/test";
import { watchPage } from "./inPage";

export const EXPERIMENT = "dataset=digits&model=vae&latent=2&seed=7&play=1&lang=en&theme=light";

/** Opens the built page with nothing cached, watched from its first moment on. */
export async function openPage(browser: Browser, url: string, hash: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.addInitScript("globalThis.__name = (value) => value"); // what the TypeScript runner puts around functions
  await page.addInitScript(watchPage);
  await page.goto(`${url}#${hash}`, { waitUntil: "commit" });
  return page;
}

export const readMetric = (page: Page, name: string): Promise<number> =>
  page.evaluate((metric) => {
    const text = document.querySelector(`[data-metric="${metric}"]`)?.getAttribute("data-value");
    return text ? Number(text) : Number.NaN;
  }, name);

export async function waitForStep(page: Page, step: number, timeout = 120_000): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector('[data-metric="step"]')?.getAttribute("data-value")) >= wanted,
    step,
    { timeout, polling: 100 },
  );
}
