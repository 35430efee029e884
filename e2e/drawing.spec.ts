/** Drawing by hand: pen, undo, centring, a tray of one's own drawings to train on, and a class left out of training. */
import type { Page } from "@playwright/test";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { difference, expect, ink, SMALL, say, test, Workbench } from "./workbench";

const sum = (pixels: readonly number[]) => pixels.reduce((total, value) => total + value, 0);

/** Draws lines through places given as shares of the pad's sides. */
async function stroke(workbench: Workbench, ...places: (readonly [number, number])[]): Promise<void> {
  const box = await workbench.pad.boundingBox();
  if (!box) throw new Error("the pad has no place");
  const { mouse } = workbench.page;
  const at = ([across, down]: readonly [number, number]) =>
    [box.x + across * box.width, box.y + down * box.height] as const;
  await mouse.move(...at(places[0] as [number, number]));
  await mouse.down();
  for (const place of places) await mouse.move(...at(place), { steps: 5 });
  await mouse.up();
}

/** A seven that is small, and in the upper left corner. */
async function drawSeven(workbench: Workbench, shift = 0): Promise<void> {
  await stroke(workbench, [0.1 + shift, 0.1], [0.4 + shift, 0.1], [0.25 + shift, 0.5]);
}

const keep = async (workbench: Workbench, label: string) => {
  const { texts } = workbench;
  await workbench.page.getByRole("combobox", { name: texts.tray.labelHint }).fill(label);
  await workbench.button(texts.tray.keep).click();
};

const tray = ({ page, texts }: Workbench) => page.getByRole("region", { name: texts.tray.title });
const thumbnails = (workbench: Workbench) => tray(workbench).getByRole("listitem").getByRole("button");

test("strokes are undone and redone, with buttons and with keys", async ({ workbench, page }) => {
  await workbench.open();
  const undo = workbench.button(en.pad.undo);
  const redo = workbench.button(en.pad.redo);
  await expect(undo).toBeDisabled();
  await stroke(workbench, [0.3, 0.3], [0.6, 0.3]);
  const first = await ink(workbench.x);
  await stroke(workbench, [0.3, 0.7], [0.6, 0.7]);
  const both = await ink(workbench.x);
  expect(sum(both)).toBeGreaterThan(1.5 * sum(first));

  await undo.click();
  expect(await ink(workbench.x)).toEqual(first);
  await undo.click();
  expect(sum(await ink(workbench.x))).toBe(0);
  await expect(undo).toBeDisabled();
  await redo.click();
  await redo.click();
  expect(await ink(workbench.x)).toEqual(both);
  await expect(redo).toBeDisabled();

  await workbench.pad.focus();
  await page.keyboard.press("Control+z");
  expect(await ink(workbench.x)).toEqual(first);
  await page.keyboard.press("Control+Shift+z");
  expect(await ink(workbench.x)).toEqual(both);
  await page.keyboard.press("Backspace");
  expect(sum(await ink(workbench.x))).toBe(0);
  await page.keyboard.press("Control+z");
  expect(await ink(workbench.x), "clearing is undone, too").toEqual(both);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  expect(sum(await ink(workbench.x))).toBeGreaterThan(sum(both));
});

test("the pen is as wide as its slider says", async ({ workbench, page }) => {
  await workbench.open();
  const pen = page.getByRole("slider", { name: en.pad.pen });
  const inks: number[] = [];
  for (const key of ["Home", "End"]) {
    await pen.press(key);
    await workbench.button(en.flow.clear).click();
    await stroke(workbench, [0.2, 0.5], [0.8, 0.5]);
    inks.push(sum(await ink(workbench.x)));
  }
  expect((inks[1] as number) / (inks[0] as number)).toBeGreaterThan(3);
});

test("the model is given the drawing in the middle, unless the person says otherwise", async ({ workbench, page }) => {
  await workbench.open();
  const centre = workbench.button(en.pad.centre);
  const seen = page.getByRole("img", { name: en.pad.seen });
  await expect(centre, "as digits are").toHaveAttribute("aria-pressed", "true");
  await drawSeven(workbench);
  const drawn = await ink(workbench.x);
  const rows = (pixels: readonly number[]) =>
    pixels.flatMap((value, i) => (value > 0 ? [Math.floor(i / 28)] : [])).sort((a, b) => a - b);
  const centred = await ink(seen);
  expect(rows(drawn).at(-1), "what is drawn stays under the pen").toBeLessThan(18);
  expect((rows(centred).at(-1) as number) - (rows(centred)[0] as number)).toBeGreaterThanOrEqual(18);
  const weight = centred.reduce((total, value, i) => total + value * (Math.floor(i / 28) + 0.5), 0) / sum(centred);
  expect(Math.abs(weight - 14)).toBeLessThanOrEqual(0.5);
  const rebuilt = await ink(workbench.xHat);

  await centre.click();
  await expect(centre).toHaveAttribute("aria-pressed", "false");
  await expect(seen).toHaveCount(0);
  await expect.poll(async () => difference(rebuilt, await ink(workbench.xHat))).toBeGreaterThan(0);
  expect(await ink(workbench.x)).toEqual(drawn);
});

