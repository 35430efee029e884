/** The rejection desk: two classifiers are trained, samples are kept by one of them and judged by the other. */
import type { Page } from "@playwright/test";
import { en } from "../src/app/rooms/reject/en";
import { ko } from "../src/app/rooms/reject/ko";
import { expectOpenToAll } from "./axe";
import { expect, SMALL, test, type Workbench } from "./workbench";

const ROOM = `${SMALL}&room=reject`;
/** Two classifiers, on a machine that has other things to do. */
const UNTIL_TRAINED = 240_000;
const PATIENCE = 60_000;
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
];

async function trainBoth(page: Page, texts: { judges: { train: string } } = en) {
  await page.getByRole("button", { name: texts.judges.train }).click();
  await expect(page.locator("[data-metric=recognised]")).toHaveAttribute("data-value", /\d/, {
    timeout: UNTIL_TRAINED,
  });
}

const numbers = (workbench: Workbench) => workbench.read("kept", "acceptance-rate", "recognised");

test("the threshold trades how many are kept for how good they are", async ({ workbench, page }) => {
  test.setTimeout(UNTIL_TRAINED + 120_000);
  await workbench.open(`${ROOM}&play=1`);
  await workbench.waitForStep(1200); // until some samples are sure to be recognised
  await workbench.pause();
  await expect(page.getByText(en.judges.title)).toBeVisible();

  await page.getByRole("button", { name: en.judges.train }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: en.judges.cancel }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await trainBoth(page);

  const slider = page.getByRole("slider", { name: en.threshold, exact: true });
  await expect.poll(() => workbench.metric("kept"), { timeout: PATIENCE }).toBeGreaterThan(0);
  await expect(async () => {
    await slider.press("Home");
    await expect(slider).toHaveAttribute("aria-valuetext", "0", { timeout: 2000 });
  }).toPass({ timeout: PATIENCE });
  await expect.poll(() => workbench.metric("kept")).toBe(1024);
  await expect(page.getByText(en.nothingRejected)).toBeVisible();
  const all = await numbers(workbench);
  expect(all["acceptance-rate"]).toBe(1);
  const kept = page.getByRole("region", { name: en.kept, exact: true }).getByRole("listitem");
  await expect(kept).toHaveCount(24);
  const distanceOfAll = await workbench.metric("frechet");
  expect(distanceOfAll).toBeGreaterThan(0);

  for (let press = 0; press < 15; press++) await slider.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "0.98");
  const strict = await numbers(workbench);
  expect(strict.kept).toBeLessThan(all.kept);
  expect(strict.kept / 1024).toBeCloseTo(strict["acceptance-rate"], 6);
  expect(strict.recognised, "another classifier agrees more often").toBeGreaterThan(all.recognised);

  // A finger on a chart chooses, too.
  const chart = page.getByRole("group", { name: en.shares });
  const box = await chart.boundingBox();
  if (!box) throw new Error("no chart");
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 200, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(slider).toHaveAttribute("aria-valuetext", "0.9999");

  await slider.press("Home");
  const before = await workbench.metric("recognised");
  await page.getByRole("button", { name: en.again }).click();
  await expect.poll(() => workbench.metric("recognised"), { timeout: PATIENCE }).not.toBe(before);

  // The classifiers outlive the run, and the room; the samples follow the model.
  await workbench.tab(workbench.texts.rooms.flow).click();
  await workbench.tab(workbench.texts.rooms.reject).click();
  await expect.poll(() => workbench.metric("kept"), { timeout: PATIENCE }).toBeGreaterThan(0);
  await workbench.play();
  await workbench.expectMoreSteps(50);

  await expectOpenToAll(page, "trained", SIZES);
});

test("what cannot be rejected is said, with a way on", async ({ workbench, page }) => {
  await workbench.open("dataset=points&model=vae&latent=2&hidden=32&seed=7&room=reject");
  await expect(page.getByText(en.needs.points)).toBeVisible();
  await page.getByRole("button", { name: en.needs.offer }).click();
  await expect(page.getByText(en.judges.title)).toBeVisible({ timeout: PATIENCE });
});

test("nobody is shut out", async ({ workbench, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [theme, lang, texts] of [
    ["light", "en", en],
    ["dark", "ko", ko],
  ] as const) {
    await page.goto("about:blank");
    await workbench.open(`${ROOM}&theme=${theme}&lang=${lang}`);
    await expect(page.getByText(texts.judges.title)).toBeVisible();
    await expectOpenToAll(page, theme, SIZES);
  }
});
