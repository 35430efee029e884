/** The room of what the encoder is good for: classify, cluster, find what is odd. */
import { en } from "../src/app/rooms/uses/en";
import { ko } from "../src/app/rooms/uses/ko";
import { en as page_ } from "../src/i18n/en";
import { ko as koPage } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { expect, pattern, SMALL, say, test, Workbench } from "./workbench";

const ROOM = `${SMALL}&room=uses`;
const PATIENCE = 60_000;

test("z is classified better and better, beside PCA and raw pixels, and the matrix says who is who", async ({
  workbench,
  page,
}) => {
  test.setTimeout(150_000);
  await workbench.open(ROOM);
  const accuracy = (basis: string) => workbench.metric(`accuracy-${basis}-neighbours`);
  await expect.poll(() => accuracy("z"), { timeout: PATIENCE }).toBeGreaterThan(0);
  const untrained = await accuracy("z");
  await workbench.play();
  await workbench.waitForStep(150);
  await expect.poll(() => accuracy("z"), { timeout: PATIENCE }).toBeGreaterThan(untrained + 0.05);
  await workbench.pause();
  await expect.poll(() => accuracy("pca"), { timeout: PATIENCE }).toBeGreaterThan(0.3);
  await expect(page.getByRole("button", { name: en.classifier.cancel })).toBeVisible();
  await page.getByRole("button", { name: en.classifier.cancel }).click();
  await page.getByRole("button", { name: en.classifier.measure }).click();
  await expect.poll(() => accuracy("x"), { timeout: PATIENCE }).toBeGreaterThan(0.8);
  expect(await accuracy("x"), "all pixels tell more than two numbers").toBeGreaterThan(await accuracy("z"));

  const matrix = page.getByRole("table", { name: en.classifier.matrix });
  const counts = (await matrix.getByRole("cell").allTextContents()).map(Number);
  expect(counts).toHaveLength(100);
  expect(counts.reduce((a, b) => a + b)).toBe(1000);
  const hits = counts.filter((_, cell) => cell % 11 === 0).reduce((a, b) => a + b);
  expect(await workbench.metric("accuracy-z-probe")).toBeCloseTo(hits / 1000, 6);
  await page.getByRole("radio", { name: say(en.classifier.neighbours, { k: 5 }) }).check({ force: true });
  const ones = matrix.getByRole("button", { name: pattern(en.classifier.cell, { truth: "1", predicted: "1" }) });
  const count = Number(await ones.textContent());
  await ones.click();
  await expect(page.getByText(`${count} samples of 1, rightly recognised`)).toBeVisible();
  await ones.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^\d* ?samples?: true 1, taken for 2/)).toBeVisible();
});

test("k-means on z comes near the classes, and its centres are decoded", async ({ workbench, page }) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.tab(en.cluster).click();
  await workbench.waitForStep(300);
  await expect.poll(() => workbench.metric("ari-z"), { timeout: PATIENCE }).toBeGreaterThan(0.15);
  await expect.poll(() => workbench.metric("nmi-pca"), { timeout: PATIENCE }).toBeGreaterThan(0.1);
  const centres = page.getByRole("region", { name: en.clusters.centres }).getByRole("listitem");
  await expect(centres).toHaveCount(10);
  const slider = page.getByRole("slider", { name: new RegExp(`^${en.clusters.k}`) });
  await slider.press("ArrowLeft");
  await expect(centres).toHaveCount(9);
  await workbench.pause();
  const before = await workbench.metric("ari-z");
  await slider.press("Home");
  await expect(centres).toHaveCount(2);
  await expect.poll(() => workbench.metric("ari-z")).not.toBe(before);
  await expect(page.getByRole("application", { name: en.clusters.planeFound })).toBeVisible();
  await expect(page.getByRole("application", { name: en.clusters.planeTrue })).toBeVisible();
});

test("a class that is left out leads to where one sees how badly it is rebuilt", async ({ workbench }) => {
  await workbench.open(`${SMALL}&without=3`);
  await workbench.button(page_.knobs.withoutSee).click();
  await expect(workbench.tab(en.anomaly)).toHaveAttribute("aria-selected", "true");
});

