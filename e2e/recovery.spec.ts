/** What goes wrong beneath a run, and how it goes on. */
import type { Page } from "@playwright/test";
import { en as beta } from "../src/app/rooms/beta/en";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expect, hookWorker, pattern, SMALL, say, stepNamedIn, test, Workbench } from "./workbench";

/** The page notices a silent worker after ten seconds. */
const UNTIL_NOTICED = 30_000;
const ASLEEP = 12_000;
const PRIOR = "dataset=digits&model=pixelCnn&levels=2&channels=8&layers=1&batch=16&seed=7";

test("a worker that dies is replaced, and the run goes on from its last checkpoint", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&play=1`);
  await workbench.waitForHeldOutLossBelow(350);
  await page.waitForTimeout(3500); // checkpoints are three seconds apart
  const before = await workbench.heldOutLoss();
  const step = await workbench.metric("step");
  await page.workers()[0]?.evaluate(() => self.close());

  const notice = workbench.notice("recovered");
  await expect(notice).toHaveText(pattern(en.notice.recoveredWorker), { timeout: UNTIL_NOTICED });
  const from = await stepNamedIn(notice);
  expect(from, "not from the start").toBeGreaterThan(0);
  expect(from).toBeLessThanOrEqual(step + 200);
  await workbench.waitForState("playing");
  await expect(notice, "good or bad, one notice").toHaveCount(1);
  await workbench.waitForStep(from + 5);
  expect(await workbench.heldOutLoss()).toBeLessThan(1.25 * before);
  await workbench.waitForStep(step + 50);
});

test("a paused run survives its worker too", async ({ workbench, page }) => {
  await workbench.open();
  const losses = await workbench.lossesOfSteps(3);
  await page.waitForTimeout(500);
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(workbench.notice("recovered")).toHaveText(say(en.notice.recoveredWorker, { step: 3 }), {
    timeout: UNTIL_NOTICED,
  });
  await workbench.waitForState("paused");
  expect(await workbench.metric("step")).toBe(3);
  const [fourth] = await workbench.lossesOfSteps(1);

  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  expect(await workbench.lossesOfSteps(4), "as if nothing had happened").toEqual([...losses, fourth]);
});

test("a loss that is no longer a number stops the run, and its last good step is one click away", async ({
  workbench,
  page,
}) => {
  await workbench.open(SMALL);
  await workbench.play();
  await workbench.waitForStep(50);
  await page.waitForTimeout(3500);
  await workbench.turn(en.knobs.learningRate, 1000);
  await workbench.waitForState("failed");
  const card = page.getByRole("alert");
  await expect(card).toContainText(en.state.diverged);
  await expect(card).toContainText(pattern(en.state.divergedWhat));
  const failedAt = await stepNamedIn(card);
  await card.getByRole("button", { name: say(en.state.divergedDo, { rate: "0.001" }) }).click();
  await workbench.waitForState("playing");
  await expect(card).toHaveCount(0);
  await expect(page).toHaveURL(/learningRate=0\.001/);
  await workbench.waitForStep(failedAt + 5);
  expect(await workbench.metric("loss")).toBeLessThan(600);
});

test("a link with a learning rate of 1000 ends at the card, and its button trains", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&learningRate=1000`);
  await workbench.button(en.transport.play).click();
  await workbench.waitForState("failed");
  await expect(workbench.button(en.transport.play)).toBeDisabled();
  await page.getByRole("button", { name: say(en.state.divergedDo, { rate: "0.001" }) }).click();
  await workbench.waitForState("playing");
  await workbench.waitForHeldOutLossBelow(400);
});

test("without WebGPU and WebAssembly it trains on what is left, and says why", async ({ workbench, page, watched }) => {
  watched.expected.push(/wasm|ERR_FAILED|WebGL|GPU stall/i);
  await page.route("**/*.wasm", (route) => route.abort());
  await workbench.open("model=vae&hidden=16&batch=8", "ready");
  const metric = page.locator("[data-metric=backend]");
  await expect(metric).toHaveAttribute("data-value", /^(webgl|cpu)$/);
  const row = (await workbench.openBackends()).locator("label", { hasText: en.backend.wasm });
  await expect(row).toContainText(en.backend.failed);
  await page.keyboard.press("Escape");
  await workbench.play();
  await workbench.waitForStep(3);
});

