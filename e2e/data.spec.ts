import type { Page } from "@playwright/test";
import { definitionOf } from "../src/engine/data/registry";
import { en } from "../src/i18n/en";
import { expect, pattern, say, test, type Workbench } from "./workbench";

const named = (id: string) => definitionOf(id)?.name.en ?? "";
const [SPRITES, FACES, DIGITS] = [named("sprites"), named("faces"), named("digits")];

const datasetOf = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get("dataset");

async function expectTrainsOn(workbench: Workbench, dataset: string): Promise<void> {
  await expect.poll(() => datasetOf(workbench.page)).toBe(dataset);
  await workbench.waitForState("playing");
  await workbench.expectMoreSteps();
}

test("every data set of the gallery shows pictures of itself, its size and its licence", async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const gallery = await workbench.openGallery();
  const offers = gallery.getByRole("listitem").filter({ has: page.locator("img") });
  for (const offer of await offers.all()) {
    const picture = offer.locator("img");
    await expect(picture).toBeVisible();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await expect(offer).toContainText(/\d+×\d+|\d points/);
    await expect(offer).toContainText("Apache-2.0");
  }
  expect(await offers.count()).toBeGreaterThanOrEqual(3);
  const fashion = gallery.getByRole("listitem").filter({ hasText: "Fashion-MNIST" });
  for (const said of ["Ankle boot", "60,000 + 10,000", "28×28", "MIT", "30.9 MB"])
    await expect(fashion).toContainText(said);
  await page.keyboard.press("Escape");
  await expect(gallery).toBeHidden();
});

test("a set is drawn while the run before goes on, then trained on, and drawn only once", async ({
  workbench,
  page,
}) => {
  await workbench.open(`dataset=digits&model=vae&latent=2&hidden=32&batch=32&seed=7&play=1`);
  const gallery = await workbench.openGallery();
  await gallery.getByRole("button", { name: SPRITES, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(gallery.getByText(pattern(en.data.drawing))).toBeVisible();
  expect(datasetOf(page)).toBe("digits");
  await workbench.expectMoreSteps();
  await expectTrainsOn(workbench, "sprites");
  await expect(gallery).toBeHidden();

  await (await workbench.openGallery()).getByRole("button", { name: DIGITS, exact: true }).click();
  await expectTrainsOn(workbench, "digits");
  await (await workbench.openGallery()).getByRole("button", { name: SPRITES, exact: true }).click();
  await expect.poll(() => datasetOf(page), { timeout: 1500 }).toBe("sprites");
});

test("drawing can be cancelled, and the run goes on as it was", async ({ workbench, page }) => {
  await workbench.open(`dataset=digits&model=vae&latent=2&hidden=32&batch=32&seed=7&play=1`);
  const gallery = await workbench.openGallery();
  await gallery.getByRole("button", { name: FACES, exact: true }).click();
  await gallery.getByRole("button", { name: en.data.cancel }).click();
  await expect(gallery.getByText(pattern(en.data.drawing))).toBeHidden();
  expect(datasetOf(page)).toBe("digits");
  await workbench.expectMoreSteps();
  await expect(page.locator("[data-notice]")).toHaveCount(0);
});

test("a set that cannot be had changes nothing, and says so", async ({ workbench, page, context }) => {
  await workbench.open(`dataset=digits&model=vae&latent=2&hidden=32&batch=32&seed=7&play=1`);
  const gallery = await workbench.openGallery();
  await context.setOffline(true);
  await gallery.getByRole("button", { name: SPRITES, exact: true }).click();
  await expect(workbench.notice("data")).toContainText(SPRITES);
  await context.setOffline(false);
  expect(datasetOf(page)).toBe("digits");
  await workbench.expectMoreSteps();
});

test("coloured images are learnt, drawn on and shown in their colours", async ({ workbench, page }) => {
  await workbench.open(`dataset=faces&size=32&model=vae&latent=8&hidden=32&batch=32&seed=7&play=1`);
  await workbench.waitForStep(40);
  await workbench.pause();
  const hues = (locator: ReturnType<typeof page.locator>) =>
    locator.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let different = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] !== data[i + 2]) different++;
      return different / (data.length / 4);
    });
  expect(await hues(workbench.pad.locator("canvas"))).toBeGreaterThan(0.5);
  expect(await hues(workbench.xHat)).toBeGreaterThan(0.5);
  const before = await workbench.pad.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await workbench.pad.click();
  await expect
    .poll(() => workbench.pad.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()))
    .not.toBe(before);
  expect(await hues(workbench.pad.locator("canvas")), "ink on the picture, not a clean sheet").toBeGreaterThan(0.5);
});

test("a cloud of points is rebuilt, its followed point dragged, and its shape changed", async ({ workbench, page }) => {
  await workbench.open(`dataset=points&shape=moons&model=ae&latent=1&hidden=32&batch=32&seed=7&play=1`);
  await workbench.waitForStep(100);
  const input = page.getByRole("application", { name: `x, ${en.flow.input}` });
  const output = page.getByRole("application", { name: `x̂, ${en.flow.output}` });
  await expect(input).toBeVisible();
  await expect(output).toBeVisible();
  await expect(page.getByText(pattern(en.evidence.heldOutPoints)).first()).toBeVisible();
  await workbench.pause();

  await expect(page.getByText(say(en.cloud.heldOut, { index: 1 }))).toBeVisible();
  await input.click({ position: { x: 30, y: 30 } });
  await expect(page.getByText(en.cloud.own)).toBeVisible();
  const z = page.getByText(/^z \(/).first();
  const before = await z.textContent();
  await input.focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => z.textContent()).not.toBe(before);

  await expect(page.getByRole("button", { name: en.cloud.another })).toBeVisible();
  await page.getByRole("radio", { name: "Swiss roll" }).check({ force: true });
  await expect(page).toHaveURL(/shape=swissRoll/);
  await workbench.waitForState("ready");
  await expect(page.getByText(en.cloud.turn)).toBeVisible();
  await page.getByRole("tab", { name: en.latent.manifold }).click();
  await expect(page.getByRole("application", { name: en.latent.manifold })).toBeVisible();
});

test("a cloud that a person draws is trained on, with a class for every stroke", async ({ workbench, page }) => {
  await workbench.open(`dataset=points&shape=drawn&model=ae&latent=1&hidden=32&batch=32&seed=7`);
  await expect(workbench.notice("drawing-missing")).toBeVisible();
  await page.getByRole("button", { name: en.cloud.draw }).click();
  const dialog = page.getByRole("dialog", { name: en.cloud.draw });
  const train = dialog.getByRole("button", { name: en.cloud.train });
  await expect(train).toBeDisabled();
  const box = await dialog.getByRole("application").boundingBox();
  if (!box) throw new Error("no sheet");
  for (const height of [0.3, 0.5, 0.7]) {
    await page.mouse.move(box.x + 0.2 * box.width, box.y + height * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + (height + 0.1) * box.height, { steps: 5 });
    await page.mouse.up();
  }
  await dialog.getByRole("button", { name: en.cloud.undo }).click();
  await train.click();
  await expect(page).toHaveURL(/shape=drawn/);
  await expect(workbench.notice("drawing-missing")).toBeHidden();
  await workbench.waitForState("ready");
  await expect(page.getByRole("table", { name: en.latent.planeTable }).locator("tbody tr")).toHaveCount(2);
  await workbench.play();
  await workbench.expectMoreSteps(50);

  await page.reload();
  await workbench.waitForState("ready");
  await expect(page, "the drawing is still here").toHaveURL(/shape=drawn/);
  await expect(workbench.notice("drawing-missing")).toHaveCount(0);
});
