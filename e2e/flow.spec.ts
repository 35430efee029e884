/** Taking the model apart by hand while it learns. */
import type { Page } from "@playwright/test";
import { en as codes_en } from "../src/app/codes/en";
import { en } from "../src/i18n/en";
import { difference, expect, ink, SMALL, say, test, type Workbench } from "./workbench";

/** Two pictures this far apart in mean ink are not the same by accident. */
const VISIBLY = 2;

const darkest = (pixels: readonly number[]) => pixels.reduce((most, value) => Math.max(most, value), 0);

async function openAndTrain(workbench: Workbench, step = 150): Promise<void> {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(step);
}

async function expectChange(workbench: Workbench, before: readonly number[], by = VISIBLY): Promise<void> {
  await expect.poll(async () => difference(before, await ink(workbench.xHat)), { timeout: 10_000 }).toBeGreaterThan(by);
}

const following = (page: Page, what: string) => expect(page.getByText(what)).toBeVisible({ timeout: 10_000 });

test("a handle that is dragged over the plane is decoded while the model learns", async ({ workbench, page }) => {
  await openAndTrain(workbench);
  const box = await workbench.plane.boundingBox();
  if (!box) throw new Error("the plane has no place");
  const place = (across: number, down: number) => [box.x + across * box.width, box.y + down * box.height] as const;

  await page.mouse.click(...place(0.06, 0.5)); // where no point is, a click takes the handle there
  await following(page, en.flow.followsHandle);
  await page.waitForTimeout(300);

  const step = await workbench.metric("step");
  const pictures = [await ink(workbench.xHat)];
  await page.mouse.move(...place(0.06, 0.5));
  await page.mouse.down();
  for (const across of [0.2, 0.35, 0.5, 0.65, 0.8, 0.94]) {
    await page.mouse.move(...place(across, 0.5), { steps: 4 });
    await page.waitForTimeout(150);
    pictures.push(await ink(workbench.xHat));
  }
  await page.mouse.up();

  const changes = pictures.slice(1).map((picture, i) => difference(picture, pictures[i] as number[]));
  expect(changes.filter((change) => change > 0.5).length, `changes ${changes}`).toBeGreaterThanOrEqual(4);
  expect(difference(pictures[0] as number[], pictures.at(-1) as number[])).toBeGreaterThan(VISIBLY);
  expect(await workbench.metric("step"), "it learned meanwhile").toBeGreaterThan(step);
  await following(page, en.flow.followsHandle);

  await workbench.button(en.flow.release).click();
  await following(page, en.flow.followsImage);
});

test("a handle that is dropped among the points stays where it was dropped", async ({ workbench, page }) => {
  await openAndTrain(workbench);
  const box = await workbench.plane.boundingBox();
  if (!box) throw new Error("the plane has no place");
  const [x, y] = [box.x + 0.06 * box.width, box.y + 0.5 * box.height];
  await page.mouse.click(x, y);
  await following(page, en.flow.followsHandle);
  await page.waitForTimeout(300);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(500);
  await following(page, en.flow.followsHandle);
});

test("arrow keys move the handle, Escape lets it go", async ({ workbench, page }) => {
  await openAndTrain(workbench);
  await workbench.plane.focus();
  const before = await ink(workbench.xHat);
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForTimeout(50);
  }
  await following(page, en.flow.followsHandle);
  await expectChange(workbench, before);
  const formula = (label: string) => page.getByRole("img", { name: label, exact: true });
  const epsilon = page.getByRole("main").getByText("ε", { exact: true });
  await expect(formula(en.flow.formulaHeld), "a z chosen by hand is no draw").toBeVisible();
  await expect(page.getByText(en.flow.byHand)).toBeVisible();
  await expect(epsilon).toHaveCount(0);
  await page.keyboard.press("Escape");
  await following(page, en.flow.followsImage);
  await expect(formula(en.flow.formulaVae)).toBeVisible();
  await expect(epsilon.first()).toBeVisible();
});

test("latent sliders are decoded while the model learns", async ({ workbench, page }) => {
  await openAndTrain(workbench);
  await workbench.tab(en.latent.sliders).click();
  const slider = page.getByRole("slider", { name: "z1" });
  await slider.fill("-2.7");
  await following(page, en.flow.followsHandle);
  await expect(slider).toHaveValue("-2.7");
  const step = await workbench.metric("step");
  const left = await ink(workbench.xHat);
  await slider.fill("2.7");
  await expectChange(workbench, left);
  await expect.poll(() => workbench.metric("step")).toBeGreaterThan(step);
  for (let i = 1; i <= 3; i++) await slider.press("ArrowLeft"); // faster than the model answers
  await expect(slider).toHaveValue("2.61");
  await slider.press("Home");
  await expect(slider).toHaveValue("-3");
});

