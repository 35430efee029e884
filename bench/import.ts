/** How long a person's own files take from being picked to being trained on, and whether the page stutters meanwhile. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { ensureBuilt, ensureDatasets } from "../scripts/lib/build.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../scripts/lib/chromium.mjs";
import { root } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/lib/serve.mjs";
import { idxHeader, idxLabels } from "../src/engine/data/idxFixtures";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";
import { describeLongTasks } from "./ui/longTasks";
import { traceMainThread } from "./ui/mainThread";
import { openPage } from "./ui/open";

/** What the page has promised. */
const BOUNDS = { openMs: 3000, longTasks: 0 };
const IMAGES = 60_000;
const SIDE = 28;
const EXPERIMENT = "dataset=digits&model=vae&latent=2&seed=7&lang=en&theme=light";
const TIMEOUT = { timeout: 60_000 };

/** The files of MNIST's shape, of noise: nothing of them can be guessed. */
function writeFiles(folder: string): string[] {
  const header = idxHeader(IMAGES, SIDE, SIDE);
  const images = new Uint8Array(header.length + IMAGES * SIDE * SIDE);
  images.set(header);
  let state = 1;
  for (let i = header.length; i < images.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    images[i] = state >>> 24;
  }
  const paths = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"].map((name) => join(folder, name));
  writeFileSync(paths[0] as string, images);
  writeFileSync(paths[1] as string, idxLabels(IMAGES));
  return paths;
}

/** Picks the files, presses Enter as soon as the dialog lets one, and waits until the run on them stands ready. */
async function open(page: Page, paths: string[]) {
  const dialog = page.getByRole("dialog", { name: "Open your files" });
  await page.evaluate(() => performance.mark("picked"));
  await page.getByTestId("files").setInputFiles(paths);
  // What will be trained on is known, and how it will look.
  await dialog.getByRole("listitem").last().waitFor(TIMEOUT);
  const understoodMs = await sinceMark(page, "picked");
  await page.evaluate(() => performance.mark("entered"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    () =>
      /dataset=own/.test(location.hash) &&
      document.querySelector("[data-state]")?.getAttribute("data-state") !== "loading",
    undefined,
    { ...TIMEOUT, polling: 20 },
  );
  return { understoodMs, readMs: await sinceMark(page, "entered") };
}

const sinceMark = (page: Page, name: string): Promise<number> =>
  page.evaluate((mark) => performance.now() - (performance.getEntriesByName(mark).at(-1)?.startTime ?? 0), name);

async function once(browser: Browser, url: string, paths: string[], playing: boolean) {
  const page = await openPage(browser, url, playing ? `${EXPERIMENT}&play=1` : EXPERIMENT);
  try {
    await page.waitForSelector(`[data-state="${playing ? "playing" : "ready"}"]`, TIMEOUT);
    await page.waitForTimeout(1500); // what comes after the start is not of the files
    const trace = await traceMainThread(browser, page);
    const times = await open(page, paths);
    await page.waitForTimeout(500);
    const { longTasks } = await trace.stop();
    const [picked, entered] = await page.evaluate(() =>
      ["picked", "entered"].map((mark) => performance.getEntriesByName(mark).at(-1)?.startTime ?? 0),
    );
    const slowFrames = await page.evaluate(() => bench.slowFrames);
    const phaseAt = (at: number) =>
      at < (picked ?? 0) ? "before" : at < (entered ?? 0) ? "looking" : "reading, new run";
    return { ...times, slowFrames, longTasks: longTasks.map((task) => ({ ...task, phase: phaseAt(task.at) })) };
  } finally {
    await page.context().close();
  }
}
type Opening = Awaited<ReturnType<typeof once>>;

function summarize(openings: readonly Opening[]) {
  const sums = openings.map(({ understoodMs, readMs }) => understoodMs + readMs);
  const tasks = openings.flatMap(({ longTasks }) => longTasks);
  const openMs = Math.round(median(sums));
  return {
    understoodMs: Math.round(median(openings.map(({ understoodMs }) => understoodMs))),
    readMs: Math.round(median(openings.map(({ readMs }) => readMs))),
    openMs: { median: openMs, worst: Math.round(Math.max(...sums)), ok: openMs <= BOUNDS.openMs },
    longTasks: {
      count: tasks.length,
      longestMs: Math.round(Math.max(0, ...tasks.map(({ ms }) => ms))),
      /** Those that would have been long on an idle machine too. */
      ofOwnCpu: tasks.filter(({ cpuMs }) => cpuMs > 50).length,
      ok: tasks.length <= BOUNDS.longTasks,
    },
  };
}

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  await ensureDatasets();
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "import-"));
  const server = await serve({ dir: join(root, "dist"), port: 0 });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
  try {
    const about = { ...machine(), browser: `Chromium ${browser.version()}`, images: IMAGES, side: SIDE, quick };
    const paths = writeFiles(folder);
    const figures: Record<string, ReturnType<typeof summarize>> = {};
    const rows = [
      ["while the run", "understood", "read, run ready", "in all", "bound", "", "tasks over 50 ms", "own CPU", ""],
    ];
    for (const state of ["waits", "trains"]) {
      const openings: Opening[] = [];
      for (let i = 0; i < (quick ? 1 : 5); i++)
        openings.push(await once(browser, server.url, paths, state === "trains"));
      const summary = summarize(openings);
      if (summary.longTasks.count > 0) console.log(`${describeLongTasks(openings)}\n`);
      const { understoodMs, readMs, openMs, longTasks } = summary;
      figures[state] = summary;
      rows.push([
        state,
        `${understoodMs} ms`,
        `${readMs} ms`,
        `${openMs.median} ms, worst ${openMs.worst} ms`,
        `≤ ${BOUNDS.openMs} ms`,
        openMs.ok ? "ok" : "MISSED",
        `${longTasks.count}, longest ${longTasks.longestMs} ms`,
        `${longTasks.ofOwnCpu}`,
        longTasks.ok ? "ok" : "MISSED",
      ]);
    }
    console.log(table(rows));
    return { ratios: {}, figures: { ...about, loadAtEnd: round(machine().load, 2), ...figures } };
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}
