/** Whether everybody can use the page in a state: what axe says of it, and whether it stays within the window. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** The source of axe, to be run in the page. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations that would shut somebody out, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const { violations } = (await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<unknown> } }).axe.run({
      resultTypes: ["violations"],
    }),
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
    );
}

/** Says what shuts somebody out at each of these sizes, and where the page scrolls sideways; and goes back to the first. */
export async function expectOpenToAll(page: Page, state: string, sizes = [DESK, PHONE]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    const here = `${state} at ${size.width}×${size.height}`;
    expect.soft(await seriousViolations(page), here).toEqual([]);
    const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(scrolled, `${here}: no sideways scrolling`).toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize(sizes[0] ?? DESK);
}
