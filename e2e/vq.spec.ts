/** A VQ-VAE on the page: its code grid, codebook and Voronoi picture, the switches of its loss, and its room. */
import type { Locator, Page } from "@playwright/test";
import { en } from "../src/app/codes/en";
import { ko } from "../src/app/codes/ko";
import { en as room_en } from "../src/app/rooms/vq/en";
import { ko as room_ko } from "../src/app/rooms/vq/ko";
import { en as page_en } from "../src/i18n/en";
import { ko as page_ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, pattern, say, test, Workbench } from "./workbench";

const DIGITS = "dataset=digits&model=vqVae&network=conv&latent=8&codes=16&hidden=32&batch=32&seed=7";
const POINTS = "dataset=points&model=vqVae&network=mlp&latent=2&codes=12&hidden=32&batch=32&seed=7";
const PATIENCE = { timeout: 60_000 };

const gridOf = (page: Page, label: string) => page.getByRole("grid", { name: pattern(label) });
const codeGrid = (page: Page) => gridOf(page, en.gridLabel);
const paintGrid = (page: Page) => gridOf(page, en.paintLabel);
const codebook = (page: Page) => gridOf(page, en.codebookLabel);
const cellIn = (grid: Locator) => grid.getByRole("gridcell");
const codeNamed = async (cell: Locator) => Number((await cell.getAttribute("aria-label"))?.match(/code (\d+)/)?.[1]);

/** Where a cell of a square grid of so many a side is, in its element. */
async function placeOf(grid: Locator, row: number, column: number, side: number) {
  const box = await grid.boundingBox();
  if (!box) throw new Error("the grid is not on the page");
  const pitch = Math.min(box.width, box.height) / side;
  return {
    x: box.width / 2 + (column + 0.5 - side / 2) * pitch,
    y: box.height / 2 + (row + 0.5 - side / 2) * pitch,
  };
}

async function trained(workbench: Workbench, hash = DIGITS, steps = 150) {
  await workbench.open(`${hash}&play=1`);
  await workbench.waitForStep(steps);
  await workbench.pause();
  await expect.poll(() => workbench.metric("perplexity"), PATIENCE).toBeGreaterThan(1);
}

