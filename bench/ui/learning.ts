import type { Browser } from "@playwright/test";
import { traceMainThread } from "./mainThread";
import { EXPERIMENT, openPage, readMetric } from "./open";

const WATCHED_MS = 30_000;
const WANTED_FALL = 0.4;

/** Lets the page learn untouched for 30 s from its opening. */
export async function learning(browser: Browser, url: string) {
  const page = await openPage(browser, url, EXPERIMENT);
  const trace = await traceMainThread(browser, page);
  const marks: { at: number; step: number }[] = [];
  for (const at of [WATCHED_MS / 2, WATCHED_MS]) {
    await page.waitForTimeout(at - (await page.evaluate(() => performance.now())));
    marks.push({ at: await page.evaluate(() => performance.now()), step: await readMetric(page, "step") });
  }
  const [half, end] = marks as [(typeof marks)[0], (typeof marks)[0]];
  const mainThread = await trace.stop();
  const { heldOut, slowFrames, workbenchAt } = await page.evaluate(() => bench);
  await page.context().close();

  const shown = heldOut.filter(({ at }) => at <= WATCHED_MS);
  const first = shown[0]?.loss ?? Number.NaN;
  const fallTo = (loss: number) => 1 - loss / first;
  const reached = shown.find(({ loss }) => fallTo(loss) >= WANTED_FALL);
  const stepsPerSecond = (1000 * (end.step - half.step)) / (end.at - half.at);
  return {
    firstHeldOut: first,
    lastHeldOut: shown.at(-1)?.loss ?? Number.NaN,
    fall: fallTo(shown.at(-1)?.loss ?? Number.NaN),
    secondsTo40Percent: reached ? reached.at / 1000 : Number.NaN,
    evaluations: shown.length,
    steps: end.step,
    stepsPerSecond,
    mainThread,
    longTasks: mainThread.longTasks
      .filter(({ at }) => at >= (workbenchAt ?? 0))
      .map((task) => ({ ...task, phase: "untouched" })),
    slowFrames,
  };
}