test("what was left out of training raises the alarm, and the threshold trades one mistake for the other", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.tab(en.anomaly).click();
  await page.getByText(en.anomalies.leftOut, { exact: true }).click();
  await expect(page.getByText(en.anomalies.nobody)).toBeVisible();
  await page.getByRole("region", { name: en.anomalies.histogram }).getByRole("combobox").selectOption("0");
  await expect(page).toHaveURL(/without=0/);
  await workbench.waitForStep(300);
  await expect.poll(() => workbench.metric("auroc"), { timeout: PATIENCE }).toBeGreaterThan(0.6);
  await workbench.pause();

  const threshold = page.getByRole("slider", { name: en.anomalies.threshold });
  await expect(threshold).toBeVisible();
  const alarms = () => workbench.read("true-alarms", "false-alarms");
  const first = await alarms();
  expect(first["false-alarms"], "5 % of 1,000").toBe(50);
  await threshold.focus();
  for (let press = 0; press < 8; press++) await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await alarms())["false-alarms"]).toBeGreaterThan(first["false-alarms"]);
  expect((await alarms())["true-alarms"]).toBeGreaterThan(first["true-alarms"]);
  const box = await threshold.boundingBox();
  if (!box) throw new Error("no threshold");
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 4000, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(alarms).toEqual({ "true-alarms": 0, "false-alarms": 0 });
  await page.getByRole("button", { name: say(en.anomalies.automatic, { share: 5 }) }).click();
  await expect.poll(alarms).toEqual(first);

  await page.getByText("−ELBO", { exact: true }).last().click();
  await expect.poll(() => workbench.metric("threshold"), { timeout: PATIENCE }).toBeGreaterThan(50);
  await page.getByText(en.anomalies.noise, { exact: true }).click();
  await expect.poll(() => workbench.metric("auroc"), { timeout: PATIENCE }).toBeGreaterThan(0.99);
  await expect(page.getByRole("region", { name: en.anomalies.worst }).getByRole("listitem")).toHaveCount(12);
});

test("a drawing is scored as it is drawn", async ({ workbench, page }) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.tab(en.anomaly).click();
  await workbench.waitForStep(600);
  await workbench.pause();
  await expect.poll(() => workbench.metric("own-score"), { timeout: PATIENCE }).toBeGreaterThan(0);
  const before = await workbench.metric("own-score");
  const box = await workbench.pad.boundingBox();
  if (!box) throw new Error("no pad");
  for (const height of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    await page.mouse.move(box.x + 0.05 * box.width, box.y + height * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.95 * box.width, box.y + height * box.height, { steps: 6 });
    await page.mouse.up();
  }
  await expect.poll(() => workbench.metric("own-score")).toBeGreaterThan(before);
  await expect(page.getByText(en.anomalies.alarm, { exact: true })).toBeVisible();
});

test("points are classified, clustered and scored as well", async ({ workbench, page }) => {
  await workbench.open("dataset=points&shape=moons&model=ae&latent=1&hidden=32&batch=32&seed=7&room=uses&play=1");
  await workbench.waitForStep(200);
  await expect.poll(() => workbench.metric("accuracy-x-neighbours"), { timeout: PATIENCE }).toBeGreaterThan(0.9);
  await page.getByRole("table", { name: en.classifier.matrix }).getByRole("button").first().click();
  await expect(page.getByText(/samples of .+, rightly recognised/)).toBeVisible();
  await workbench.tab(en.cluster).click();
  await expect.poll(() => workbench.metric("ari-z"), { timeout: PATIENCE }).not.toBeNaN();
  await workbench.tab(en.anomaly).click();
  await expect.poll(() => workbench.metric("auroc"), { timeout: PATIENCE }).toBeGreaterThan(0.6);
  await expect(page.getByRole("application", { name: `x, ${page_.flow.input}` })).toBeVisible();
});

test("axe finds nothing serious in any of the three, in both languages and themes", async ({ page }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [texts, ofPage, lang, theme] of [
    [en, page_, "en", "light"],
    [ko, koPage, "ko", "dark"],
  ] as const) {
    const workbench = new Workbench(page, ofPage);
    await workbench.open(`${ROOM}&lang=${lang}&theme=${theme}`);
    for (const tab of [texts.classify, texts.cluster, texts.anomaly]) {
      await workbench.tab(tab).click();
      await page.waitForTimeout(1500);
      await expectOpenToAll(page, `${tab}, ${theme}`);
    }
  }
});