test("a cell, its code and its patch are looked at together", async ({ workbench, page }) => {
  await trained(workbench);
  const grid = codeGrid(page);
  await expect(grid).toHaveAttribute("aria-rowcount", "7");
  await grid.hover({ position: await placeOf(grid, 2, 3, 7) });
  const code = await workbench.metric("code");
  expect(code).toBeGreaterThanOrEqual(0);
  await expect.poll(() => workbench.metric("code-distance"), PATIENCE).toBeGreaterThan(0);
  const { "code-distance": nearest, "next-distance": next } = await workbench.read("code-distance", "next-distance");
  expect(next, "the nearest is nearer than the next").toBeGreaterThanOrEqual(nearest);
  // The patch of row 3, column 4 on both images.
  for (const image of [workbench.pad, workbench.xHat.locator("..")]) {
    const patch = image.locator("rect");
    await expect(patch).toHaveCount(1);
    await expect(patch).toHaveAttribute("x", "12");
    await expect(patch).toHaveAttribute("y", "8");
  }
  // Over x̂, the cell is looked at from the other side.
  const box = await workbench.xHat.boundingBox();
  await workbench.xHat.hover({ position: { x: (box?.width ?? 0) * 0.5, y: (box?.height ?? 0) * 0.9 } });
  await expect(workbench.pad.locator("rect")).toHaveAttribute("y", "24");
  // A code of the book stands for all of its cells. A mouse that lies over a picture goes on looking as it changes.
  await page.mouse.move(0, 0);
  await cellIn(grid).focus();
  await page.keyboard.press("Control+Home");
  await expect(cellIn(grid)).toHaveAttribute("aria-label", /row 1, column 1/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(cellIn(grid)).toBeFocused();
  await expect(cellIn(grid)).toHaveAttribute("aria-label", /row 2, column 2/);
  expect(await workbench.metric("code")).toBe(await codeNamed(cellIn(grid)));
  await page.keyboard.press("Enter");
  await cellIn(codebook(page)).focus();
  await page.keyboard.press("End");
  await expect(async () => {
    expect(await workbench.metric("code")).toBe(await codeNamed(cellIn(codebook(page))));
  }).toPass(PATIENCE);
});

test("what is painted is decoded, by mouse and by keyboard, and let go again", async ({ workbench, page }) => {
  await trained(workbench);
  const before = await ink(workbench.xHat);
  await workbench.tab(en.paint).click();
  const book = cellIn(codebook(page));
  await book.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const brush = await codeNamed(book);
  await expect(page.getByText(say(en.brush, { code: brush }))).toBeVisible();

  const grid = paintGrid(page);
  await grid.scrollIntoViewIfNeeded();
  const box = (await grid.boundingBox()) as { x: number; y: number };
  const [from, to] = [await placeOf(grid, 3, 0, 7), await placeOf(grid, 3, 6, 7)];
  await page.mouse.move(box.x + from.x, box.y + from.y);
  await page.mouse.down();
  await page.mouse.move(box.x + to.x, box.y + to.y, { steps: 25 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
  await expect(page.getByRole("table", { name: en.table }).getByRole("row").nth(3)).toHaveText(String(brush).repeat(7));
  await expect.poll(async () => difference(before, await ink(workbench.xHat)), PATIENCE).toBeGreaterThan(0.2);
  await expect(page.getByText(en.byHand)).toBeVisible();

  await cellIn(grid).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Space");
  await expect(cellIn(grid)).toHaveAttribute("aria-label", say(en.cellLabel, { row: 1, column: 1, code: brush }));
  await workbench.button(en.random).click();
  const random = await page.getByRole("table", { name: en.table }).textContent();
  expect(new Set(random).size).toBeGreaterThan(4);
  await workbench.button(en.back).click();
  await expect(workbench.button(en.back)).toBeDisabled();
  await expect.poll(async () => difference(before, await ink(workbench.xHat)), PATIENCE).toBeLessThan(0.2);
});

test("codes on a lattice are rounded to, and nothing moves them", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&room=vq`);
  await expect(workbench.button(en.collapse)).toBeVisible();
  await page.getByRole("tabpanel").getByLabel(page_en.knobs.codeSpace).last().selectOption(page_en.choices.lattice);
  await workbench.waitForState("ready");
  await expect(page).toHaveURL(/codeSpace=lattice/);
  await expect(page.getByText(room_en.latticeNote)).toBeVisible();
  await expect(workbench.button(en.collapse)).toHaveCount(0);
  await workbench.play();
  await workbench.waitForStep(60);
  await expect.poll(() => workbench.metric("heldout-loss"), PATIENCE).toBeGreaterThan(0);
  const { "heldout-loss": total, ...terms } = await workbench.read(
    "heldout-loss",
    "heldout-reconstruction",
    "heldout-kl",
  );
  expect(terms["heldout-reconstruction"] + terms["heldout-kl"], "there are no other terms").toBeCloseTo(total, 1);
  expect(await workbench.metric("heldout-commitment")).toBeNaN();
  await expect(page.getByText(pattern(en.fixed))).toBeVisible();
});

test("a term is switched off and on; the KL is the constant cells · log K", async ({ workbench, page }) => {
  await workbench.open(`${DIGITS}&play=1`);
  await workbench.waitForStep(40);
  await expect.poll(() => workbench.metric("heldout-kl"), PATIENCE).toBeCloseTo(49 * Math.log(16), 2);
  const { "heldout-loss": total, ...terms } = await workbench.read(
    "heldout-loss",
    "heldout-reconstruction",
    "heldout-codebook",
    "heldout-commitment",
    "heldout-kl",
  );
  expect(
    Object.values(terms).reduce((sum, value) => sum + value, 0),
    "the ledger adds up",
  ).toBeCloseTo(total, 0);
  const off = page.getByRole("switch", { name: say(page_en.evidence.switch, { term: page_en.evidence.commitment }) });
  await off.focus();
  await page.keyboard.press("Space");
  await expect(off).not.toBeChecked();
  await expect(page).toHaveURL(/commitment=0(&|$)/);
  await expect.poll(() => workbench.metric("heldout-commitment"), PATIENCE).toBe(0);
  await page.keyboard.press("Space");
  await expect(off).toBeChecked();
  await expect.poll(() => workbench.metric("heldout-commitment"), PATIENCE).toBeGreaterThan(0);
});

test("bits per image, and all the code grids there could be", async ({ workbench }) => {
  await workbench.open(DIGITS);
  await expect.poll(() => workbench.metric("code-bits"), PATIENCE).toBe(49 * 4);
  expect(await workbench.metric("raw-bits")).toBe(28 * 28 * 8);
  expect(await workbench.metric("all-grids")).toBeCloseTo(49 * Math.log10(16), 6);
});

test("the codebook collapses, sounds the alarm, and is revived", async ({ workbench, page }) => {
  await trained(workbench, `${DIGITS}&room=vq`);
  const health = () => page.locator("[data-health]").getAttribute("data-health");
  await workbench.button(en.collapse).click();
  await expect.poll(health, PATIENCE).toBe("onePoint");
  await expect(page.getByRole("alert")).toHaveText(en.onePoint);
  await workbench.button(page_en.transport.step).click();
  await expect.poll(() => workbench.metric("dead-codes"), PATIENCE).toBeGreaterThan(3);
  await workbench.button(en.revive).click();
  const book = page.getByRole("region", { name: en.codebook });
  await expect(book.getByText(pattern(en.revived))).toBeVisible(PATIENCE);
  await expect.poll(() => workbench.metric("dead-codes"), PATIENCE).toBeLessThan(2);
  await expect.poll(health, PATIENCE).not.toBe("onePoint");
  await workbench.play();
  await workbench.expectMoreSteps(20);
});

test("the gradient is the same on both sides of the choice, and stops where sg stands", async ({ workbench }) => {
  await trained(workbench, `${DIGITS}&room=vq`, 30);
  await workbench.tab(room_en.gradients).click();
  await expect.poll(() => workbench.metric("encoder-norm"), PATIENCE).toBeGreaterThan(0);
  expect(await workbench.metric("largest-difference")).toBe(0);
  const zero = ["reconstruction-codebook", "codebook-encoder", "codebook-decoder", "commitment-codebook"];
  for (const name of [...zero, "commitment-decoder", "kl-encoder"])
    expect(await workbench.metric(`gradient-${name}`), name).toBe(0);
  for (const name of ["reconstruction-encoder", "reconstruction-decoder", "codebook-codebook", "commitment-encoder"])
    expect(await workbench.metric(`gradient-${name}`), name).toBeGreaterThan(0);
});

test("bits are held against quality, run by run", async ({ workbench, page }) => {
  await trained(workbench, `${DIGITS}&room=vq`, 60);
  await workbench.tab(room_en.bits).click();
  await expect.poll(() => workbench.metric("psnr"), PATIENCE).toBeGreaterThan(5);
  await page.getByRole("main").getByRole("button", { name: "2", exact: true }).click();
  await expect(page).toHaveURL(/codes=2(&|$)/);
  await workbench.play();
  await expect(page.getByRole("table", { name: room_en.table }).getByRole("row")).toHaveCount(3, PATIENCE);
});

test("points are one choice each, and the plane is the picture", async ({ workbench, page }) => {
  await trained(workbench, POINTS, 60);
  await expect(workbench.tab(en.voronoi)).toHaveAttribute("aria-selected", "true");
  const plane = page.getByRole("img", { name: pattern(en.plane) });
  await expect(page.getByText(en.planeExact)).toBeVisible();
  await expect.poll(async () => new Set(await ink(plane)).size, PATIENCE).toBeGreaterThan(3);
  const box = await plane.boundingBox();
  await plane.hover({ position: { x: 20, y: 20 } });
  const first = await workbench.metric("code");
  await plane.hover({ position: { x: (box?.width ?? 0) - 20, y: (box?.height ?? 0) - 20 } });
  expect(await workbench.metric("code"), "opposite corners belong to two codes").not.toBe(first);
});

for (const [what, hash, cells, codes] of [
  ["two codes", "dataset=digits&model=vqVae&network=conv&latent=4&codes=2&hidden=16&batch=16", 7, 2],
  ["1,024 codes", "dataset=digits&model=vqVae&network=conv&latent=4&codes=1024&hidden=16&batch=16", 7, 1024],
  ["one cell", "dataset=digits&model=vqVae&network=mlp&latent=2&codes=32&hidden=32&batch=16", 1, 32],
  ["colour", "dataset=faces&size=32&model=vqVae&network=conv&latent=4&codes=32&hidden=16&batch=16", 8, 32],
] as const) {
  test(`the flow survives ${what}`, async ({ workbench, page }) => {
    await workbench.open(`${hash}&play=1`);
    await workbench.waitForStep(5, 90_000);
    await workbench.pause();
    if (cells === 1) await workbench.tab(en.gridOne).click();
    await expect(codeGrid(page)).toHaveAttribute("aria-rowcount", String(cells));
    await expect.poll(() => workbench.metric("code"), PATIENCE).toBeGreaterThanOrEqual(0);
    await cellIn(codebook(page)).focus();
    await page.keyboard.press("Control+End");
    await expect(cellIn(codebook(page))).toHaveAttribute("aria-label", new RegExp(`code ${codes - 1}\\b`));
  });
}

for (const [lang, theme, texts, codes, room] of [
  ["en", "light", page_en, en, room_en],
  ["ko", "dark", page_ko, ko, room_ko],
] as const) {
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    test.slow();
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${DIGITS}&lang=${lang}&theme=${theme}`);
    await workbench.button(texts.transport.step).click();
    await workbench.waitForStep(1);
    const look = async (views: readonly string[]) => {
      for (const view of views) {
        await workbench.tab(view).click();
        await expectOpenToAll(page, view);
      }
    };
    await look([codes.voronoi, codes.paint]);
    await workbench.tab(texts.rooms.vq).click();
    await look([room.collapse, room.gradients, room.bits]);
  });
}
