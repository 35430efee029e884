/** A PixelCNN on the page: what it draws as it learns, and its theatre. */
import type { Locator, Page } from "@playwright/test";
import { en as prior_en } from "../src/app/prior/en";
import { en } from "../src/app/rooms/theatre/en";
import { ko } from "../src/app/rooms/theatre/ko";
import { en as page_en } from "../src/i18n/en";
import { ko as page_ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, pattern, say, test, Workbench } from "./workbench";

const SMALL = "dataset=digits&model=pixelCnn&levels=2&channels=8&layers=1&batch=16&learningRate=0.005&seed=7";
const FACES = "dataset=faces&size=32&model=pixelCnn&levels=4&channels=6&layers=0&batch=8&seed=7";
const PATIENCE = { timeout: 90_000 };
const DRAWS = 28 * 28;

const theGrid = (page: Page, label: string) => page.getByRole("grid", { name: pattern(label) });
const cellIn = (grid: Locator) => grid.getByRole("gridcell");
const nameOf = async (cell: Locator) => (await cell.getAttribute("aria-label")) ?? "";
/** The cells' values as the grid names them, along its first rows. */
async function values(page: Page, grid: Locator, count: number): Promise<string[]> {
  await cellIn(grid).focus();
  await page.keyboard.press("Control+Home");
  const all: string[] = [];
  for (let i = 0; i < count; i++) {
    all.push((await nameOf(cellIn(grid))).split(": ")[1] ?? "");
    await page.keyboard.press("ArrowRight");
  }
  return all;
}

async function trained(workbench: Workbench, hash: string, steps: number) {
  await workbench.open(`${hash}&play=1`);
  await workbench.waitForStep(steps, 90_000);
  await workbench.pause();
}

test("the flow of a prior: even draws, its own, and real ones, drawn again as it learns", async ({
  workbench,
  page,
}) => {
  test.slow();
  await workbench.open(SMALL);
  await expect(page.getByText(prior_en.untrained)).toBeVisible();
  expect(await workbench.metric("all-images")).toBeCloseTo(DRAWS * Math.log10(2), 6);
  const learned = page.locator("figure[data-step]");
  await expect(learned).toHaveAttribute("data-step", "0", PATIENCE);
  await workbench.play();
  await expect.poll(async () => Number(await learned.getAttribute("data-step")), PATIENCE).toBeGreaterThan(0);
  await expect.poll(() => workbench.metric("nats-per-number"), PATIENCE).toBeLessThan(Math.LN2 / 2);
  await workbench.pause();
  const {
    "nats-per-number": nats,
    "bits-per-dimension": bits,
    "even-nats": even,
  } = await workbench.read("nats-per-number", "bits-per-dimension", "even-nats");
  expect(bits).toBeCloseTo(nats / Math.LN2, 9);
  expect(even).toBeCloseTo(Math.LN2, 9);
  expect(await workbench.heldOutLoss()).toBeCloseTo(nats * DRAWS, 3);
  expect(await workbench.metric("among")).toBeCloseTo((nats * DRAWS) / Math.LN10, 6);
  // Another draw is another picture, and the same one comes back at the same temperature.
  const image = learned.locator("canvas").first();
  const before = await ink(image);
  await workbench.button(prior_en.again).click();
  await expect.poll(async () => difference(before, await ink(image)), PATIENCE).toBeGreaterThan(0);
  // What is for an autoencoder is not here.
  await expect(page.getByText(page_en.flow.encoder, { exact: true })).toHaveCount(0);
  await workbench.tab(page_en.rooms.posterior).click();
  await expect(page.getByText(say(page_en.rooms.needs, { model: page_en.model.vae }))).toBeVisible();
});

test("a sample is drawn number by number, gone back to, and changed by hand", async ({ workbench, page }) => {
  await trained(workbench, `${SMALL}&room=theatre`, 30);
  const grid = theGrid(page, en.grid);
  await expect(grid).toHaveAttribute("aria-rowcount", "28");
  await expect(page.getByText(en.nothing)).toBeVisible();
  await workbench.button(en.next).click();
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(1);
  await expect(page.getByText(say(en.number, { number: 1, draws: DRAWS }))).toBeVisible();
  const shares = page.getByRole("list", { name: en.softmax }).getByRole("button");
  await expect(shares).toHaveCount(2);
  const both = await shares.evaluateAll((all) =>
    all.map((one) => Number.parseFloat((one as HTMLElement).title.split(", ")[1] ?? "")),
  );
  expect((both[0] ?? 0) + (both[1] ?? 0), "a softmax adds up").toBeCloseTo(100, 0);

  // As fast as it can, then back to row 2, column 3.
  await page.getByText(en.atOnce, { exact: true }).click();
  await workbench.button(en.go).click();
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(DRAWS);
  await expect(page.getByText(en.whole)).toBeVisible();
  const first = await values(page, grid, 28);
  expect(first.every((value) => value === "0" || value === "1")).toBe(true);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(28 + 3);
  await page.keyboard.press("ArrowRight");
  await expect(cellIn(grid)).toHaveAttribute(
    "aria-label",
    say(en.cellEmpty, { at: say(en.at, { row: 2, column: 4 }) }),
  );

  // Another value there, and on.
  const other = shares.and(page.locator('[aria-pressed="false"]'));
  await other.click();
  await expect(page.getByText(pattern(en.byHand))).toBeVisible(PATIENCE);
  await workbench.button(en.go).click();
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(DRAWS);
  await expect(page.getByRole("img", { name: en.was })).toBeVisible();
  expect(await values(page, grid, 28), "what was before it stands").toEqual(first);
  await workbench.button(en.over).click();
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(0);
});

