/** Links that cannot be trusted. */
import { en } from "../src/i18n/en";
import { expect, say, test, textOf } from "./workbench";

test("what a link gets wrong is named and put right, and the page runs", async ({ workbench, page }) => {
  const hostile = new URLSearchParams([
    ["dataset", "digits"],
    ["model", "gan"],
    ["latent", "1e9"],
    ["hidden", "32"],
    ["batch", "-5"],
    ["beta", "NaN"],
    ["learningRate", "Infinity"],
    ["depth", ""],
    ["seed", "<img src=x onerror=window.hacked=1>"],
    ["<img src=x onerror=window.hacked=2>", "1"],
    ["__proto__", "polluted"],
    ["constructor", "x"],
    ["lang", "xx"],
    ["backend", "cuda"],
    ["long", "x".repeat(50_000)],
    ["y".repeat(5_000), "1"],
  ]);
  await workbench.open(hostile.toString());
  const items = workbench.notice("link").getByRole("listitem");
  await expect(items).toHaveCount(14);
  const said = (text: string, values: Record<string, string>) =>
    expect(items.filter({ hasText: say(text, values) })).toHaveCount(1);
  await said(en.notice.refused, { key: "model", given: "gan", used: en.model.vae });
  await said(en.notice.clamped, { key: "latent", given: "1e9", used: "64" });
  await said(en.notice.clamped, { key: "batch", given: "-5", used: "8" });
  await said(en.notice.refused, { key: "beta", given: "NaN", used: "1" });
  await said(en.notice.refused, { key: "learningRate", given: "Infinity", used: "0.001" });
  await said(en.notice.unknown, { key: "__proto__" });
  await said(en.notice.unknown, { key: "constructor" });
  await said(en.notice.refusedPlain, { key: "backend", given: "cuda" });
  const text = await textOf(workbench.notice("link"));
  expect(text.length, "what is long is cut short").toBeLessThan(2000);

  expect(
    await page.evaluate(() => [(window as { hacked?: number }).hacked, ({} as { polluted?: 1 }).polluted]),
  ).toEqual([undefined, undefined]);
  await expect(page.locator("img")).toHaveCount(0);
  await expect(page).toHaveURL(/latent=64&hidden=32.*batch=8&seed=7$/);
  await workbench.play();
  await workbench.waitForStep(3);
  await workbench.notice("link").getByRole("button", { name: en.notice.dismiss }).click();
  await expect(workbench.notice("link")).toHaveCount(0);
});

test("a hash of nonsense opens the usual experiment", async ({ workbench }) => {
  await workbench.open("%E0%A4%A&&&===%00&%");
  await workbench.play();
  await workbench.waitForStep(2);
});

test("a link that is followed while the page is open takes its place", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.lossesOfSteps(1);
  await page.evaluate(() => {
    location.hash = "#dataset=digits&model=ae&latent=3&hidden=32&batch=32&seed=9&lang=ko&play=1";
  });
  await workbench.waitForState("playing");
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await workbench.waitForStep(3);
  await expect(page).toHaveURL(/model=ae.*latent=3.*seed=9/);
});
