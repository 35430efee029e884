import type { Browser, Locator, Page } from "@playwright/test";
import type { Move, Painting, SlowFrame } from "./inPage";
import { type LongTask, type MainThread, traceMainThread } from "./mainThread";
import { EXPERIMENT, openPage, waitForStep } from "./open";

export interface Phase {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What was being done when it fell. */
export type PhasedTask = LongTask & { readonly phase: string };

export interface Workout {
  readonly phases: readonly Phase[];
  readonly mainThread: MainThread;
  readonly longTasks: readonly PhasedTask[];
  readonly slowFrames: readonly SlowFrame[];
  readonly moves: readonly Move[];
  readonly paintings: readonly Painting[];
}

/** Does what a person does, with real mouse and key events, while the model trains on. */
export async function workout(browser: Browser, url: string, moves: number, quietMs: number): Promise<Workout> {
  const page = await openPage(browser, url, EXPERIMENT);
  const trace = await traceMainThread(browser, page);
  await waitForStep(page, 1);
  const now = () => page.evaluate(() => performance.now());
  const phases: Phase[] = [];
  const during = async (name: string, act: () => Promise<void>) => {
    const from = await now();
    await act();
    await page.waitForTimeout(300); // what was asked for last is still on its way
    phases.push({ name, from, to: await now() });
  };
  const tab = (name: string) => page.getByRole("tab", { name }).click();
  const button = (name: string) => page.getByRole("button", { name, exact: true }).click();

  await during("training alone", () => page.waitForTimeout(quietMs));
  await during("to the sliders", () => tab("Sliders"));
  await during("slider keys", () => pressSlider(page, Math.ceil(moves / 2)));
  await during("slider drag", () => dragSlider(page, moves));
  await during("to the manifold", async () => {
    await tab("Manifold");
    await page.waitForTimeout(quietMs / 4);
  });
  await during("to the plane", () => tab("Plane"));
  await during("plane drag", () => dragHandle(page, moves));
  await during("plane zoom", () => zoomPlane(page));
  await during("plane hover", () => hoverPlane(page));
  await during("beta slider", () => turnBeta(page));
  for (const theme of ["Dark", "Light"]) await during(`${theme.toLowerCase()} theme`, () => button(`${theme} theme`));
  await during("to Korean", () => page.getByRole("button", { name: "한국어" }).click());
  await during("to English", () => page.getByRole("button", { name: "English" }).click());
  await during("log axis", () => page.getByText("Log", { exact: true }).click());

  const mainThread = await trace.stop();
  const record = await page.evaluate(() => bench);
  await page.context().close();
  const start = record.workbenchAt ?? 0;
  const phaseAt = (at: number) => phases.find(({ from, to }) => from <= at && at < to)?.name ?? "opening";
  return {
    ...record,
    phases,
    mainThread,
    longTasks: mainThread.longTasks
      .filter(({ at }) => at >= start)
      .map((task) => ({ ...task, phase: phaseAt(task.at) })),
  };
}

const PAUSE_MS = 16; // a mouse reports sixty times a second

const slider = (page: Page) => page.getByRole("tabpanel", { name: "Sliders" }).getByRole("slider").first();

async function pressSlider(page: Page, moves: number) {
  await slider(page).focus();
  for (let i = 0; i < moves; i++) {
    await page.keyboard.press(i % 40 < 20 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(120);
  }
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not on the page`);
  return box;
}

/** Moves the mouse at its own pace: it does not wait for the page to have handled the move before. */
async function moveAlong(page: Page, moves: number, at: (i: number) => readonly [number, number]) {
  const sent: Promise<void>[] = [];
  for (let i = 1; i <= moves; i++) {
    sent.push(page.mouse.move(...at(i)));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await Promise.all(sent);
}

async function dragSlider(page: Page, moves: number) {
  const { x, y, width, height } = await boxOf(slider(page));
  const at = (share: number) => [x + (0.1 + 0.8 * share) * width, y + height / 2] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await moveAlong(page, moves, (i) => at(Math.abs(Math.sin((i / 40) * Math.PI))));
  await page.mouse.up();
}

const PLANE = "canvas[role=application]";

async function dragHandle(page: Page, moves: number) {
  const { x, y, width, height } = await boxOf(page.locator(PLANE).first());
  const radius = 0.36 * Math.min(width, height);
  const at = (angle: number) =>
    [x + width / 2 + radius * Math.cos(angle), y + height / 2 + radius * Math.sin(angle)] as const;
  // A click where no image lies puts the handle there.
  let angle = 0;
  for (; angle < 6; angle += 0.5) {
    await page.mouse.click(...at(angle));
    await page.waitForTimeout(200);
    await page.mouse.move(...at(angle));
    await page.mouse.down();
    if ((await page.locator(PLANE).evaluate((canvas) => getComputedStyle(canvas).cursor)) === "grabbing") break;
    await page.mouse.up();
  }
  await moveAlong(page, moves, (i) => at(angle + i / 12));
  await page.mouse.up();
}

async function zoomPlane(page: Page) {
  const { x, y, width, height } = await boxOf(page.locator(PLANE).first());
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let i = 0; i < 12; i++) {
    await page.mouse.wheel(0, i < 6 ? -240 : 240);
    await page.waitForTimeout(50);
  }
}

async function hoverPlane(page: Page) {
  const { x, y, width, height } = await boxOf(page.locator(PLANE).first());
  for (let i = 0; i < 30; i++) {
    await page.mouse.move(x + width * (0.3 + 0.4 * Math.random()), y + height * (0.3 + 0.4 * Math.random()));
    await page.waitForTimeout(30);
  }
}

async function turnBeta(page: Page) {
  await page.locator("aside input[type=range]").first().focus();
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press(i < 5 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(60);
  }
}
