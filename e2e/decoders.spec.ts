/** p(x|z) as it is chosen, shown and counted. */
import { DECODERS } from "../src/engine/knobs";
import { en } from "../src/i18n/en";
import { difference, expect, ink, pattern, SMALL, test } from "./workbench";

test("x̂ is the mean of p(x|z), or a draw of it that stays as it is while the model does", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&decoder=gaussian&sigma=0.3&play=1`);
  await workbench.waitForStep(50);
  await workbench.pause();
  const mean = await ink(workbench.xHat);
  await page.getByRole("group", { name: en.flow.shows }).getByText(en.flow.sample, { exact: true }).click();
  const draw = page.getByRole("img", { name: `x, ${en.flow.oneDraw}` });
  await expect(draw).toBeVisible();
  const drawn = await ink(draw);
  expect(difference(mean, drawn), "σ = 0.3 of each pixel").toBeGreaterThan(20);
  await workbench.button(en.flow.another).click();
  await expect.poll(async () => difference(drawn, await ink(draw))).toBeGreaterThan(0);
  await page.getByRole("radio", { name: en.flow.sample }).press("ArrowLeft");
  await expect(workbench.xHat).toBeVisible();
});

test("every decoder learns, and says what its nats count", async ({ workbench, page }) => {
  const units = {
    bernoulli: "",
    gaussian: en.evidence.density,
    learned: en.evidence.density,
    logistic: en.evidence.levels,
  };
  for (const decoder of DECODERS) {
    await workbench.open(`${SMALL}&decoder=${decoder}&play=1`);
    await expect.poll(() => workbench.metric("heldout-loss")).not.toBeNaN();
    const first = await workbench.metric("heldout-loss");
    await workbench.waitForStep(100);
    await expect.poll(() => workbench.metric("heldout-loss")).toBeLessThan(first);
    for (const unit of [en.evidence.density, en.evidence.levels])
      await expect(page.getByText(unit)).toHaveCount(unit === units[decoder] ? 1 : 0);
    const sigma = await workbench.metric("sigma");
    if (decoder === "learned") await expect.poll(() => workbench.metric("sigma")).not.toBe(sigma);
    else expect(sigma).toBeNaN();
  }
});

test("the ledger shows how far a warm-up has come, adds free bits up, and both are turned while it learns", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&beta=4&warmUp=2000`);
  for (let i = 0; i < 3; i++) await workbench.lossesOfSteps(1);
  const row = page.getByRole("row", { name: en.evidence.kl });
  await expect(row).toContainText(pattern(en.evidence.klWeighted, { beta: "0.006" }));
  await expect(page.getByRole("heading", { name: en.evidence.loss })).toBeVisible();

  await workbench.turn(en.knobs.warmUp, 0);
  await expect(row).toContainText(pattern(en.evidence.klWeighted, { beta: 4 }));
  await workbench.turn(en.knobs.freeBits, 0.5);
  await expect(page.getByRole("row", { name: en.evidence.freeBits })).toBeVisible();
  await workbench.lossesOfSteps(1);
  expect(await workbench.metric("step")).toBe(4);
  await workbench.settle();
  const terms = ["heldout-reconstruction", "heldout-kl", "heldout-freeBits"] as const;
  const sum = async () => {
    const read = await workbench.read("heldout-loss", ...terms);
    return terms.reduce((left, term) => left - read[term], read["heldout-loss"]);
  };
  await expect.poll(async () => Math.abs(await sum())).toBeLessThan(0.01);
});