/** The backend's module with SIMD, with memory of its own or shared among threads. */
const WITH_SIMD = /^(tfjs-backend-wasm-simd|tensorflow\.shared).*\.wasm$/;

test("without SIMD it trains on the plain WebAssembly, with the same losses", async ({ workbench, page, watched }) => {
  const names = () => watched.requests.splice(0).map((url) => url.replace(/.*\//, ""));
  await workbench.open();
  const withSimd = await workbench.lossesOfSteps(3);
  expect(names()).toContainEqual(expect.stringMatching(WITH_SIMD));

  await page.goto("about:blank");
  await hookWorker(page, "WebAssembly.validate = () => false;");
  await workbench.open();
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
  const without = await workbench.lossesOfSteps(3);
  const asked = names();
  expect(asked, "the other module").not.toContainEqual(expect.stringMatching(WITH_SIMD));
  expect(asked).toContainEqual(expect.stringMatching(/^tfjs-backend-wasm-.*\.wasm$/));
  for (const [i, loss] of without.entries()) expect(loss / (withSimd[i] as number)).toBeCloseTo(1, 4);
  await workbench.play();
  await workbench.waitForHeldOutLossBelow(500);
});

/** Takes hold of the heap that TensorFlow.js computes in, so that it can be filled. */
const HOLD_HEAP = `
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await real.apply(WebAssembly, given);
      const { exports } = made.instance ?? made;
      if (exports.malloc) self.heap = exports;
      return made;
    };
  }
`;

/** Takes every part of the heap down to some kilobytes, until it has grown to the four gigabytes that it may address. */
const fillHeap = (page: Page) =>
  page.workers()[0]?.evaluate(() => {
    const { heap } = self as unknown as { heap: { malloc(bytes: number): number; memory: WebAssembly.Memory } };
    for (let size = 2 ** 29; size >= 4096; size /= 2) while (heap.malloc(size) !== 0);
    return heap.memory.buffer.byteLength;
  });

test("a tab that has slept for longer than a silent worker is waited for goes on with its prior", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${PRIOR}&play=1`);
  await workbench.waitForStep(5);
  const tab = await page.context().newCDPSession(page);
  await tab.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, ASLEEP));
  await tab.send("Page.setWebLifecycleState", { state: "active" });
  await workbench.expectMoreSteps(10);
  await expect(workbench.root).toHaveAttribute("data-state", "playing");
  await expect(workbench.notice("recovered")).toHaveCount(0);
  const drawn = page.locator("figure[data-step]");
  const before = Number(await drawn.getAttribute("data-step"));
  await expect.poll(async () => Number(await drawn.getAttribute("data-step"))).toBeGreaterThan(before);
});

for (const texts of [en, ko])
  test(`a full WebAssembly heap is named, and a smaller experiment trains (${texts.app.name})`, async ({ page }) => {
    await hookWorker(page, HOLD_HEAP);
    const workbench = new Workbench(page, texts);
    await workbench.open(`${SMALL}&lang=${texts === ko ? "ko" : "en"}`);
    await workbench.lossesOfSteps(1);
    const workers = page.workers().length; // the training thread, and those that help it
    expect(await fillHeap(page)).toBeGreaterThan(2 ** 30);
    await workbench.button(texts.transport.play).click();
    await workbench.waitForState("failed");
    const card = page.getByRole("alert");
    await expect(card).toContainText(texts.state.outOfMemory);
    await expect(card).toContainText(texts.state.outOfMemoryWhat);
    await expect(card.getByRole("button", { name: texts.state.retry })).toBeVisible();

    await workbench.turn(texts.knobs.hidden, 16);
    await workbench.waitForState("ready");
    await expect(card).toHaveCount(0);
    await workbench.lossesOfSteps(2);
    await expect.poll(() => page.workers().length, "the old worker is gone, with its memory").toBe(workers);
  });

test("what would not fit into memory is said before it starts, with what does", async ({ workbench, page }) => {
  await workbench.open(
    "dataset=faces&size=64&model=pixelCnn&levels=256&channels=4&layers=0&batch=256&seed=7",
    "failed",
  );
  const card = page.getByRole("alert");
  await expect(card).toContainText(en.state.tooLarge);
  await expect(card).toContainText(pattern(en.state.tooLargeWhat, { batch: 256 }));
  const smallerBatch = card.getByRole("button", { name: pattern(en.state.tooLargeBatch) });
  await expect(smallerBatch).toBeVisible();
  await card.getByRole("button", { name: say(en.state.tooLargeSize, { size: 32 }) }).click();
  await smallerBatch.click({ timeout: UNTIL_NOTICED });
  await workbench.waitForState("ready");
  await expect(card).toHaveCount(0);
});

test("a backend that is asked for and does not work is named once, with the reason", async ({
  workbench,
  page,
  watched,
}) => {
  watched.expected.push(/wasm|ERR_FAILED|WebGL|GPU stall/i);
  await page.route("**/*.wasm", (route) => route.abort());
  await workbench.open("model=vae&hidden=16&batch=8&backend=wasm", "ready");
  const used = await page.locator("[data-metric=backend]").textContent();
  const notice = workbench.notice("backend");
  await expect(notice).toContainText(
    say(en.notice.backend, { wanted: en.backend.wasm, used: used ?? "", reason: en.backend.failed }),
  );
  await notice.getByRole("button", { name: en.notice.dismiss }).click();
  await workbench.turn(en.knobs.latent, 3); // a new run on the same backend
  await workbench.waitForState("ready");
  await workbench.lossesOfSteps(1);
  await expect(notice).toHaveCount(0);
});

test("a backend can be forced by link and by hand", async ({ workbench, page }) => {
  await workbench.open("model=vae&hidden=16&batch=8&seed=7&backend=cpu");
  const metric = page.locator("[data-metric=backend]");
  await expect(metric).toHaveAttribute("data-value", "cpu");
  await workbench.play();
  await workbench.waitForStep(5);
  await workbench.pause();
  const step = await workbench.metric("step");
  const choices = await workbench.openBackends();
  await expect(choices.getByRole("radio", { name: en.backend.cpu })).toBeChecked();
  await choices.getByRole("radio", { name: en.backend.wasm }).check();
  await expect(metric).toHaveAttribute("data-value", "wasm", { timeout: 15_000 });
  await expect(page).toHaveURL(/backend=wasm/);
  await page.keyboard.press("Escape");
  // A step may have been under way when Pause was pressed.
  expect(await workbench.metric("step"), "the run goes on from its last checkpoint").toBeLessThanOrEqual(step + 1);
  await expect(page.getByRole("heading", { name: en.evidence.compare }), "it is the same run").toBeHidden();
  await workbench.play();
  await workbench.expectMoreSteps();
});

test("data that cannot be fetched are named, and can be tried again", async ({ workbench, page, watched }) => {
  watched.expected.push(/ERR_FAILED|404/);
  await page.route("**/datasets/**", (route) => route.abort());
  await workbench.open(SMALL, "failed");
  const card = page.getByRole("alert");
  await expect(card).toContainText(en.state.dataset);
  await page.unroute("**/datasets/**");
  await card.getByRole("button", { name: en.state.retry }).click();
  await workbench.waitForState("ready");
  await expect(card).toHaveCount(0);
});

test("a part of the page that cannot be fetched says so, and comes when tried again", async ({
  workbench,
  page,
  watched,
}) => {
  watched.expected.push(/ERR_FAILED/);
  const parts = "**/assets/{BetaRoom,DataOffers}*.js";
  await page.route(parts, (route) => route.abort());
  await workbench.open(`${SMALL}&play=1`);
  await workbench.tab(en.rooms.beta).click();
  const room = page.getByRole("main");
  await expect(room.getByRole("status").filter({ hasText: en.late.failed })).toBeVisible();
  await workbench.expectMoreSteps();
  await page.unroute(parts);
  await room.getByRole("button", { name: en.state.retry }).click();
  await expect(room.getByText(beta.statement)).toBeVisible();
  await page.route(parts, (route) => route.abort());
  await page.getByRole("button", { name: en.data.change }).click();
  const gallery = page.getByRole("dialog", { name: en.data.gallery });
  await expect(gallery.getByText(en.late.failed)).toBeVisible();
  await page.unroute(parts);
  await gallery.getByRole("button", { name: en.state.retry }).click();
  await expect(gallery.getByRole("listitem").first()).toBeVisible();
});
