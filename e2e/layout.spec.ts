/** What fits where: phones, tablets, short windows, projectors. */
import { en } from "../src/i18n/en";
import { expect, SMALL, test, type Workbench } from "./workbench";

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 800, height: 1100 },
  { width: 844, height: 390 },
  { width: 390, height: 844 },
  { width: 320, height: 568 },
];

async function boxOf(locator: ReturnType<Workbench["button"]>) {
  const box = await locator.boundingBox();
  if (!box) throw new Error("it has no place on the page");
  return box;
}

for (const { width, height } of SIZES) {
  test(`the window holds still and everything has its place at ${width}×${height}`, async ({ workbench, page }) => {
    await page.setViewportSize({ width, height });
    await workbench.open(`${SMALL.replace("latent=2", "latent=8")}&play=1`);
    await workbench.heldOutLoss();
    for (const view of [en.latent.plane, en.latent.manifold, en.latent.sliders]) {
      await workbench.tab(view).click();
      const scroller = await page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.scrollingElement as Element;
        return { scrollHeight, scrollWidth };
      });
      expect(scroller, view).toEqual({ scrollHeight: height, scrollWidth: width });
    }
    await workbench.tab(en.latent.plane).click();

    const row = await boxOf(page.getByRole("tablist", { name: en.latent.tabs }));
    const plane = await boxOf(workbench.plane);
    expect(plane.width, "the plane is not squeezed").toBeGreaterThan(250);
    expect(plane.height).toBeGreaterThan(150);
    expect(row.x + row.width, "tabs stay on their card").toBeLessThanOrEqual(plane.x + plane.width);
    for (const select of await page.getByRole("main").getByRole("combobox").all()) {
      const box = await boxOf(select);
      expect(box.x + box.width, "so do the pickers").toBeLessThanOrEqual(plane.x + plane.width + 1);
    }

    const [x, xHat] = [await boxOf(workbench.pad), await boxOf(workbench.xHat.locator(".."))];
    expect(Math.abs(xHat.width - x.width), "x and x̂ are of one size").toBeLessThan(1);

    const seed = await boxOf(workbench.button(/^New seed/));
    expect(seed.y + seed.height, "the seed is in view").toBeLessThanOrEqual(height);
    expect(seed.x + seed.width).toBeLessThanOrEqual(width);
    const reset = await boxOf(workbench.button(en.transport.reset));
    expect(reset.x, "so is the whole transport").toBeGreaterThanOrEqual(0);
  });
}

for (const [width, height] of [
  [1024, 768],
  [800, 1100],
] as const) {
  test(`the evidence can be seen to go on below the flow at ${width}×${height}`, async ({ workbench, page }) => {
    await page.setViewportSize({ width, height });
    await workbench.open(`${SMALL}&play=1`);
    await workbench.heldOutLoss();
    const title = await boxOf(page.getByRole("heading", { name: en.evidence.elbo }));
    const transport = await boxOf(page.getByRole("region", { name: en.transport.title }));
    expect(title.y + title.height + 30, "its bar shows").toBeLessThan(transport.y);
  });
}

test("a seed can be read and typed where the transport has no room for it", async ({ workbench, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.open();
  await workbench.button(en.header.experiment).click();
  const sheet = page.getByRole("dialog", { name: en.header.experiment });
  await workbench.turn(en.knobs.seed, 54083);
  await expect(page).toHaveURL(/seed=54083/);
  await expect(sheet.getByRole("textbox", { name: en.knobs.seed })).toHaveValue("54083");
  await sheet.getByRole("button", { name: en.transport.newSeed }).click();
  await expect(page).not.toHaveURL(/seed=54083/);
});
