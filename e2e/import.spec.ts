/** The dialog in which a person's own files are looked at, put right and trained on. */
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { en as found } from "../src/app/import/en";
import { ko as found_ko } from "../src/app/import/ko";
import { idxHeader, idxImages, idxLabels } from "../src/engine/data/idxFixtures";
import { npy, png, zip } from "../src/engine/data/import/fixtures";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { seriousViolations } from "./axe";
import { expect, pattern, SMALL, say, test, Workbench } from "./workbench";

const file = (name: string, bytes: Uint8Array | number[] | string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes as Uint8Array),
});
const rows = (count: number, row: (i: number) => (number | string)[]) =>
  Array.from({ length: count }, (_, i) => row(i).join(",")).join("\n");

/** The first pictures of the preview, each as text. */
const pictures = (dialog: Locator) =>
  dialog.locator("canvas").evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
const labels = (dialog: Locator) => dialog.getByRole("region").getByRole("listitem").allInnerTexts();
const classRows = (page: Page) => page.getByRole("table", { name: en.latent.planeTable }).locator("tbody tr");

test("a wrong column of labels in a table is put right, and then trained on", async ({ workbench, page }) => {
  await workbench.open();
  const header = [...Array.from({ length: 15 }, (_, p) => `p${p}`), "class", "kind"].join(",");
  const table = `${header}\n${rows(60, (i) => [...Array.from({ length: 15 }, (_, p) => (p * i) % 256), 7, i % 3])}`;
  await workbench.pick([file("table.csv", table)]);
  const dialog = workbench.importDialog;
  await expect(dialog.locator("[data-warning=one-class]")).toContainText("7");
  await expect.poll(() => labels(dialog)).toContain("7");
  const before = await pictures(dialog);

  await dialog.getByLabel(found.labelColumn).selectOption({ label: "kind · 0, 1, 2" });
  await expect(dialog.locator("[data-warning=one-class]")).toHaveCount(0);
  await expect.poll(async () => (await labels(dialog)).slice(0, 4)).toEqual(["0", "1", "2", "0"]);
  expect(await pictures(dialog)).not.toEqual(before);
  await dialog.getByLabel(found.invert).check();
  await expect.poll(async () => (await pictures(dialog))[0]).not.toBe(before[0]);

  await dialog.getByLabel(found.share, { exact: true }).fill("50");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(say(en.data.split, { train: "30", heldOut: "30" }))).toBeVisible();
  await workbench.trainOnFiles();
  await expect(page.getByText(say(en.data.summary, { images: "60", width: 4, height: 4 }))).toBeVisible();
  await workbench.waitForState("ready");
  await expect(classRows(page)).toHaveCount(3);
  await workbench.play();
  await workbench.waitForStep(5);
});

