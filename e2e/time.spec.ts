/** The run's past: the time machine, branches, the list of runs, and weights that are carried over. */
import { en } from "../src/i18n/en";
import { expect, pattern, SMALL, say, test } from "./workbench";

test("the time machine takes everything back, and playing from there makes a branch", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(60);
  await workbench.pause();
  const last = await workbench.metric("step");
  const scrubber = page.getByRole("slider", { name: en.time.scrubber });
  await scrubber.focus();
  await page.keyboard.press("Home");
  await expect.poll(() => workbench.metric("step")).toBe(0);
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => workbench.metric("step")).toBeGreaterThan(1);
  const then = await workbench.metric("step");
  await expect(page.getByText(pattern(en.time.back, { step: then }))).toBeVisible();
  expect(last).toBeGreaterThan(then);

  await page.keyboard.press("End");
  await expect.poll(() => workbench.metric("step")).toBe(last);

  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
  await expect.poll(() => workbench.metric("step")).toBeLessThan(last);
  await workbench.play();
  await workbench.expectMoreSteps(20);
  await workbench.pause();
  const runs = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /“/ }) });
  await expect(runs, "the run that was left, and its branch").toHaveCount(2);
});

test("earlier runs have names and curves, and can be gone back to", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(100);
  await workbench.pause();
  const before = await workbench.metric("step");
  await page.getByRole("button", { name: pattern(en.runs.rename) }).click();
  await page.getByLabel(en.runs.name).fill("first");
  await page.keyboard.press("Enter");
  await page.getByRole("slider", { name: en.knobs.latent }).press("ArrowRight");
  await workbench.play();
  await workbench.waitForStep(30);
  await workbench.pause();
  const curve = page.getByRole("button", { name: say(en.runs.curve, { name: "first" }) });
  await expect(curve).toHaveAttribute("aria-pressed", "true");
  await curve.click();
  await expect(curve).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: say(en.runs.reopen, { name: "first" }) }).click();
  await expect(page).toHaveURL(/latent=2/);
  await expect.poll(() => workbench.metric("step"), { timeout: 20_000 }).toBe(before);
  await workbench.play();
  await workbench.waitForStep(before + 10);
});

test("a VAE starts from what the autoencoder has learned, its plane over the autoencoder's", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL.replace("model=vae", "model=ae")}&play=1`);
  await workbench.waitForStep(200);
  await workbench.pause();
  await page.getByLabel(en.carry.label).check();
  await page.getByRole("radio", { name: pattern(en.model.vae) }).check({ force: true });
  await workbench.waitForState("ready");
  await expect(page.getByText(say(en.carry.kept, { percent: 100 }))).toBeVisible();
  await expect(page.getByLabel(en.carry.skin)).toBeChecked();
  const inherited = await workbench.heldOutLoss();
  // Reset goes back to where it started: not to random weights.
  await workbench.play();
  await workbench.waitForStep(20);
  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  await expect.poll(() => workbench.heldOutLoss()).toBeCloseTo(inherited, 3);
  await page.getByLabel(en.carry.label).uncheck();
  await page
    .getByRole("radio", { name: pattern(en.model.ae) })
    .first()
    .check({ force: true });
  await workbench.waitForState("ready");
  await expect(page.getByText(say(en.carry.kept, { percent: 100 }))).toBeHidden();
});
