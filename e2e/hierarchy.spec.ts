/** A VQ-VAE-2 on the page: what each of its grids says, two images with swapped grids, and samples from the top down. */
import type { Page } from "@playwright/test";
import { en } from "../src/app/rooms/hierarchy/en";
import { ko } from "../src/app/rooms/hierarchy/ko";
import { en as page_en } from "../src/i18n/en";
import { ko as page_ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, pattern, say, test, Workbench } from "./workbench";

const DIGITS =
  "dataset=digits&model=vqVae2&latent=4&codes=16&hidden=32&batch=32&learningRate=0.002&channels=8&layers=1&stack=snail&seed=7&room=hierarchy";
const [TOP, BOTTOM] = [
  { height: 4, width: 4 },
  { height: 7, width: 7 },
];
const PATIENCE = { timeout: 60_000 };

const picture = (page: Page, name: string) => page.getByRole("img", { name, exact: true }).locator("canvas").first();
const of = (grid: typeof TOP, image: string) => say(en.topOf, { ...grid, image });

async function trained(workbench: Workbench, steps = 120) {
  await workbench.open(`${DIGITS}&play=1`);
  await workbench.waitForStep(steps);
  await workbench.pause();
}

/** Goes to the next prior and trains it for some steps. */
async function trainPrior(workbench: Workbench, page: Page, button: string, steps: number) {
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByRole("navigation").locator("[aria-current]").first()).toContainText(
    pattern(page_en.stages.priorOf),
  );
  if ((await workbench.root.getAttribute("data-state")) !== "playing") {
    await workbench.waitForState("ready");
    await workbench.play();
  }
  await workbench.waitForStep(steps);
  await workbench.pause();
}

test("the image needs every level, and each is worth its bits", async ({ workbench, page }) => {
  await trained(workbench);
  await expect.poll(() => workbench.metric("all-levels"), PATIENCE).toBeGreaterThan(0);
  const errors = await workbench.read("all-levels", "alone-0", "alone-1", "scrambled-0", "scrambled-1");
  const { "all-levels": all, ...others } = errors;
  for (const [name, mse] of Object.entries(others)) expect(mse, name).toBeGreaterThan(all);
  const row = (name: RegExp) => page.getByRole("row", { name }).getByRole("cell").first();
  await expect(row(/^4×4/)).toHaveText("64"); // 16 cells of 4 bits
  await expect(row(/^7×7/)).toHaveText("196");
  const [whole, top] = [picture(page, en.both), picture(page, say(en.only, TOP))];
  await expect(picture(page, en.x)).toBeVisible();
  expect(difference(await ink(whole), await ink(top))).toBeGreaterThan(1);
});

test("a level stands still while the other learns on", async ({ workbench, page }) => {
  await trained(workbench, 40);
  await page.getByRole("tabpanel").getByLabel(page_en.knobs.lock).last().selectOption(page_en.choices.finest);
  await expect(page).toHaveURL(/lock=finest/);
  const before = await workbench.metric("step");
  await workbench.play();
  await workbench.waitForStep(before + 20);
  await expect.poll(() => workbench.metric("heldout-loss"), PATIENCE).toBeGreaterThan(0);
});

test("two images swap their grids", async ({ workbench, page }) => {
  await trained(workbench);
  await workbench.tab(en.swap).click();
  const mix = (top: string, bottom: string) => picture(page, `${of(TOP, top)} + ${of(BOTTOM, bottom)}`);
  await expect.poll(async () => (await ink(mix("B", "B"))).some((value) => value > 0), PATIENCE).toBe(true);
  const [own, mixed, other] = [await ink(mix("A", "A")), await ink(mix("A", "B")), await ink(mix("B", "B"))];
  expect(difference(own, other)).toBeGreaterThan(1);
  expect(difference(mixed, other), "the top says something").toBeGreaterThan(0.1);
  expect(difference(mixed, own), "and so does the bottom").toBeGreaterThan(0.1);
  await expect(async () => {
    await page.getByRole("button", { name: en.another }).click(); // may be the same one by chance
    await expect.poll(async () => difference(await ink(mix("B", "B")), other), { timeout: 3000 }).toBeGreaterThan(1);
  }).toPass(PATIENCE);
  expect(await ink(mix("A", "A"))).toEqual(own);
});

test("samples come from the top down, with what the top prior attends to", async ({ workbench, page }) => {
  test.slow();
  await trained(workbench);
  await workbench.tab(en.draw).click();
  await expect(page.getByText(en.needsPrior)).toBeVisible();
  await trainPrior(workbench, page, en.toPriors, 20);
  await expect(page.getByText(pattern(en.stage, TOP))).toBeVisible(PATIENCE);
  await expect(page.getByText(en.rest)).toBeVisible();
  const samples = (grid: typeof TOP) => picture(page, say(en.samples, grid));
  const first = await ink(samples(TOP));

  const map = page.getByRole("region", { name: en.attention }).getByRole("grid").first();
  await expect(map).toBeVisible(PATIENCE);
  await map.getByRole("gridcell").focus();
  await page.keyboard.press("Control+Home");
  await expect(map.getByRole("gridcell")).toHaveAttribute("aria-label", pattern(en.cell, { row: 1, column: 1 }));

  await page.getByRole("button", { name: en.again }).click();
  await expect.poll(async () => difference(await ink(samples(TOP)), first), PATIENCE).toBeGreaterThan(0.1);

  await trainPrior(workbench, page, say(en.below, BOTTOM), 8);
  await expect(page.getByText(pattern(en.stage, BOTTOM))).toBeVisible(PATIENCE);
  await expect(samples(TOP)).toBeVisible();
  await expect(samples(BOTTOM)).toBeVisible();
});

test("another model is told what the room needs", async ({ workbench, page }) => {
  await workbench.open("dataset=digits&model=vae&hidden=32&seed=7&room=hierarchy");
  await page.getByRole("button", { name: page_en.rooms.switch }).click();
  await workbench.waitForState("ready");
  await expect(page.getByText(en.statement.levels)).toBeVisible();
});

for (const [lang, theme, texts, room] of [
  ["en", "light", page_en, en],
  ["ko", "dark", page_ko, ko],
] as const) {
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    test.slow();
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${DIGITS}&lang=${lang}&theme=${theme}`);
    await workbench.button(texts.transport.step).click();
    await workbench.waitForStep(1);
    for (const view of [room.levels, room.swap, room.draw]) {
      await page.getByRole("tablist", { name: room.views }).getByRole("tab", { name: view }).click();
      await expectOpenToAll(page, view);
    }
    await page.getByRole("button", { name: room.toPriors }).click();
    await workbench.waitForState("ready");
    await expect(page.getByRole("heading", { name: room.attention })).toBeVisible(PATIENCE);
    await expectOpenToAll(page, `${room.draw}, of a prior`);
  });
}
