/** A VQ-VAE in stages: the autoencoder, then a prior over the codes that it makes of the data, each a run of its own. */
import type { Page } from "@playwright/test";
import { en } from "../src/i18n/en";
import { expectOpenToAll } from "./axe";
import { expect, pattern, test, type Workbench } from "./workbench";

const VQ =
  "dataset=digits&model=vqVae&network=conv&latent=4&codes=16&hidden=32&batch=32&learningRate=0.002&channels=8&layers=1&seed=7";

const bar = (page: Page) => page.getByRole("navigation", { name: en.stages.title });
const stage = (page: Page, name: string) => bar(page).getByRole("button", { name: pattern(name) });
const choose = (page: Page, model: string) =>
  page.getByRole("radio", { name: new RegExp(`^${model} \\d`) }).check({ force: true });
const current = (page: Page) => bar(page).locator("[aria-current]").first();

async function trainPrior(workbench: Workbench, page: Page, steps: number): Promise<void> {
  await stage(page, en.stages.prior).click();
  await expect(current(page)).toContainText(en.stages.prior);
  await workbench.waitForState("playing");
  await workbench.waitForStep(steps);
}

test("a prior learns the codes of the autoencoder, which waits; both are gone back to", async ({ workbench, page }) => {
  test.slow();
  await workbench.open(VQ);
  await workbench.play();
  await workbench.waitForStep(60);
  await trainPrior(workbench, page, 4);
  expect(await workbench.metric("step")).toBeLessThan(60);
  const first = await workbench.metric("loss");
  await workbench.waitForStep(25);
  expect(await workbench.metric("loss")).toBeLessThan(first);
  expect(new URL(page.url()).hash).toContain("model=vqVae");

  // Who goes back to look finds it standing still.
  const prior = await workbench.metric("step");
  await stage(page, en.stages.autoencoder).click();
  await workbench.waitForState("paused");
  await expect(current(page)).toContainText(en.stages.autoencoder);
  expect(await workbench.metric("step")).toBeGreaterThanOrEqual(60);
  await expect(bar(page).getByRole("status")).toHaveCount(0); // it has not learned on: the prior speaks of its codes

  await workbench.button(en.transport.step).click();
  await expect(bar(page).getByRole("status")).toBeVisible(); // now it has
  await stage(page, en.stages.prior).click();
  await expect(current(page)).toContainText(en.stages.prior);
  await workbench.waitForStep(prior);
  await expect(bar(page).getByRole("status")).toBeVisible();
  await workbench.button(en.stages.anew).click();
  await expect.poll(() => workbench.metric("step")).toBe(0);
  await expect(bar(page).getByRole("status")).toHaveCount(0);
  await expectOpenToAll(page, "the second stage");
});

test("a prior that is gone back to in the list has its autoencoder with it", async ({ workbench, page }) => {
  test.slow();
  await workbench.open(VQ);
  await workbench.play();
  await workbench.waitForStep(40);
  await trainPrior(workbench, page, 30);
  await workbench.pause();
  await choose(page, en.model.ae);
  await workbench.waitForState("ready");
  await page
    .getByRole("button", { name: pattern(en.runs.reopen) })
    .first()
    .click();
  await expect(current(page)).toContainText(en.stages.prior);
  await workbench.waitForStep(30);
  await stage(page, en.stages.autoencoder).click();
  await expect(current(page)).toContainText(en.stages.autoencoder);
  await workbench.waitForStep(40);
  await workbench.play();
  await workbench.expectMoreSteps();
});

test("the prior follows by itself where that is wanted, and another autoencoder has none", async ({
  workbench,
  page,
}) => {
  test.slow();
  await workbench.open(VQ);
  await bar(page).getByRole("combobox").selectOption("200");
  await workbench.play();
  await expect(current(page)).toContainText(en.stages.prior, { timeout: 90_000 });
  await workbench.waitForState("playing");
  await workbench.waitForStep(3);
  await choose(page, en.model.pixelCnn);
  await expect(bar(page)).toHaveCount(0);
  await choose(page, en.model.vqVae);
  await expect(stage(page, en.stages.prior)).toContainText(en.stages.notYet);
});

test("a prior goes on from its last step when the worker dies", async ({ workbench, page }) => {
  test.slow();
  await workbench.open(VQ);
  await workbench.play();
  await workbench.waitForStep(40);
  await trainPrior(workbench, page, 12);
  await page.waitForTimeout(3500); // checkpoints are three seconds apart
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(workbench.notice("recovered")).toBeVisible({ timeout: 60_000 });
  await workbench.waitForState("playing");
  await expect(current(page)).toContainText(en.stages.prior);
  await workbench.expectMoreSteps(5);
});