test("a finger goes back to a cell; temperature 0 draws the likeliest", async ({ workbench, page }) => {
  await trained(workbench, `${SMALL}&room=theatre`, 30);
  await page.getByText(en.atOnce, { exact: true }).click();
  await workbench.button(en.go).click();
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(DRAWS);
  await page.getByRole("slider", { name: prior_en.temperature }).fill("0");
  await expect.poll(() => workbench.metric("drawn-probability"), PATIENCE).toBe(1);
  const grid = theGrid(page, en.grid);
  const box = await grid.boundingBox();
  await grid.click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBeLessThan(DRAWS * 0.6);
  expect(await workbench.metric("drawn")).toBeGreaterThan(DRAWS * 0.4);
});

test("half an image is completed in several ways", async ({ workbench, page }) => {
  await trained(workbench, `${SMALL}&room=theatre`, 30);
  await workbench.tab(en.complete).click();
  const ways = page.locator("figure[data-step]").locator("canvas");
  await expect(ways).toHaveCount(8, PATIENCE);
  const pictures = await Promise.all([0, 1, 2].map((i) => ink(ways.nth(i))));
  const upper = pictures.map((picture) => picture.slice(0, picture.length / 2));
  expect(difference(upper[0] as number[], upper[1] as number[]), "the upper half is given").toBe(0);
  expect(difference(pictures[0] as number[], pictures[1] as number[]), "the lower is chance").toBeGreaterThan(0);
  // All given: nothing is left to chance.
  await page.getByRole("slider", { name: en.given }).fill("28");
  await expect.poll(async () => difference(await ink(ways.nth(0)), await ink(ways.nth(1))), PATIENCE).toBe(0);
});

test("the blind spot is there with one stack, and not with two", async ({ workbench, page }) => {
  test.slow();
  await workbench.open(`${SMALL.replace("layers=1", "layers=3")}&stack=plain&room=theatre`);
  await workbench.tab(en.sees).click();
  await expect.poll(() => workbench.metric("blind-spot"), PATIENCE).toBeGreaterThan(3);
  expect(await workbench.metric("seen-ahead")).toBe(0);
  const grid = theGrid(page, en.seesGrid);
  await cellIn(grid).focus();
  await page.keyboard.press("Control+Home");
  await expect(page.locator("[data-place]")).toHaveAttribute("data-place", "0", PATIENCE);
  expect(await workbench.metric("seen"), "the first number sees nothing").toBe(0);
  await page.getByRole("radio", { name: en.gated }).check({ force: true });
  await expect(page).not.toHaveURL(/stack=plain/); // as usual, which a link does not say
  await workbench.waitForState("ready");
  const box = await grid.boundingBox();
  await grid.hover({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect.poll(() => workbench.metric("seen"), PATIENCE).toBeGreaterThan(60);
  await expect(page.getByText(say(en.noBlind, { reach: 6 }))).toBeVisible(PATIENCE);
  expect(await workbench.metric("blind-spot")).toBe(0);
  expect(await workbench.metric("seen-ahead")).toBe(0);
});

test("a mask that is opened too far would cheat, and says so", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=theatre`);
  await workbench.tab(en.masks).click();
  expect(await workbench.metric("mask-ahead")).toBe(0);
  const others = page.getByRole("group", { name: en.others, exact: true });
  await others.getByRole("button", { name: say(en.place, { down: 0, across: 1, state: en.closed }) }).click();
  expect(await workbench.metric("mask-ahead")).toBeGreaterThan(0);
  await expect(page.getByText(pattern(en.cheats))).toBeVisible();
  await others.getByText(en.B, { exact: true }).click();
  expect(await workbench.metric("mask-ahead")).toBe(0);
});

test("colours come one after the other, also in the theatre", async ({ workbench, page }) => {
  test.slow();
  await workbench.open(`${FACES}&room=theatre`);
  await workbench.button(en.next).click();
  await expect(page.getByText(say(en.atColour, { row: 1, column: 1, colour: en.red }))).toBeVisible(PATIENCE);
  await workbench.button(en.next).click();
  await expect(page.getByText(say(en.atColour, { row: 1, column: 1, colour: en.green }))).toBeVisible(PATIENCE);
  await expect(page.getByRole("list", { name: en.softmax }).getByRole("button")).toHaveCount(4);
});

test("with another model, or points, the room invites", async ({ workbench, page }) => {
  await workbench.open("dataset=points&model=vae&latent=2&hidden=16&batch=32&room=theatre");
  await expect(page.getByText(en.invitePoints)).toBeVisible();
  await workbench.button(en.inviteDigits).click();
  await workbench.waitForState("ready");
  await expect(page).toHaveURL(/model=pixelCnn/);
  await expect(theGrid(page, en.grid)).toBeVisible(PATIENCE);
});

for (const [lang, theme, texts, room] of [
  ["en", "light", page_en, en],
  ["ko", "dark", page_ko, ko],
] as const) {
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    test.slow();
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${SMALL}&conditioning=class&lang=${lang}&theme=${theme}`);
    await workbench.button(texts.transport.step).click();
    await workbench.waitForStep(1);
    await expectOpenToAll(page, "flow");
    await workbench.tab(texts.rooms.theatre).click();
    await workbench.button(room.next).click();
    await expect.poll(() => workbench.metric("drawn"), PATIENCE).toBe(1);
    await expectOpenToAll(page, room.draw);
    for (const view of [room.complete, room.sees, room.masks]) {
      await workbench.tab(view).click();
      await expectOpenToAll(page, view);
    }
  });
}