test("a table of points of space becomes a cloud, and its views work", async ({ workbench, page }) => {
  await workbench.open("dataset=digits&model=ae&latent=2&hidden=32&batch=32&seed=7");
  const cloud = rows(300, (i) => [Math.cos(i / 20), Math.sin(i / 20), i / 150, i % 2]);
  await workbench.pick([file("cloud.csv", cloud)]);
  const dialog = workbench.importDialog;
  await expect(dialog.getByText(say(en.data.split, { train: "240", heldOut: "60" }))).toBeVisible();
  await dialog.getByLabel(found.labelColumn).selectOption({ index: 1 });
  await expect(dialog.getByRole("img", { name: found.previewPoints })).toBeVisible();
  await expect(dialog.getByRole("radio", { name: found.aPoint })).toBeChecked();
  await expect(dialog.getByLabel(en.data.keep), "only images can be kept").toHaveCount(0);
  await workbench.trainOnFiles();

  await expect(workbench.notice("imported")).toHaveText(say(en.notice.importedPoints, { points: "300" }));
  await expect(page.getByText(say(en.data.pointsSummary, { points: "300", dimensions: 3 }))).toBeVisible();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(60);
  await workbench.pause();
  await expect(page.getByRole("application", { name: `x, ${en.flow.input}` })).toBeVisible();
  await expect(page.getByRole("application", { name: `x̂, ${en.flow.output}` })).toBeVisible();
  await expect(page.getByText(pattern(en.evidence.heldOutPoints)).first()).toBeVisible();
  await expect(page.getByText(en.transport.pointsPerSecond)).toBeVisible();
  await expect(classRows(page)).toHaveCount(2);
  await page.getByRole("tab", { name: en.latent.manifold }).click();
  await expect(page.getByRole("application", { name: en.latent.manifold })).toBeVisible();

  await page.getByRole("button", { name: en.data.change }).click();
  await expect(page.getByRole("dialog").getByText("3-D")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Digits" }).click();
  await workbench.waitForState("ready");
  await expect(workbench.x, "images again").toBeVisible();
});

test("points of a plane can be dragged", async ({ workbench, page }) => {
  await workbench.open("dataset=digits&model=ae&latent=1&hidden=32&batch=32&seed=7");
  await workbench.pick([file("plane.csv", `x,y\n${rows(200, (i) => [i / 10, Math.sin(i / 10)])}`)]);
  await workbench.trainOnFiles();
  await workbench.waitForState("ready");
  const input = page.getByRole("application", { name: `x, ${en.flow.input}` });
  await input.click({ position: { x: 30, y: 30 } });
  await expect(page.getByText(en.cloud.own)).toBeVisible();
});

test("a ZIP has its folders for classes, says what it leaves out, and is resized", async ({ workbench, page }) => {
  await workbench.open();
  const entries = Array.from({ length: 20 }, (_, i): [string, Uint8Array] => [
    `${i % 2 ? "dark" : "light"}/${i}.png`,
    png(24, 24, 3, () => (i % 2 ? 10 : 200) + i),
  ]);
  const packed = zip({ ...Object.fromEntries(entries), "notes.txt": Buffer.from("some,notes") });
  await workbench.pick([file("pictures.zip", packed)]);
  const dialog = workbench.importDialog;
  await expect(dialog.getByText("2: dark, light")).toBeVisible();
  await expect(dialog.locator("[data-warning=ignored-files]")).toContainText("notes.txt");
  await expect.poll(async () => new Set(await labels(dialog))).toEqual(new Set(["dark", "light"]));
  await dialog.getByLabel(found.resize).selectOption("16");
  await expect(dialog.getByText("24×24 → 16×16")).toBeVisible();
  await workbench.trainOnFiles();
  await expect(page.getByText(say(en.data.summary, { images: "20", width: 16, height: 16 }))).toBeVisible();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(5);
});

test("the tile of a sheet is corrected, and coloured margins are cut off", async ({ workbench, page }) => {
  await workbench.open();
  const sheet = png(96, 96, 3, (i) => {
    const [x, y] = [Math.floor(i / 3) % 96, Math.floor(i / 288)];
    return x % 24 < 3 || y % 24 < 3 || x % 24 > 20 || y % 24 > 20 ? 0 : (x * 7 + y * 13 + 60 * (i % 3)) % 256;
  });
  await workbench.pick([file("sheet.png", sheet)]);
  const dialog = workbench.importDialog;
  await expect(dialog.locator("[data-warning=guessed-tile]")).toContainText("24×24");
  await expect(dialog.getByText(say(en.data.split, { train: "13", heldOut: "3" }))).toBeVisible();
  await dialog.getByLabel(found.tileWidth).fill("48");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel(found.tileHeight), "square tiles stay square").toHaveValue("48");
  await expect(dialog.getByText(say(en.data.split, { train: "4", heldOut: "1" }))).toHaveCount(0);
  await expect(dialog.getByText(say(en.data.split, { train: "3", heldOut: "1" }))).toBeVisible();
  await expect(dialog.locator("[data-warning=guessed-tile]")).toHaveCount(0);
  await dialog.getByLabel(found.tileWidth).fill("97");
  await page.keyboard.press("Enter");
  await expect(dialog.locator("[data-import=problem]")).toContainText(pattern(en.problem.tileShape));
  await dialog.getByLabel(found.tileWidth).fill("24");
  await page.keyboard.press("Enter");
  await expect(dialog.locator("[data-import=problem]")).toHaveCount(0);

  await dialog.getByRole("radio", { name: found.cropMargins }).check({ force: true });
  await dialog.getByLabel(say(found.margin, { side: found.left })).fill("25");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/→ 18×24/)).toBeVisible();
  await dialog.getByLabel(found.channel).selectOption({ label: found.red });
  await workbench.trainOnFiles();
  await expect(page.getByText(say(en.data.summary, { images: "16", width: 18, height: 24 }))).toBeVisible();
  await workbench.waitForState("ready");
});

