/** Data sets that are fetched from elsewhere, and those that are kept in the browser. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { idxImages, idxLabels } from "../src/engine/data/idxFixtures";
import { en } from "../src/i18n/en";
import { expect, pattern, SMALL, say, test, type Watch } from "./workbench";

const FROM = "https://cdn.jsdelivr.net/gh/fgnt/mnist@master/";
const FILES = {
  trainImages: ["train-images-idx3-ubyte.gz", gzipSync(idxImages(300, 12, 10))],
  trainLabels: ["train-labels-idx1-ubyte.gz", gzipSync(idxLabels(300))],
  heldOutImages: ["t10k-images-idx3-ubyte.gz", gzipSync(idxImages(60, 12, 10))],
  heldOutLabels: ["t10k-labels-idx1-ubyte.gz", gzipSync(idxLabels(60))],
} as const;

/** The page with a small MNIST: another size and other checksums, at the places that the policy lets in. */
async function shrinkMnist(page: Page): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(process.cwd(), "public/datasets/manifest.json"), "utf8"));
  for (const [key, [name, bytes]] of Object.entries(FILES)) {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    manifest.fetched[0].files[key] = { name, bytes: bytes.length, sha256 };
  }
  manifest.fetched[0].from = [FROM];
  await page.route("**/datasets/manifest.json", (route) => route.fulfill({ json: manifest }));
}

/** Answers for the host elsewhere, as `change` would have the bytes of each file. */
async function host(page: Page, change: (name: string, bytes: Buffer) => Buffer = (_, bytes) => bytes): Promise<void> {
  await page.unroute(`${FROM}**`);
  await page.route(`${FROM}**`, (route) => {
    const name = route.request().url().slice(FROM.length);
    const [, bytes] = Object.values(FILES).find(([known]) => known === name) ?? [name, Buffer.alloc(0)];
    return route.fulfill({ body: change(name, bytes), headers: { "Access-Control-Allow-Origin": "*" } });
  });
}

const elsewhere = ({ requests }: Watch) => requests.filter((url) => url.startsWith("https:"));
const forget = (watched: Watch) =>
  watched.requests.splice(0, watched.requests.length, ...watched.requests.filter((url) => !url.startsWith(FROM)));
const MNIST = SMALL.replace("digits", "mnist");

test("nobody else is asked until the button is pressed, and then only once", async ({ workbench, page, watched }) => {
  await shrinkMnist(page);
  await host(page);
  await workbench.open(`${MNIST}&play=1`);
  await expect(workbench.notice("not-fetched")).toContainText(say(en.notice.notFetched, { name: "MNIST" }));
  await expect(page, "meanwhile it runs on digits").toHaveURL(/dataset=digits/);
  await workbench.waitForStep(20);
  const button = workbench.notice("not-fetched").locator("[data-fetch=mnist]");
  await expect(button).toHaveAttribute("title", /cdn\.jsdelivr\.net/);
  expect(elsewhere(watched)).toEqual([]);

  await button.click();
  await expect(page).toHaveURL(/dataset=mnist/);
  await expect(page.getByText(say(en.data.split, { train: "300", heldOut: "60" }))).toBeVisible();
  await workbench.waitForStep(5);
  expect(elsewhere(watched)).toEqual(Object.values(FILES).map(([name]) => FROM + name));
  forget(watched);

  await page.route(`${FROM}**`, (route) => route.abort()); // no network
  await page.reload();
  await expect(page).toHaveURL(/dataset=mnist/);
  await expect(page.getByText(say(en.data.split, { train: "300", heldOut: "60" }))).toBeVisible();
  await workbench.waitForState("ready");
  expect(elsewhere(watched)).toEqual([]);

  const offer = (await workbench.openGallery()).locator("[data-fetch=mnist]");
  await expect(offer).toHaveAttribute("data-here", "true");
  await workbench.button(say(en.data.fetchedDelete, { name: "MNIST" })).click();
  await expect(offer).toHaveAttribute("data-here", "false");
});

