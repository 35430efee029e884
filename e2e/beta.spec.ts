/** The β room: what β does to the dimensions of the latent. */
import { en } from "../src/app/rooms/beta/en";
import { ko } from "../src/app/rooms/beta/ko";
import { en as page_en } from "../src/i18n/en";
import { ko as page_ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, say, test, Workbench } from "./workbench";

const SPRITES = "dataset=sprites&size=32&model=vae&latent=5&hidden=32&batch=32&seed=7&room=beta";
const DIGITS = "dataset=digits&model=vae&latent=12&hidden=32&batch=32&seed=7&room=beta";
const PATIENCE = { timeout: 60_000 };

test("a traversal is decoded live, and a cell holds its z", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&play=1`);
  await workbench.waitForStep(150);
  await workbench.pause();
  const rows = page.getByRole("group", { name: say(en.rows, { low: "−3", high: "3" }) });
  const picture = rows.locator("canvas").first();
  await expect.poll(async () => Math.max(...(await ink(picture))), PATIENCE).toBeGreaterThan(60);
  const pixels = await ink(picture);
  const side = 28;
  const tile = (column: number) =>
    Array.from(
      { length: side * side },
      (_, i) => pixels[Math.floor(i / side) * 7 * side + column * side + (i % side)] as number,
    );
  expect(difference(tile(0), tile(6)), "the two ends of the first row differ").toBeGreaterThan(1);

  const first = rows.locator("button").first();
  await first.click();
  await expect(first).toHaveAttribute("aria-pressed", "true");
  await expect(workbench.button(en.release)).toBeEnabled();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const focused = page.locator("button:focus");
  await expect(focused).toHaveAttribute("aria-label", /−2$/);
  await page.keyboard.press("Enter");
  await expect(focused).toHaveAttribute("aria-pressed", "true");
  await expect(first, "the first row is still held").toHaveAttribute("aria-pressed", "true");
  await workbench.button(en.release).click();
  await expect(workbench.button(en.release)).toBeDisabled();
});

test("twelve dimensions come in pages of ten", async ({ workbench, page }) => {
  await workbench.open(DIGITS);
  await expect(page.getByText(say(en.rowsOf, { first: 1, last: 10, latent: 12 }))).toBeVisible(PATIENCE);
  await workbench.button(en.next).click();
  await expect(page.getByText(say(en.rowsOf, { first: 11, last: 12, latent: 12 }))).toBeVisible();
  await expect(workbench.button(en.next)).toBeDisabled();
});

test("too large a β switches units off and sounds the alarm; the cures lower β", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&beta=64&play=1`);
  await expect.poll(() => workbench.metric("active-units"), PATIENCE).toBeLessThanOrEqual(2);
  const note = page.locator("[data-alarm]");
  await expect(note).toHaveAttribute("data-alarm", "true");
  await expect(note).toHaveAttribute("aria-live", "polite");
  await workbench.button(say(en.lower, { beta: 32 })).click();
  await expect(page).toHaveURL(/beta=32/);

  await workbench.button(en.warmUp).click();
  await expect(page.getByText(/^Warming up/)).toBeVisible();
  const field = page.getByRole("main").getByLabel(say(page_en.knobs.exact, { knob: "β" }), { exact: true });
  await expect.poll(async () => Number(await field.inputValue()), PATIENCE).toBeGreaterThan(0.1);
  expect(Number(await field.inputValue()), "on its way").toBeLessThan(32);
  await workbench.button(en.stop).click();
  await expect(field).toHaveValue("32");
});

test("β here and in the panel are the same knob", async ({ workbench, page }) => {
  await workbench.open(DIGITS);
  await page.getByRole("main").getByRole("slider", { name: "β" }).press("ArrowRight");
  await expect(page.getByRole("complementary").first().getByRole("slider", { name: "β" })).toHaveAttribute(
    "aria-valuetext",
    "1.5",
  );
});

test("factors are held against dimensions as it trains", async ({ workbench, page }) => {
  await workbench.open(`${SPRITES}&play=1`);
  await workbench.waitForStep(100);
  await workbench.tab(en.factors).click();
  await expect.poll(() => workbench.metric("mig"), PATIENCE).toBeGreaterThan(0);
  const { mig, "beta-vae-score": score } = await workbench.read("mig", "beta-vae-score");
  expect(mig).toBeLessThan(1);
  expect(score).toBeGreaterThan(0.2);
  expect(score).toBeLessThanOrEqual(1);
  await expect(page.getByRole("table", { name: en.map }).getByRole("row")).toHaveCount(6);
  await workbench.expectMoreSteps();
  await expect.poll(() => workbench.metric("mig"), PATIENCE).not.toBe(mig);
});

test("data without factors offers the sprites, and they train", async ({ workbench, page }) => {
  await workbench.open(DIGITS);
  await workbench.tab(en.factors).click();
  await workbench.button(en.sprites).click();
  await expect(page).toHaveURL(/dataset=sprites/, PATIENCE);
  await workbench.waitForState("ready");
  await expect.poll(() => workbench.metric("mig"), PATIENCE).toBeGreaterThan(0);
});

test("points have no pictures: the room says so", async ({ workbench, page }) => {
  await workbench.open("dataset=points&model=vae&latent=2&hidden=32&batch=32&room=beta");
  await expect(page.getByText(en.noPictures)).toBeVisible();
  await expect.poll(() => workbench.metric("active-units"), PATIENCE).toBeGreaterThanOrEqual(0);
});

for (const [lang, theme, texts, room] of [
  ["en", "light", page_en, en],
  ["ko", "dark", page_ko, ko],
] as const) {
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${SPRITES}&lang=${lang}&theme=${theme}`);
    await expect.poll(() => workbench.metric("active-units"), PATIENCE).toBeGreaterThanOrEqual(0);
    for (const view of [room.traverse, room.factors]) {
      await workbench.tab(view).click();
      await expectOpenToAll(page, view);
    }
  });
}