test("a click on the strip follows that image through the model", async ({ workbench, page }) => {
  await workbench.open();
  const strip = page.getByRole("region", { name: en.flow.strip });
  const before = await ink(workbench.x);
  const third = page.getByRole("button", { name: say(en.flow.stripPick, { index: 3 }), exact: true });
  await third.click();
  await expect(third).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => difference(before, await ink(workbench.x))).toBeGreaterThan(0);
  const all = await ink(strip.locator("canvas").first());
  const side = 28;
  const columns = all.length / side / side;
  const shown = Array.from(
    { length: side * side },
    (_, i) => all[Math.floor(i / side) * side * columns + 2 * side + (i % side)] as number,
  );
  await expect.poll(async () => difference(shown, await ink(workbench.x))).toBe(0);
});

test("a drawing is encoded and rebuilt as it is drawn", async ({ workbench, page }) => {
  await openAndTrain(workbench, 300);
  const box = await workbench.pad.boundingBox();
  if (!box) throw new Error("the pad has no place");
  const before = await ink(workbench.xHat);
  const step = await workbench.metric("step");
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 10 });
  await page.mouse.up();
  await following(page, en.flow.drawn);
  await expect
    .poll(async () => (await ink(workbench.x)).filter((value) => value > 128).length, { timeout: 10_000 })
    .toBeGreaterThan(20);
  const drawn = await ink(workbench.x);
  expect(drawn[14 * 28 + 14], "ink under the pen").toBeGreaterThan(128);
  expect(drawn[14 * 28 + 3], "none beside it").toBe(0);
  await expectChange(workbench, before, 1);
  await expect.poll(() => workbench.metric("step")).toBeGreaterThan(step);

  await workbench.button(en.flow.clear).click();
  await expect.poll(async () => darkest(await ink(workbench.x))).toBe(0);
  await workbench.pad.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect.poll(async () => darkest(await ink(workbench.x))).toBeGreaterThan(128);
  await expect(workbench.root, "Space draws here, it does not pause").toHaveAttribute("data-state", "playing");
});

test("the manifold fills, and a click on a tile takes the handle there", async ({ workbench, page }) => {
  await openAndTrain(workbench, 300);
  await workbench.tab(en.latent.manifold).click();
  const grid = page.getByRole("button", { name: en.latent.manifoldHint });
  const picture = grid.locator("canvas");
  await expect.poll(async () => darkest(await ink(picture)), { timeout: 10_000 }).toBeGreaterThan(60);
  const pixels = await ink(picture);
  const side = Math.sqrt(pixels.length) / 15;
  expect(side).toBe(28);
  const tile = (row: number, column: number) =>
    Array.from(
      { length: side * side },
      (_, i) => pixels[(row * side + Math.floor(i / side)) * 15 * side + column * side + (i % side)] as number,
    );
  expect(difference(tile(7, 0), tile(7, 14)), "its two ends differ").toBeGreaterThan(VISIBLY);
  const before = await ink(workbench.xHat);
  const box = await grid.boundingBox();
  if (!box) throw new Error("the grid has no place");
  await grid.click({ position: { x: 0.02 * box.width, y: 0.02 * box.height } });
  await following(page, en.flow.followsHandle);
  await expectChange(workbench, before, 1);
});

test("a VQ-VAE shows the codes of the followed image, and rooms of the continuous family offer a model of theirs", async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await page.getByRole("radio", { name: new RegExp(`^${en.model.vqVae} \\d`) }).check({ force: true });
  await expect(page).toHaveURL(/model=vqVae&network=conv/);
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(20);
  await workbench.pause();
  const cells = page.getByRole("table", { name: codes_en.table }).getByRole("cell");
  await expect(cells).toHaveCount(49);
  const codes = await cells.allTextContents();
  expect(codes.every((code) => Number(code) >= 0 && Number(code) < 64)).toBe(true);
  expect(await workbench.metric("perplexity")).toBeGreaterThan(1);
  expect(await workbench.metric("code-bits")).toBe(49 * 6);

  await workbench.button(en.flow.another).click();
  await expect.poll(async () => (await cells.allTextContents()).join(" ")).not.toBe(codes.join(" "));

  for (const room of ["denoise", "uses", "generate", "posterior", "beta", "slow"] as const) {
    await page.getByRole("tab", { name: en.rooms[room], exact: true }).click();
    await expect(workbench.button(en.rooms.switch)).toBeVisible();
  }
});

test("the plane is zoomed by its buttons, by the wheel and by the keyboard, and Fit goes back", async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.heldOutLoss();
  const { plane } = workbench;
  const picture = () => plane.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await workbench.button(en.latent.fit).click();
  await page.waitForTimeout(300); // painted
  const before = await picture();
  const ways = {
    button: () => workbench.button(en.latent.zoomIn).click(),
    wheel: () => page.mouse.wheel(0, -300),
    keyboard: () => plane.press("+"),
  };
  for (const [way, zoom] of Object.entries(ways)) {
    await plane.hover({ position: { x: 8, y: 8 } });
    await zoom();
    await expect.poll(picture, way).not.toBe(before);
    await workbench.button(en.latent.fit).click();
    await expect.poll(picture, way).toBe(before);
  }
});
