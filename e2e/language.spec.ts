/** Korean and English, light and dark. */
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expect, SMALL, test, textOf, Workbench } from "./workbench";

test("the language is switched on the page, and remembered", async ({ workbench, page }) => {
  await workbench.open();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle(en.app.name);
  await workbench.languageSwitch.click();
  await expect(html).toHaveAttribute("lang", "ko");
  await expect(page).toHaveTitle(ko.app.name);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ko.app.name);
  const korean = new Workbench(page, ko);
  for (const name of [ko.transport.play, ko.transport.step, ko.transport.reset, ko.header.share])
    await expect(korean.button(name)).toBeVisible();
  await korean.play();
  await korean.waitForStep(3);
  expect(await textOf(page.locator("body")), "no message is left in English").not.toMatch(
    /Held-out|Learning rate|Reconstruction|images\/s|Evidence/,
  );

  await page.reload();
  await korean.waitForState("ready");
  await expect(html).toHaveAttribute("lang", "ko");
  await korean.languageSwitch.click();
  await expect(html).toHaveAttribute("lang", "en");
});

test("a link can choose the language", async ({ page }) => {
  const korean = new Workbench(page, ko);
  await korean.open(`${SMALL}&lang=ko&play=1`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await expect(korean.button(ko.transport.pause)).toBeVisible();
});

test.describe("in a Korean browser", () => {
  test.use({ locale: "ko-KR" });
  test("the page opens in Korean", async ({ page }) => {
    await new Workbench(page, ko).open();
    await expect(page).toHaveTitle(ko.app.name);
  });
});

test("the theme is switched on the page, and remembered", async ({ workbench, page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await workbench.open();
  const html = page.locator("html");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect(html).toHaveAttribute("data-theme", "light");
  const light = await paper();
  await workbench.button(en.header.themeDark).click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  expect(await paper()).not.toBe(light);
  await page.reload();
  await workbench.waitForState("ready");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(workbench.button(en.header.themeLight)).toBeVisible();
});

test("the system's dark theme is followed until the person chooses", async ({ workbench, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await workbench.open();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html, "also while the page is open").toHaveAttribute("data-theme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(html).toHaveAttribute("data-theme", "dark");
  await workbench.button(en.header.themeLight).click();
  await page.emulateMedia({ colorScheme: "light" });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(200);
  await expect(html).toHaveAttribute("data-theme", "light");
});
