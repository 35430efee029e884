/** Several pages of one browser, and a page that nobody looks at. */
import type { Page } from "@playwright/test";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expect, SMALL, type Texts, test, Workbench, watch } from "./workbench";

/** A run of its own for each tab. */
const RUNS = [SMALL, SMALL.replace("seed=7", "seed=8"), SMALL.replace("latent=2", "latent=5")];

/** Opens one more tab of the same profile; what goes amiss in it counts as in the first. */
async function openTab(first: Page, hash: string, problems: string[], texts: Texts = en): Promise<Workbench> {
  const tab = await first.context().newPage();
  const seen = watch(tab);
  tab.on("close", () => problems.push(...seen.problems));
  const workbench = new Workbench(tab, texts);
  await workbench.open(hash);
  return workbench;
}

const themeOf = (page: Page) => page.locator("html").getAttribute("data-theme");

test("several tabs train at once, each its own run, with the losses it has alone", async ({
  workbench,
  page,
  watched,
}) => {
  const alone: number[][] = [];
  for (const run of RUNS) {
    await page.goto("about:blank");
    await workbench.open(run);
    alone.push(await workbench.lossesOfSteps(3));
  }
  await page.goto("about:blank");
  await workbench.open(RUNS[0]);
  const tabs = [workbench];
  for (const run of RUNS.slice(1)) tabs.push(await openTab(page, run, watched.problems));
  const together = await Promise.all(tabs.map((tab) => tab.lossesOfSteps(3)));
  expect(together).toEqual(alone);
  expect(new Set(together.map((losses) => losses[0])).size, "they are different runs").toBe(tabs.length);

  const untrained = await Promise.all(tabs.map((tab) => tab.heldOutLoss()));
  for (const tab of tabs) await tab.play();
  await Promise.all(tabs.map((tab, i) => tab.waitForHeldOutLossBelow(0.8 * (untrained[i] as number))));
  await Promise.all(tabs.map((tab) => tab.expectMoreSteps(20)));

  const [first, second, third] = tabs as [Workbench, Workbench, Workbench];
  await first.pause();
  await second.page.close();
  await third.expectMoreSteps(20);
  const paused = await first.settle(); // an evaluation beside two other tabs takes its time, and the last frame waits for it
  await third.expectMoreSteps(20);
  expect(await first.metric("step"), "a paused tab rests while another trains").toBe(paused);
  await third.turn(en.knobs.beta, 2);
  await expect(third.page).toHaveURL(/beta=2/);
  await expect(page, "a knob turns in its own tab").not.toHaveURL(/beta=2/);
  await third.page.close();
  await first.play();
  await first.expectMoreSteps(20);
});

test("what one tab chooses and remembers does not change another that is open", async ({
  workbench,
  page,
  watched,
}) => {
  await workbench.open(SMALL);
  const other = await openTab(page, SMALL, watched.problems);
  const theme = await themeOf(page);
  await other.languageSwitch.click();
  await other.button(theme === "dark" ? ko.header.themeLight : ko.header.themeDark).click();
  await expect(other.page.locator("html")).toHaveAttribute("lang", "ko");
  expect(await themeOf(other.page)).not.toBe(theme);
  await workbench.lossesOfSteps(1); // the first tab has rendered since
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await themeOf(page)).toBe(theme);

  const fastest = () => page.evaluate(() => localStorage.getItem("latent-playground.fastest"));
  const kept = await fastest();
  const choices = await new Workbench(other.page, ko).openBackends();
  await choices.getByRole("radio", { name: ko.backend.cpu }).check();
  await expect(other.page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "cpu");
  await other.waitForState("ready");
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
  expect(await fastest(), "a backend taken by hand is not remembered as the fastest").toBe(kept);
  await other.page.close();

  // What is opened from now on has the latest choices.
  const next = await openTab(page, SMALL, watched.problems, ko);
  await expect(next.page.locator("html")).toHaveAttribute("lang", "ko");
  expect(await themeOf(next.page)).not.toBe(theme);
  await expect(next.page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
  await next.page.close();
});

/**
 * Makes a page believe that it is behind another tab. A headless browser takes every page for visible, so this does what a
 * browser does to a page behind: no animation frame comes, timers come once a second, and the page is told.
 */
const HIDING = () => {
  const { requestAnimationFrame: frame, setTimeout: timer } = window;
  const waiting = new Map<number, FrameRequestCallback>();
  let hidden = false;
  let handles = 1_000_000;
  window.requestAnimationFrame = (callback) => {
    if (!hidden) return frame(callback);
    waiting.set(++handles, callback);
    return handles;
  };
  const cancel = window.cancelAnimationFrame;
  window.cancelAnimationFrame = (handle) => (waiting.delete(handle) ? undefined : cancel(handle));
  window.setTimeout = ((callback: () => void, ms = 0) =>
    timer(callback, hidden ? Math.max(1000, ms) : ms)) as typeof window.setTimeout;
  Object.defineProperty(document, "hidden", { get: () => hidden });
  Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
  Object.assign(window, {
    setHidden(now: boolean) {
      hidden = now;
      document.dispatchEvent(new Event("visibilitychange"));
      if (hidden) return;
      for (const callback of waiting.values()) frame(callback);
      waiting.clear();
    },
  });
};

const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((now) => (window as unknown as { setHidden(now: boolean): void }).setHidden(now), hidden);

/** What reaches the page of its current run: the total loss of every step, and the most that any one frame has brought. */
interface Arrived {
  totals: number[];
  mostAtOnce: number;
}

const LISTENING = () => {
  const arrived = { totals: [] as number[], mostAtOnce: 0 };
  Object.assign(window, { arrived });
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (data.type !== "frame") return;
        const { losses, terms, firstStep } = data.frame;
        const width = terms.length + 1;
        arrived.totals.length = firstStep - 1; // a step that is missing leaves a hole, and one that comes twice is once
        for (let i = 0; i < losses.length; i += width) arrived.totals.push(losses[i]);
        arrived.mostAtOnce = Math.max(arrived.mostAtOnce, losses.length / width);
      });
    }
  };
};

const arrivedAt = (page: Page): Promise<Arrived> =>
  page.evaluate(() => (window as unknown as { arrived: Arrived }).arrived);

test("a hidden tab goes on training, and keeps no more than a second or two of it waiting", async ({
  workbench,
  page,
  watched,
}) => {
  await page.addInitScript(HIDING);
  await page.addInitScript(LISTENING);
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(100);
  const other = await openTab(page, RUNS[1] as string, watched.problems);
  await other.play();
  await setHidden(page, true);
  const before = (await arrivedAt(page)).totals.length;
  await page.waitForTimeout(8000);
  const { totals, mostAtOnce } = await arrivedAt(page);
  const trained = totals.length - before;
  expect(trained, "it trains").toBeGreaterThan(50);
  expect(mostAtOnce, "in small portions").toBeLessThan(trained / 3);
  await other.expectMoreSteps(20);
  await other.page.close();

  await setHidden(page, false);
  await workbench.expectMoreSteps(20);
  await workbench.pause();
  const step = await workbench.metric("step");
  const hidden = (await arrivedAt(page)).totals;
  expect(hidden.length, "the page shows the step that it is at").toBe(step);
  expect(await workbench.metric("loss")).toBe(hidden.at(-1));

  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(step);
  await workbench.pause();
  const seen = (await arrivedAt(page)).totals.slice(0, step);
  expect(hidden, "the losses of the same run on a page that was never hidden").toEqual(seen);
});