test("reading is cancelled, then the whole; the run goes on", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(5);
  const path = test.info().outputPath("large.idx");
  writeFileSync(path, Buffer.from(idxHeader(500_000, 28, 28)));
  truncateSync(path, 16 + 500_000 * 28 * 28); // zeros to its end, without the disk space
  await workbench.pick([path]);
  const dialog = workbench.importDialog;
  await expect(dialog.getByText(pattern(found.memoryOf, { needed: "377", limit: "512" }))).toBeVisible();
  await dialog.getByLabel(found.resize).selectOption("24"); // half a million of them take their time
  await dialog.getByRole("button", { name: en.cloud.train }).click();
  await expect(dialog.getByText(pattern(en.data.importing))).toBeVisible();
  await dialog.getByRole("button", { name: en.data.cancel }).click();
  await expect(dialog.getByRole("button", { name: en.cloud.train })).toBeFocused();
  await dialog.getByRole("button", { name: en.data.cancel }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator("[data-notice]")).toHaveCount(0);
  await workbench.expectMoreSteps();
  await expect(page).toHaveURL(/dataset=digits/);
});

test("more than fits is said before it is spent, and limited", async ({ workbench }) => {
  await workbench.open();
  const path = test.info().outputPath("huge.idx");
  writeFileSync(path, Buffer.from(idxHeader(500_000, 28, 28)));
  truncateSync(path, 16 + 500_000 * 28 * 28);
  await workbench.pick([path]);
  const dialog = workbench.importDialog;
  await dialog.getByLabel(found.resize).selectOption("64");
  await expect(dialog.locator("[data-import=problem]")).toContainText(pattern(en.problem.memory));
  await expect(dialog.getByRole("button", { name: en.cloud.train })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel(found.limit, { exact: true }).fill("1000");
  await dialog.getByLabel(found.limit, { exact: true }).press("Enter");
  await expect(dialog.locator("[data-import=problem]")).toHaveCount(0);
  await expect(dialog.getByText(say(en.data.split, { train: "800", heldOut: "200" }))).toBeVisible();
});

test("plain files need no more than Enter; the keyboard reaches everything, and does not touch the run", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(5);
  const { step } = await workbench.read("step");
  await workbench.pick([file("images.idx", idxImages(200, 12, 10)), file("labels.idx", idxLabels(200, 4))]);
  const dialog = workbench.importDialog;
  await expect(dialog.getByRole("button", { name: en.cloud.train })).toBeFocused();
  for (const key of ["r", "n", "."]) await page.keyboard.press(key);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByLabel(en.data.keep)).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("네 가지");
  await workbench.waitForStep(step + 3);
  await expect(page).toHaveURL(/seed=7/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/dataset=own/);
  await expect(page.locator("[data-kept]")).toContainText("네 가지");
  await workbench.expectMoreSteps();
});