test("a file that was tampered with is refused, and the run goes on", async ({ workbench, page, watched }) => {
  await shrinkMnist(page);
  await host(
    page,
    (name, bytes) => (name.startsWith("train-images") ? bytes.map((byte, i) => byte ^ +(i === 40)) : bytes) as Buffer,
  );
  await workbench.open(`${MNIST}&play=1`);
  const button = workbench.notice("not-fetched").locator("[data-fetch=mnist]");
  await button.click();
  await expect(workbench.notice("import")).toContainText(pattern(en.problem.wrongChecksum));
  await expect(workbench.notice("import")).toContainText("train-images-idx3-ubyte.gz");
  await expect(page).toHaveURL(/dataset=digits/);
  await workbench.expectMoreSteps();

  await host(page);
  await button.click();
  await expect(page).toHaveURL(/dataset=mnist/);
  forget(watched);
});

test("a download can be cancelled", async ({ workbench, page, watched }) => {
  watched.expected.push(/ERR_/);
  await shrinkMnist(page);
  await page.route(`${FROM}**`, () => {}); // never answers
  await workbench.open(`${MNIST}&play=1`);
  const notice = workbench.notice("not-fetched");
  await notice.locator("[data-fetch=mnist]").click();
  await expect(notice.getByText(pattern(en.data.fetchProgress, { name: "MNIST" }))).toBeVisible();
  await notice.getByRole("button", { name: en.data.cancel }).click();
  await expect(notice.locator("[data-fetch=mnist]")).toBeVisible();
  await expect(workbench.notice("import")).toHaveCount(0);
  await workbench.expectMoreSteps();
  forget(watched);
});

const own = [
  { name: "images.idx", mimeType: "application/octet-stream", buffer: Buffer.from(idxImages(200, 12, 10)) },
  { name: "labels.idx", mimeType: "application/octet-stream", buffer: Buffer.from(idxLabels(200, 4)) },
];

test("an own data set is kept, opened again at the next visit, and deleted", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.pick(own);
  await workbench.trainOnFiles();
  await page.getByLabel(en.data.keepName).fill("나의 그림");
  await workbench.button(en.data.keep).click();
  await expect(workbench.notice("kept")).toHaveText(say(en.notice.kept, { name: "나의 그림" }));

  await page.reload();
  await workbench.waitForState("ready");
  const open = workbench.button(say(en.data.keptOpen, { name: "나의 그림" }));
  await expect(open).toContainText("200 images · 10×12");
  await open.click();
  await expect(page).toHaveURL(/dataset=own/);
  await expect(page.getByText(say(en.data.split, { train: "160", heldOut: "40" }))).toBeVisible();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(5);

  await workbench.button(say(en.data.keptDelete, { name: "나의 그림" })).click();
  await expect(page.locator("[data-kept]")).toHaveCount(0);
  await page.reload();
  await workbench.waitForState("ready");
  await expect(page.locator("[data-kept]")).toHaveCount(0);
});

test("a kept data set that has been damaged is said to be broken, and can be deleted", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.pick(own);
  await workbench.trainOnFiles();
  await workbench.button(en.data.keep).click();
  await expect(page.locator("[data-kept]")).toHaveAttribute("data-broken", "false");
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("datasets");
    for await (const [name, handle] of folder.entries()) {
      if (!name.startsWith("kept-")) continue;
      const file = await (await folder.getFileHandle(handle.name)).createWritable({ keepExistingData: true });
      await file.truncate(500);
      await file.close();
    }
  });
  await page.reload();
  await workbench.waitForState("ready");
  const item = page.locator("[data-kept]");
  await expect(item).toContainText(en.data.keptBroken);
  await item.getByRole("button").last().click();
  await expect(page.locator("[data-kept]")).toHaveCount(0);
});

test("a browser that has no room says so, and keeps nothing", async ({ workbench, page, context }) => {
  await workbench.open();
  await workbench.pick(own);
  await workbench.trainOnFiles();
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 10 });
  await workbench.button(en.data.keep).click();
  await expect(workbench.notice("storage")).toContainText(pattern(en.problem.storageFull), { timeout: 15_000 });
  await expect(page.locator("[data-kept]")).toHaveCount(0);
});