test("three drawings are kept over a reload, followed again, and trained on", async ({ workbench, page }) => {
  await workbench.open();
  for (const [i, label] of ["7", "7", "one"].entries()) {
    await workbench.button(en.flow.clear).click();
    await drawSeven(workbench, 0.1 * i);
    await keep(workbench, label);
    await expect(thumbnails(workbench)).toHaveCount(i + 1);
    if (i === 0) await expect(tray(workbench)).toContainText(say(en.tray.tooFew, { needed: 3 }));
    await expect(workbench.button(en.tray.train)).toBeEnabled({ enabled: i === 2 });
  }
  await expect(thumbnails(workbench).first()).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => countStored(page)).toBe(3);

  await page.reload();
  await workbench.waitForState("ready");
  await expect(thumbnails(workbench)).toHaveCount(3);
  const oldest = workbench.button(say(en.tray.open, { number: 1, label: "7" }));
  await expect(oldest).toHaveAttribute("aria-pressed", "false");
  await oldest.click();
  await expect(oldest).toHaveAttribute("aria-pressed", "true");
  expect(await ink(workbench.x)).toEqual(await ink(oldest.locator("canvas")));

  await workbench.button(en.tray.train).click();
  await expect(page).toHaveURL(/dataset=own/);
  await expect(page.getByText(say(en.data.split, { train: 2, heldOut: 1 }))).toBeVisible();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(20);
  await expect(thumbnails(workbench), "they stay in the tray").toHaveCount(3);

  await thumbnails(workbench).first().focus();
  await page.keyboard.press("Delete");
  await expect(thumbnails(workbench)).toHaveCount(2);
  await workbench.button(en.tray.delete).click();
  await expect(thumbnails(workbench)).toHaveCount(1);
  await workbench.button(en.tray.clear).click();
  await workbench.button(say(en.tray.clearSure, { drawings: 1 })).click();
  await expect(tray(workbench)).toHaveCount(0);
  await expect.poll(() => countStored(page)).toBe(0);
});

/** Drawings in the file system of the page's origin. */
const countStored = (page: Page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("datasets");
    let count = 0;
    for await (const name of folder.keys()) count += Number(name.startsWith("drawing-"));
    return count;
  });

test("a browser without room says so, and the drawing stays for this visit", async ({ workbench, page, context }) => {
  await workbench.open();
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 10 });
  await drawSeven(workbench);
  await keep(workbench, "7");
  await expect(workbench.notice("storage")).toContainText(en.tray.title, { timeout: 15_000 });
  await expect(thumbnails(workbench)).toHaveCount(1);
});

test("trained without 7, the model rebuilds a drawn 7 worse", async ({ workbench, page }) => {
  await workbench.open();
  const choice = page.getByRole("combobox", { name: en.knobs.without });
  await choice.selectOption("7");
  await expect(page).toHaveURL(/without=7/);
  await workbench.waitForState("ready");
  await expect(choice).toHaveValue("7");
  const train = await page
    .getByText(/held out$/)
    .first()
    .textContent();
  expect(Number(train?.match(/[\d,]+/)?.[0].replace(",", "")), "a tenth fewer to train on").toBeLessThan(11_000);

  /** The error of a drawn seven after 400 steps. */
  const errorOfSeven = async () => {
    await workbench.play();
    await workbench.waitForStep(400);
    await workbench.pause();
    await workbench.button(en.flow.clear).click();
    await drawSeven(workbench);
    await expect(page.getByText(en.flow.drawn)).toBeVisible();
    const before = await ink(workbench.xHat);
    expect(sum(before)).toBeGreaterThan(0);
    await page.waitForTimeout(500);
    return workbench.metric("probe-mse");
  };
  const without = await errorOfSeven();
  expect(without).toBeGreaterThan(0.01);

  await choice.selectOption({ label: en.knobs.withoutNone });
  await expect(page).not.toHaveURL(/without/);
  await workbench.waitForState("ready");
  expect(without).toBeGreaterThan(await errorOfSeven());

  await choice.selectOption("7");
  await page.goto("./#dataset=sprites&without=7");
  await expect(workbench.notice("link")).toContainText(say(en.notice.refusedPlain, { key: "without", given: "7" }));
});

test("a class that only the data turn out not to have is left out of the link", async ({ workbench, page }) => {
  await workbench.open(`${SMALL.replace("digits", "points")}&without=40`);
  await expect(workbench.notice("link")).toContainText(say(en.notice.refusedPlain, { key: "without", given: "40" }));
  await expect(page).not.toHaveURL(/without/);
});

for (const [lang, texts] of Object.entries({ en, ko })) {
  test(`the tools and the tray are within the window and for everyone: ${lang}`, async ({ page }) => {
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${SMALL}&lang=${lang}&theme=${lang === "en" ? "light" : "dark"}`);
    await drawSeven(workbench);
    await keep(workbench, "7");
    await expect(thumbnails(workbench)).toHaveCount(1);
    for (const [width, height] of [
      [1920, 1080],
      [1024, 768],
      [390, 844],
    ] as const) {
      await expectOpenToAll(page, "a drawing", [{ width, height }]);
      for (const name of [texts.pad.undo, texts.pad.centre, texts.tray.keep, texts.tray.delete]) {
        const box = await workbench.button(name).boundingBox();
        expect.soft(Math.min(box?.width ?? 0, box?.height ?? 0), `${name} at ${width}`).toBeGreaterThanOrEqual(24);
      }
    }
  });
}
