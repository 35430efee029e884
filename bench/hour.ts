/** A page left open for an hour, training on: what grows with time shows here, whatever it grows with. */
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ensureBuilt, ensureDatasets } from "../scripts/lib/build.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../scripts/lib/chromium.mjs";
import { root } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/lib/serve.mjs";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { round } from "./lib/statistics";
import { table } from "./lib/table";
import { scalesFor, type Weight } from "./lib/weigh";
import { readMetric } from "./ui/open";

const LINK = "dataset=digits&model=vae&latent=2&seed=7&play=1&lang=en";
/** Compiled code and full curves come in this time, and are no growth. */
const WARM_UP_SHARE = 1 / 6;
const READINGS = 12;
const BOUND_BYTES = 2e6;

interface Reading extends Weight {
  readonly minutes: number;
  readonly step: number;
}

/** Pauses the run for as long as it is weighed. */
async function atRest<Result>(page: Page, use: () => Promise<Result>): Promise<Result> {
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.waitForTimeout(3000); // the last evaluation and checkpoint
  const result = await use();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  return result;
}

async function leaveOpen(page: Page, minutes: number): Promise<Reading[]> {
  const weigh = await scalesFor(page);
  const started = Date.now();
  const readings: Reading[] = [];
  for (let i = 0; i <= READINGS; i++) {
    const at = minutes * (WARM_UP_SHARE + (1 - WARM_UP_SHARE) * (i / READINGS));
    await page.waitForTimeout(Math.max(0, 60_000 * at - (Date.now() - started)));
    readings.push(
      await atRest(page, async () => ({
        minutes: round((Date.now() - started) / 60_000),
        step: await readMetric(page, "step"),
        ...(await weigh()),
      })),
    );
  }
  return readings;
}

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  await ensureDatasets();
  await ensureBuilt();
  const server = await serve({ dir: join(root, "dist"), port: 0 });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(`${server.url}#${LINK}`);
    await page.locator("[data-state=playing]").waitFor();
    const readings = await leaveOpen(page, quick ? 3 : 60);
    const [first, last] = [readings[0], readings.at(-1)] as [Reading, Reading];
    const growth = {
      pageBytes: last.pageBytes - first.pageBytes,
      workerBytes: last.workerBytes - first.workerBytes,
      listeners: last.listeners - first.listeners,
      nodes: last.nodes - first.nodes,
    };
    const isOk = Math.max(growth.pageBytes, growth.workerBytes) <= BOUND_BYTES && problems.length === 0;
    const rows = readings.map(({ minutes, step, pageBytes, workerBytes, listeners, nodes }) =>
      [minutes, step, round(pageBytes / 1e6, 2), round(workerBytes / 1e6, 2), listeners, nodes].map(String),
    );
    console.log(table([["minutes", "step", "page MB", "worker MB", "listeners", "nodes"], ...rows]));
    console.log(`\ngrowth of either at most ${BOUND_BYTES / 1e6} MB: ${isOk ? "ok" : "MISSED"}`);
    return { ratios: {}, figures: { ...machine(), readings, growth, boundBytes: BOUND_BYTES, problems, ok: isOk } };
  } finally {
    await browser.close();
    await server.close();
  }
}
