/** A person's own files, good and bad. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { idxHeader, idxImages, idxLabels } from "../src/engine/data/idxFixtures";
import { en } from "../src/i18n/en";
import { expect, ink, pattern, SMALL, say, test } from "./workbench";

const MNIST = join(process.cwd(), "../shared/data/mnist-t10k");
const MNIST_FILES = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"].map((name) => join(MNIST, name));

const file = (name: string, bytes: Uint8Array | number[]) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

test("the real MNIST test file trains at once, with its labels", async ({ workbench, page }) => {
  test.skip(!MNIST_FILES.every(existsSync), `needs MNIST's test files in ${MNIST}`);
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(100);
  const before = await workbench.metric("step");
  await workbench.pick(MNIST_FILES);
  await workbench.trainOnFiles();
  await expect(workbench.notice("imported")).toHaveText(say(en.notice.imported, { images: "10,000" }));
  await expect(page.getByText(say(en.data.split, { train: "8,000", heldOut: "2,000" }))).toBeVisible();
  await expect(page.getByText(say(en.data.summary, { images: "10,000", width: 28, height: 28 }))).toBeVisible();
  await expect(page.getByText(pattern(en.flow.ofClass)).first()).toBeVisible();
  await expect(page).toHaveURL(/dataset=own/);
  const untrained = await workbench.heldOutLoss();
  expect(await workbench.metric("step"), "a new run").toBeLessThan(before + 100);
  await workbench.waitForHeldOutLossBelow(0.6 * Math.max(untrained, 300));

  await page.getByRole("button", { name: en.data.change }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Digits" }).click();
  await expect(page).toHaveURL(/dataset=digits/);
  await workbench.expectMoreSteps();
});

test("files that are dropped on the page train too", async ({ workbench, page }) => {
  await workbench.open();
  const images = [...idxImages(200, 12, 10)];
  const labels = [...idxLabels(200, 4)];
  const dropped = await page.evaluateHandle(
    ([first, second]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(first as number[])], "my-images.idx"));
      transfer.items.add(new File([Uint8Array.from(second as number[])], "my-labels.idx"));
      return transfer;
    },
    [images, labels],
  );
  await workbench.root.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(page.getByText(en.data.drop)).toBeVisible();
  await workbench.root.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByText(en.data.drop)).toBeHidden();
  await workbench.trainOnFiles();
  await expect(page.getByText(say(en.data.split, { train: "160", heldOut: "40" }))).toBeVisible();
  await expect(page.getByText(say(en.data.summary, { images: "200", width: 10, height: 12 }))).toBeVisible();
  await workbench.waitForState("ready");
  await workbench.play();
  await workbench.waitForStep(20);
  await expect.poll(async () => (await ink(workbench.xHat)).length).toBe(10 * 12);
});

const BAD: { what: string; files: () => ReturnType<typeof file>[]; says: RegExp }[] = [
  {
    what: "cut off",
    files: () => [file("cut-off.idx", idxImages(100, 28, 28).subarray(0, 40_000))],
    says: pattern(en.problem.truncated, { expected: "78,416", actual: "40,000" }),
  },
  {
    what: "labels of another length",
    files: () => [file("fine-images.idx", idxImages(60)), file("short-labels.idx", idxLabels(50))],
    says: pattern(en.problem.labelCount, { labels: 50, images: 60, imageFile: "fine-images.idx" }),
  },
  {
    what: "a picture that is cut off",
    files: () => [file("photo.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])],
    says: pattern(en.problem.badImage),
  },
  {
    what: "another format",
    files: () => [file("notes.csv", Buffer.from("%PDF-1.7"))],
    says: pattern(en.problem.unknownFormatNamed, { format: "PDF" }),
  },
  { what: "a text", files: () => [file("notes.txt", Buffer.from("hello"))], says: pattern(en.problem.noNumbers) },
  { what: "empty", files: () => [file("empty.idx", [])], says: pattern(en.problem.empty) },
  {
    what: "no images in it",
    files: () => [file("none.idx", idxHeader(0, 28, 28))],
    says: pattern(en.problem.noImages),
  },
  {
    what: "4 GB in its header",
    files: () => [file("huge.idx", [...idxHeader(5_500_000, 28, 28), 1, 2, 3])],
    says: pattern(en.problem.tooLargeBytes, { actual: "4,312,000,000" }),
  },
  {
    what: "only labels",
    files: () => [file("labels-only.idx", idxLabels(30))],
    says: pattern(en.problem.noImageFile),
  },
];

test("a bad file is named with what is wrong with it, and the run goes on untouched", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForStep(20);
  for (const { what, files, says } of BAD) {
    await test.step(what, async () => {
      const before = await workbench.metric("step");
      const given = files();
      await workbench.pick(given);
      const blamed = given.at(-1)?.name ?? "";
      const notice = workbench.notice("import").filter({ hasText: say(en.notice.import, { file: blamed }) });
      await expect(notice).toContainText(says, { timeout: 15_000 });
      await expect(notice).toContainText(en.problem.untouched);
      await expect(workbench.root).toHaveAttribute("data-state", "playing");
      await workbench.waitForStep(before + 3);
      await notice.getByRole("button", { name: en.notice.dismiss }).click();
      await expect(workbench.notice("import")).toHaveCount(0);
    });
  }
  await expect(page, "still the experiment that was opened").toHaveURL(/dataset=digits/);
});

const BAD_INSIDE = [
  {
    what: "a gzip bomb",
    files: () => [
      file("bomb.gz", gzipSync(Buffer.concat([Buffer.from(idxHeader(30, 28, 28)), Buffer.alloc(200_000_000)]))),
    ],
    says: pattern(en.problem.tooLong),
  },
  {
    what: "a damaged gzip",
    files: () => [file("damaged.gz", gzipSync(idxImages(300, 28, 28)).subarray(0, 300))],
    says: pattern(en.problem.badGzip),
  },
];

test("what is wrong further on in a file is told in its dialog", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  for (const { what, files, says } of BAD_INSIDE) {
    await test.step(what, async () => {
      await workbench.pick(files());
      const problem = workbench.importDialog.locator("[data-import=problem]");
      const train = workbench.importDialog.getByRole("button", { name: en.cloud.train });
      await expect(train).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(problem).toContainText(says, { timeout: 15_000 });
      await expect(train).toHaveAttribute("aria-disabled", "true");
      await page.keyboard.press("Escape");
      await expect(workbench.importDialog).toBeHidden();
      await workbench.expectMoreSteps();
    });
  }
  await expect(page, "still the experiment that was opened").toHaveURL(/dataset=digits/);
});

test("a complaint about a file goes when one is opened that is fine", async ({ workbench }) => {
  await workbench.open();
  await workbench.pick([file("notes.txt", Buffer.from("hello"))]);
  await expect(workbench.notice("import")).toBeVisible();
  await workbench.pick([file("fine.idx", idxImages(60, 10, 10))]);
  await workbench.trainOnFiles();
  await expect(workbench.notice("imported")).toBeVisible();
  await expect(workbench.notice("import")).toHaveCount(0);
});

test("a link to someone's own files runs on digits, and says so", async ({ workbench, page }) => {
  await workbench.open(SMALL.replace("digits", "own"));
  await expect(workbench.notice("files-missing")).toContainText(en.notice.filesMissing);
  await expect(page).toHaveURL(/dataset=digits/);
});
