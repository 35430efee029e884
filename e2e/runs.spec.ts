/** What is the same run, what is another, and how they compare. */
import { en } from "../src/i18n/en";
import { expect, pattern, SMALL, say, test, textOf, Workbench, watch } from "./workbench";

test("Reset replays the same losses, another seed gives others", async ({ workbench }) => {
  await workbench.open();
  const first = await workbench.lossesOfSteps(3);
  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  expect(await workbench.metric("step")).toBe(0);
  expect(await workbench.lossesOfSteps(3)).toEqual(first);

  await workbench.button(/^New seed/).click();
  await workbench.waitForState("ready");
  const other = await workbench.lossesOfSteps(3);
  expect(other.every((loss, i) => loss !== first[i])).toBe(true);
});

test("a shared link opens the same experiment elsewhere, with the same first losses", async ({
  workbench,
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.open(`${SMALL}&beta=2.5&learningRate=0.002`);
  const losses = await workbench.lossesOfSteps(3);
  await workbench.button(en.header.share).click();
  await expect(workbench.notice("copied")).toHaveText(en.notice.copied);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("beta=2.5&learningRate=0.002");

  const elsewhere = await browser.newContext();
  try {
    const other = new Workbench(await elsewhere.newPage());
    const seen = watch(other.page);
    await other.page.goto(link);
    await other.waitForState("playing");
    await other.waitForStep(1);
    await other.button(en.transport.reset).click();
    await other.waitForState("ready");
    expect(await other.lossesOfSteps(3)).toEqual(losses);
    expect(seen.problems).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test("a new β reaches the ledger without a restart", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(100);
  await workbench.turn(en.knobs.beta, 8);
  const row = page.getByRole("row", { name: en.evidence.kl });
  await expect(row).toContainText(pattern(en.evidence.klWeighted, { beta: 8 }));
  await expect(page).toHaveURL(/beta=8(&|$)/);
  await workbench.expectMoreSteps();
  expect(await workbench.metric("step")).toBeGreaterThan(100);
  await workbench.pause();
  const detail = (await textOf(row.getByRole("rowheader"))).match(/× ([\d.]+)/);
  expect(8 * Number(detail?.[1])).toBeCloseTo(await workbench.metric("heldout-kl"), 0);
  const read = await workbench.read("heldout-loss", "heldout-reconstruction", "heldout-kl");
  expect(read["heldout-reconstruction"] + read["heldout-kl"]).toBeCloseTo(read["heldout-loss"], 2);
  await expect(page.getByRole("heading", { name: en.evidence.compare })).toBeHidden();
});

test("a slider of a live knob acts at once, by keyboard too", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(20);
  const slider = page.getByRole("slider", { name: new RegExp(`^${en.knobs.learningRate}`) });
  await slider.focus();
  await page.keyboard.down("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "0.002");
  await expect(page, "while the key is still down").toHaveURL(/learningRate=0\.002/);
  await page.keyboard.up("ArrowRight");
  expect(await workbench.metric("step")).toBeGreaterThanOrEqual(20);
});

test("a link and a comparison say that a knob was turned while the run learned", async ({
  workbench,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(20);
  await workbench.turn(en.knobs.beta, 8);
  await workbench.pause();
  await workbench.button(en.header.share).click();
  await expect(workbench.notice("copied")).toContainText(en.notice.copiedTurned);
  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  const compared = page.getByRole("listitem");
  await expect(compared.filter({ hasText: en.evidence.turnedBefore })).toBeVisible();
  await workbench.button(en.header.share).click();
  await expect(workbench.notice("copied")).toHaveText(en.notice.copied);
});

test("a structural knob starts a new run, and the one before stays as a ghost that says what changed", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForHeldOutLossBelow(400);
  await workbench.expectMoreSteps(200);
  const step = await workbench.metric("step");
  await workbench.turn(en.knobs.hidden, 64);
  await expect.poll(() => workbench.metric("step"), { intervals: [20] }).toBeLessThan(step);
  await workbench.waitForStep(1);
  await expect(workbench.root, "it goes on playing").toHaveAttribute("data-state", "playing");
  await expect(page.getByRole("heading", { name: en.evidence.compare })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: `${en.knobs.hidden} 32` })).toHaveText(
    `${en.knobs.hidden} 32 → 64`,
  );
  await expect(page.getByText(en.evidence.ghost, { exact: false }).first()).toBeVisible();
  await expect(page).toHaveURL(/hidden=64/);
});

test("the linear autoencoder comes near PCA, whose error is drawn", async ({ workbench, page }) => {
  await workbench.open("dataset=digits&model=ae&network=linear&latent=8&batch=64&learningRate=0.003&seed=7");
  await expect.poll(() => workbench.metric("mse"), { timeout: 30_000 }).toBeGreaterThan(0);
  const untrained = await workbench.metric("mse");
  await workbench.play();
  await expect.poll(() => workbench.metric("pca-mse"), { timeout: 60_000 }).toBeGreaterThan(0);
  const pca = await workbench.metric("pca-mse");
  expect(pca).toBeLessThan(untrained);
  await expect(page.getByRole("img", { name: en.evidence.curve }).getByText(en.evidence.pca)).toBeVisible();
  await expect
    .poll(() => workbench.metric("mse"), { timeout: 60_000, message: `PCA's error is ${pca}` })
    .toBeLessThan(1.25 * pca);
  await workbench.expectMoreSteps(500);
  expect(await workbench.metric("mse"), "no linear model beats PCA by more than chance").toBeGreaterThan(0.95 * pca);
});

test("models and networks can be changed while it plays", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(20);
  const panel = page.getByRole("complementary", { name: en.header.experiment });
  await panel
    .getByRole("radio", { name: pattern(en.model.ae) })
    .first()
    .check({ force: true });
  await workbench.waitForState("playing");
  await workbench.waitForStep(20);
  await expect(page).toHaveURL(/model=ae/);
  await panel.getByLabel(en.knobs.network).selectOption("linear");
  await workbench.waitForState("playing");
  await workbench.waitForStep(20);
  await expect(page).toHaveURL(/network=linear/);
  await expect(page.getByText(say(en.knobs.hidden), { exact: true })).toBeHidden();
});