test("one image is shown, and nothing to train on", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.pick([file("one.idx", idxImages(1, 12, 10))]);
  const dialog = workbench.importDialog;
  await expect(dialog.locator("[data-import=problem]")).toContainText(say(en.problem.tooFew, { count: 1, needed: 2 }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
});

test("a thousand classes train, and so do images without labels", async ({ workbench, page }) => {
  await workbench.open();
  const classes = Int16Array.from({ length: 3000 }, (_, i) => i % 1000);
  const images = Uint8Array.from({ length: 3000 * 64 }, (_, i) => ((i >> 6) * (1 + (i % 64))) % 256);
  const many = zip({
    "x.npy": npy("|u1", [3000, 8, 8], images),
    "y.npy": npy("<i2", [3000], new Uint8Array(classes.buffer)),
  });
  await workbench.pick([file("many.npz", many)]);
  await expect(workbench.importDialog.getByText(/^1,000: 0, 1, 2/)).toBeVisible();
  await workbench.trainOnFiles();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(30);
  await workbench.pause();
  expect(await classRows(page).count()).toBeGreaterThan(300);
  await expect(page.getByText(pattern(en.flow.ofClass)).first()).toBeVisible();

  await workbench.pick([file("plain.idx", idxImages(100, 8, 8))]);
  await expect(workbench.importDialog.getByText(say(en.data.split, { train: "80", heldOut: "20" }))).toBeVisible();
  await workbench.trainOnFiles();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(10);
  await expect(page.getByText(say(en.flow.heldOut, { index: 1 }))).toBeVisible();
  await expect(page.getByText(en.evidence.compare), "other files are no run to compare with").toHaveCount(0);
});

test("a picture is pasted, and a folder picked or dropped", async ({ workbench, page, context }) => {
  await workbench.open();
  const bytes = [...png(40, 40, 1, (i) => (i * 7) % 256)];
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(pasted)], "image.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, bytes);
  const dialog = workbench.importDialog;
  await expect(dialog.getByText(found.sheet)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const folder = test.info().outputPath("animals");
  for (const name of ["cats", "dogs"]) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 4; i++)
      writeFileSync(
        join(folder, name, `${i}.png`),
        png(16, 16, 1, (p) => p * (i + 1)),
      );
  }
  await page.getByTestId("folder").setInputFiles(folder);
  await expect(dialog.getByText("2: cats, dogs")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const session = await context.newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 600, y: 400, data });
  await expect(dialog.getByText("2: cats, dogs")).toBeVisible();
  await workbench.trainOnFiles();
  await expect(page.getByText(say(en.data.split, { train: "7", heldOut: "1" }))).toBeVisible();
});

test("a notice is seen and dismissed above a dialog that is open", async ({ workbench, page, context }) => {
  await workbench.open();
  const gallery = await workbench.openGallery();
  await context.setOffline(true);
  await gallery.getByRole("button", { name: "Sprites" }).click();
  await context.setOffline(false);
  const dismiss = workbench.notice("data").getByRole("button", { name: en.notice.dismiss });
  await dismiss.click();
  await expect(workbench.notice("data")).toHaveCount(0);
  await expect(gallery).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(gallery).toBeHidden();
});

for (const [lang, texts, cropMargins] of [
  ["en", en, found.cropMargins],
  ["ko", ko, found_ko.cropMargins],
] as const) {
  test(`axe finds nothing serious in the dialog: ${lang}`, async ({ page }) => {
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${SMALL}&lang=${lang}&theme=${lang === "en" ? "light" : "dark"}`);
    await workbench.pick([
      file(
        "table.csv",
        rows(30, (i) => [...Array.from({ length: 16 }, (_, p) => p * i), i % 3, 7]),
      ),
    ]);
    await expect(workbench.importDialog.locator("[data-import=split]")).toBeVisible();
    await workbench.importDialog.getByRole("radio", { name: cropMargins }).check({ force: true });
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      expect.soft(await seriousViolations(page), `at ${size.width}`).toEqual([]);
    }
  });
}
