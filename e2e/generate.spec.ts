/** Chapter 4: an autoencoder and a VAE side by side, given the same draws of the prior. */
import type { Page } from "@playwright/test";
import { en as roomEn } from "../src/app/rooms/generate/en";
import { en as rivalEn } from "../src/app/rooms/rival/en";
import { en } from "../src/i18n/en";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, pattern, SMALL, say, test } from "./workbench";

/** Loading the second run, and catching up on a busy machine. */
const UNTIL_READY = 45_000;
const AE = en.model.ae;
const VAE = en.model.vae;
const samplesOf = (page: Page, model: string) =>
  page.getByRole("img", { name: say(roomEn.samples, { model }), exact: true });
const hereOf = (page: Page, model: string) =>
  page.getByRole("img", { name: say(roomEn.decodedHere, { model }), exact: true });
const planeOf = (page: Page, model: string) => page.getByRole("application", { name: `${model}. ${roomEn.planeHint}` });
const together = (page: Page) => page.getByText(pattern(rivalEn.together));

test("the other model trains beside, in step, on the same seed, and ends with the room", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&room=generate`);
  await expect(together(page)).toBeVisible({ timeout: UNTIL_READY });
  for (let step = 1; step <= 2; step++) {
    await workbench.button(en.transport.step).click();
    await expect(together(page)).toContainText(say("Both at step {step}", { step }));
  }
  await workbench.play();
  await workbench.waitForStep(30);
  await workbench.pause();
  const step = await workbench.settle();
  await expect(together(page)).toContainText(say("Both at step {step}:", { step }));

  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  await expect(together(page), "both are back at the start").toContainText("Both at step 0");

  // Structural knobs and another model start both anew.
  await page.getByRole("radio", { name: /^Autoencoder/ }).check({ force: true });
  await workbench.waitForState("ready");
  await expect(together(page)).toContainText("Both at step 0");
  await workbench.play();
  await workbench.waitForStep(20);
  await expect.poll(() => workbench.metric("vae-distance")).toBeGreaterThan(0);
  await workbench.tab(en.rooms.flow).click();
  await workbench.expectMoreSteps();
});

test("one that starts late catches up, and says so; it can be ended and started", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(500);
  await workbench.tab(en.rooms.generate).click();
  const catching = page.getByText(/^Catching up/);
  await expect(catching).toBeVisible({ timeout: UNTIL_READY });
  await expect(together(page)).toBeVisible({ timeout: UNTIL_READY });
  await page.getByRole("button", { name: rivalEn.end, exact: true }).click();
  await expect(page.getByText(rivalEn.alone)).toBeVisible();
  await workbench.expectMoreSteps();
  await page.getByRole("button", { name: rivalEn.start, exact: true }).click();
  await expect(together(page)).toBeVisible({ timeout: UNTIL_READY });
});

test("the same z goes through both decoders: drawn again, dragged and hovered", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=generate&play=1`);
  await workbench.waitForStep(300);
  await workbench.pause();
  const [ofAe, ofVae] = [samplesOf(page, AE), samplesOf(page, VAE)];
  await expect.poll(async () => Math.max(...(await ink(ofAe)))).toBeGreaterThan(100);
  await expect.poll(async () => Math.max(...(await ink(ofVae)))).toBeGreaterThan(100);
  for (const name of ["ae-distance", "ae-coverage", "vae-distance", "vae-coverage"])
    await expect.poll(() => workbench.metric(name), name).toBeGreaterThan(0);
  // Far from trained, but the VAE has something for every z already.
  expect(await workbench.metric("vae-coverage")).toBeLessThan(await workbench.metric("ae-coverage"));

  const before = await Promise.all([ink(ofAe), ink(ofVae)]);
  await page.getByRole("button", { name: roomEn.again }).click();
  await expect.poll(async () => difference(await ink(ofAe), before[0])).toBeGreaterThan(1);
  await expect.poll(async () => difference(await ink(ofVae), before[1])).toBeGreaterThan(1);

  const [aeHere, vaeHere] = [hereOf(page, AE), hereOf(page, VAE)];
  await expect.poll(async () => Math.max(...(await ink(aeHere)))).toBeGreaterThan(50);
  const still = await Promise.all([ink(aeHere), ink(vaeHere)]);
  await planeOf(page, VAE).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(async () => difference(await ink(aeHere), still[0])).toBeGreaterThan(1);
  await expect.poll(async () => difference(await ink(vaeHere), still[1])).toBeGreaterThan(1);
  const box = (await planeOf(page, VAE).boundingBox()) as { x: number; y: number; width: number };
  const keyed = await ink(vaeHere);
  await page.mouse.move(box.x + 30, box.y + 30);
  await expect.poll(async () => difference(await ink(vaeHere), keyed)).toBeGreaterThan(1);
  await page.mouse.move(box.x + 30, 4);
  await expect.poll(async () => difference(await ink(vaeHere), keyed), "back to the handle").toBeLessThan(0.5);
});

test("the plane is painted by distance or certainty, on one scale for both", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=generate&play=1`);
  await workbench.waitForStep(200);
  await workbench.pause();
  const legend = page.getByRole("img", { name: pattern(roomEn.legend) });
  await expect(legend).toHaveAttribute("aria-label", /\d\.\d\d .*\d\.\d\d/, { timeout: 30_000 });
  const distance = await legend.getAttribute("aria-label");
  await page.getByRole("radio", { name: roomEn.certainty }).check({ force: true });
  await expect(legend).toHaveAttribute("aria-label", /0\.\d\d .*0\.\d\d|0\.\d\d .*1\.00/, { timeout: 30_000 });
  expect(await legend.getAttribute("aria-label")).not.toBe(distance);
  await page.getByRole("radio", { name: roomEn.none, exact: true }).check({ force: true });
  await expect(legend).toHaveCount(0);
});

for (const hash of ["latent=1", "latent=8", "dataset=points&latent=2", "dataset=points&shape=swissRoll&latent=1"])
  test(`it stands ${hash}`, async ({ workbench, page }) => {
    await workbench.open(`${SMALL.replace("&latent=2", "")}&${hash}&room=generate&play=1`);
    await workbench.waitForStep(30);
    await expect.poll(() => workbench.metric("ae-distance"), { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(() => workbench.metric("vae-distance"), { timeout: 30_000 }).toBeGreaterThan(0);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

test("both come back when the worker dies", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=generate&play=1`);
  await workbench.waitForStep(100);
  await page.waitForTimeout(3500); // checkpoints are three seconds apart
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(workbench.notice("recovered")).toBeVisible({ timeout: 30_000 });
  await expect(together(page)).toBeVisible({ timeout: UNTIL_READY });
  await workbench.expectMoreSteps();
});

test("nobody is shut out", async ({ workbench, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [theme, lang] of [
    ["light", "en"],
    ["dark", "ko"],
  ]) {
    await page.goto("about:blank");
    await workbench.open(`${SMALL}&room=generate&theme=${theme}&lang=${lang}`);
    await expect.poll(() => workbench.metric("ae-distance"), { timeout: 30_000 }).toBeGreaterThan(0);
    await expectOpenToAll(page, `${theme}, ${lang}`);
  }
});
