/** The denoise room: noise that acts at once, clean, noisy and rebuilt, the codes that move, and points that walk. */
import type { Page } from "@playwright/test";
import { en as room } from "../src/app/rooms/denoise/en";
import { en as rivals } from "../src/app/rooms/rival/en";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, say, test, Workbench } from "./workbench";

const DIGITS = "dataset=digits&model=dae&latent=8&hidden=32&batch=32&seed=7&corruption=gaussian&strength=0.5";
const MOONS = "dataset=points&shape=moons&model=dae&latent=2&hidden=64&batch=64&seed=7&strength=0.2";

const picture = (page: Page, id: "noisy" | "rebuilt") =>
  page.getByRole("img", { name: `${id === "noisy" ? "x̃" : "x̂"}, ${room[id]}` });
const kind = (page: Page) => page.getByRole("main").getByRole("combobox", { name: room.kind });
const metric = (page: Page, name: string) =>
  page.locator(`[data-metric="${name}"]`).evaluate((element: HTMLElement) => Number(element.dataset.value));

test("takes noise away, more of it the longer it learns, and moves codes less than a plain autoencoder", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${DIGITS}&room=denoise&play=1`);
  await expect.poll(() => metric(page, "noisy-error")).toBeCloseTo(0.25, 1);
  await expect
    .poll(() => metric(page, "rebuilt-error"), { timeout: 60_000 })
    .toBeLessThan(0.3 * (await metric(page, "noisy-error")));

  await workbench.button(room.plainBeside).click();
  await expect(page.getByText(rivals.together.split("{")[0] as string)).toBeVisible({ timeout: 90_000 });
  await workbench.pause();
  await expect.poll(() => metric(page, "rival-error"), { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await metric(page, "rebuilt-error"), "rebuilt").toBeLessThan(await metric(page, "rival-error"));
  expect(await metric(page, "latent-shift"), "the code").toBeLessThan(await metric(page, "rival-shift"));
});

test("turns the run's own noise while it goes on, and draws it again", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&room=denoise&play=1`);
  await expect.poll(() => metric(page, "noisy-error")).toBeGreaterThan(0.1);
  const step = await workbench.metric("step");
  await page.getByLabel(say(en.knobs.exact, { knob: room.strength }), { exact: true }).fill("0.1");
  await page.keyboard.press("Enter");
  await expect.poll(() => metric(page, "noisy-error")).toBeLessThan(0.02);
  await expect.poll(() => page.url(), "the link has it").toContain("strength=0.1");
  expect(await workbench.metric("step"), "the same run").toBeGreaterThanOrEqual(step);

  await kind(page).selectOption("masking");
  await expect.poll(() => page.url()).toContain("corruption=masking");
  await workbench.expectMoreSteps();

  await page.getByLabel(say(en.knobs.exact, { knob: room.strength }), { exact: true }).fill("0.5");
  await page.keyboard.press("Enter");
  await workbench.pause();
  await expect.poll(async () => (await ink(picture(page, "noisy"))).some((value) => value > 0)).toBe(true);
  await page.waitForTimeout(600);
  const before = await ink(picture(page, "noisy"));
  await page.getByRole("main").getByRole("button", { name: room.redraw }).click();
  await expect.poll(async () => difference(before, await ink(picture(page, "noisy")))).toBeGreaterThan(3);
});

test("spoils and rebuilds one's own drawing", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&room=denoise`);
  await expect(picture(page, "rebuilt")).toBeVisible();
  const pad = page.getByRole("button", { name: `x, ${room.clean}` });
  const box = await pad.boundingBox();
  if (!box) throw new Error("no pad");
  await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => metric(page, "noisy-one")).toBeGreaterThan(0.15);
  expect(await metric(page, "rebuilt-one")).toBeGreaterThan(0);
});

test("shows what a model that has never seen noise makes of it, and trains one that does", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${DIGITS.replace("model=dae", "model=vae").replace(/&corruption.*/, "")}&room=denoise`);
  await expect.poll(() => metric(page, "noisy-error")).toBeGreaterThan(0.01);
  await kind(page).selectOption("saltAndPepper");
  await expect.poll(() => metric(page, "latent-shift")).toBeGreaterThan(0);
  await workbench.button(room.train).click();
  await expect.poll(() => page.url()).toContain("model=dae");
  expect(page.url()).toContain("corruption=saltAndPepper");
});

test("draws the field over points, along which they walk to the data", async ({ workbench, page }) => {
  await workbench.open(`${MOONS}&room=denoise&play=1`);
  await workbench.waitForStep(1000);
  await workbench.pause();
  await expect.poll(() => metric(page, "distance-before")).toBeGreaterThan(0.05);
  await workbench.button(room.once).click();
  await expect.poll(() => metric(page, "passes")).toBe(1);
  expect(await metric(page, "distance-now")).toBeLessThan(0.8 * (await metric(page, "distance-before")));
  await workbench.button(room.again).click();
  await expect.poll(() => metric(page, "passes")).toBeGreaterThan(4);
  await workbench.button(room.stop).click();
  await page.getByRole("main").getByRole("button", { name: room.scatter }).click();
  await expect.poll(() => metric(page, "passes")).toBe(0);
});

test("the flow shows what the model is shown", async ({ workbench, page }) => {
  await workbench.open(DIGITS);
  const shown = page.getByRole("img", { name: `x̃, ${en.flow.noisy}` });
  await expect(shown).toBeVisible();
  await expect.poll(async () => (await ink(shown)).some((value) => value > 0)).toBe(true);
  const before = await ink(shown);
  await workbench.button(en.flow.drawNoise).click();
  await expect.poll(async () => difference(before, await ink(shown))).toBeGreaterThan(10);
});

for (const [name, hash, lang, theme] of [
  ["images", DIGITS, "en", "light"],
  ["points", MOONS, "ko", "dark"],
  ["64 dimensions, never seen noise", DIGITS.replace("latent=8", "latent=64").replace("dae", "ae"), "ko", "light"],
] as const) {
  test(`axe finds nothing serious: ${name}, ${lang}, ${theme}`, async ({ page }) => {
    const workbench = new Workbench(page, lang === "ko" ? ko : en);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${hash}&room=denoise&lang=${lang}&theme=${theme}`);
    await expect.poll(() => metric(page, "latent-shift")).toBeGreaterThan(0);
    await expectOpenToAll(page, name);
  });
}
