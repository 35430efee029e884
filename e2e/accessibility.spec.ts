/** Every language, theme, size and state: readable by axe, within the window, and usable by thumb. */
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expectOpenToAll, seriousViolations } from "./axe";
import { expect, SMALL, say, test, Workbench } from "./workbench";

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const [lang, texts] of Object.entries({ en, ko })) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
      const workbench = new Workbench(page, texts);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.setViewportSize({ width: 1920, height: 1080 });
      await workbench.open(`${SMALL}&lang=${lang}&theme=${theme}`);
      await workbench.heldOutLoss();
      await expectOpenToAll(page, "ready", SIZES);

      // Slow enough to leave axe a share of the processor.
      await page
        .getByRole("combobox", { name: texts.transport.speed })
        .selectOption({ label: say(texts.transport.perSecond, { steps: 5 }) });
      await workbench.play();
      await workbench.waitForStep(3);
      await expectOpenToAll(page, "playing", SIZES);

      for (const view of [texts.latent.manifold, texts.latent.sliders]) {
        await workbench.tab(view).click();
        expect.soft(await seriousViolations(page), view).toEqual([]);
      }
      await workbench.openBackends();
      expect.soft(await seriousViolations(page), texts.backend.title).toEqual([]);
      await page.keyboard.press("Escape");

      await workbench.turn(texts.knobs.learningRate, 1000);
      await workbench.waitForState("failed");
      await expectOpenToAll(page, "failed", SIZES);
    });
  }
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("Play is under the thumb, and the experiment is a sheet", async ({ workbench, page }) => {
    await workbench.open();
    const play = workbench.button(en.transport.play);
    const box = await play.boundingBox();
    expect(box?.y, "in the lower part of the screen").toBeGreaterThan(844 * 0.75);
    await play.tap();
    await workbench.waitForState("playing");
    await workbench.waitForStep(10);

    await workbench.button(en.header.experiment).tap();
    const sheet = page.getByRole("dialog", { name: en.header.experiment });
    await expect(sheet).toBeVisible();
    expect.soft(await seriousViolations(page), "the sheet").toEqual([]);
    await sheet.getByText(new RegExp(`^${en.model.ae} \\d`)).tap();
    await expect(page).toHaveURL(/model=ae/);
    await sheet.getByRole("button", { name: en.header.close }).tap();
    await expect(sheet).toBeHidden();
    await workbench.waitForStep(10);
    await expect(workbench.root).toHaveAttribute("data-state", "playing");

    await workbench.button(en.transport.pause).tap();
    await workbench.waitForState("paused");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test("a finger draws", async ({ workbench, page }) => {
    await workbench.open();
    await workbench.pad.scrollIntoViewIfNeeded();
    await workbench.pad.tap();
    await expect(page.getByText(en.flow.drawn)).toBeVisible({ timeout: 10_000 });
  });
});
