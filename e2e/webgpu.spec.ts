/** WebGPU, on a GPU that is drawn by the processor: the same code, a thousand times slower, so on tiny images. */

import type { Page } from "@playwright/test";
import { en as prior_en } from "../src/app/prior/en";
import { idxImages } from "../src/engine/data/idxFixtures";
import { en } from "../src/i18n/en";
import { expect, hookWorker, pattern, stepNamedIn, test, type Workbench } from "./workbench";

const TINY = "dataset=digits&model=vae&latent=2&hidden=8&batch=8&learningRate=0.05&seed=7";
const TINY_PRIOR =
  "dataset=digits&model=pixelCnn&levels=2&stack=plain&channels=4&layers=0&batch=8&learningRate=0.01&seed=7";
/** Its shaders are compiled when they are first used. */
const SLOW = 60_000;

/** Opens a model on WebGPU and gives it forty images of 6×6 pixels. */
async function openOnWebgpu(workbench: Workbench, experiment = TINY): Promise<void> {
  const { page } = workbench;
  await page.goto(`./#${experiment}&backend=webgpu`);
  await workbench.waitForState("ready", SLOW);
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "webgpu");
  await workbench.pick([
    { name: "tiny.idx", mimeType: "application/octet-stream", buffer: Buffer.from(idxImages(40, 6, 6)) },
  ]);
  await workbench.trainOnFiles();
  await expect(page).toHaveURL(/dataset=own/, { timeout: SLOW });
  await workbench.waitForState("ready", SLOW);
}

/** Runs a line of script on the worker's GPU device as soon as there is one. */
async function hookDevice(page: Page, script: string): Promise<void> {
  const hook = `
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (...given) {
      const device = await request.apply(this, given);
      ${script}
      return device;
    };
  `;
  await hookWorker(page, hook);
}

test("a software adapter is not taken for a GPU @webgpu", async ({ workbench, page }) => {
  await workbench.open(TINY);
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
  const row = (await workbench.openBackends()).locator("label", { hasText: en.backend.webgpu });
  await expect(row).toContainText(en.backend.software);
});

test("forced onto WebGPU, a model replays its first losses and learns @webgpu", async ({ workbench, page }) => {
  await openOnWebgpu(workbench);
  const row = (await workbench.openBackends()).locator("label", { hasText: en.backend.webgpu });
  await expect(row).toContainText(pattern(en.backend.chosen));
  await page.keyboard.press("Escape");
  const untrained = await workbench.heldOutLoss();
  const first = await workbench.lossesOfSteps(2);
  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready");
  expect(await workbench.lossesOfSteps(2)).toEqual(first);
  await workbench.play();
  await workbench.waitForHeldOutLossBelow(0.85 * untrained, SLOW);
});

test("a GPU that is lost is set up again, and the run goes on @webgpu", async ({ workbench, page, watched }) => {
  watched.expected.push(/device|WebGPU|mapAsync/i);
  await hookDevice(page, "self.capturedDevice = device;");
  await openOnWebgpu(workbench);
  await workbench.play();
  await workbench.waitForStep(5, SLOW);
  await page.waitForTimeout(3500); // checkpoints are three seconds apart
  await workbench.expectMoreSteps(2);
  const before = await workbench.metric("step");
  await page.workers()[0]?.evaluate(() => {
    (self as unknown as { capturedDevice: { destroy(): void } }).capturedDevice.destroy();
  });

  const notice = workbench.notice("recovered");
  await expect(notice).toHaveText(pattern(en.notice.recoveredDevice), { timeout: SLOW });
  const from = await stepNamedIn(notice);
  expect(from, "not from the start").toBeGreaterThan(0);
  await workbench.waitForState("playing", SLOW);
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "webgpu");
  await expect(page, "on the same files").toHaveURL(/dataset=own/);
  await workbench.waitForStep(Math.max(from, before) + 2, SLOW);
});

test("a GPU that is lost while a replayed step is under way is set up again, and the run goes on with the same losses @webgpu", async ({
  workbench,
  page,
  watched,
}) => {
  watched.expected.push(/device|WebGPU|mapAsync/i);
  // Losses of replayed steps are read from a buffer of 64 rows [total, reconstruction, KL]; nothing else is of that size.
  // Once armed, the device is destroyed between the sending of a step and its end.
  const lose = `
    const map = GPUBuffer.prototype.mapAsync;
    GPUBuffer.prototype.mapAsync = function (...given) {
      const mapped = map.apply(this, given);
      if (self.armed && this.size === 64 * 3 * 4) {
        self.armed = false;
        device.destroy();
      }
      return mapped;
    };
  `;
  await hookDevice(page, lose);
  await openOnWebgpu(workbench);
  const untouched = await workbench.lossesOfSteps(3);
  await page.waitForTimeout(500); // its checkpoint arrives
  const arm = () => page.workers()[0]?.evaluate(() => void Object.assign(self, { armed: true }));
  await arm();
  await workbench.button(en.transport.step).click();

  const notice = workbench.notice("recovered");
  await expect(notice).toHaveText(pattern(en.notice.recoveredDevice), { timeout: SLOW });
  expect(await stepNamedIn(notice), "the step that was under way is not lost: it is taken again").toBe(3);
  await workbench.waitForState("paused", SLOW);
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "webgpu");
  const resumed = await workbench.lossesOfSteps(2);

  await workbench.button(en.transport.reset).click();
  await workbench.waitForState("ready", SLOW);
  expect(await workbench.lossesOfSteps(5), "as if nothing had happened").toEqual([...untouched, ...resumed]);

  // And with groups of steps in flight, as it plays.
  await workbench.play();
  await workbench.waitForStep(20, SLOW);
  await notice.getByRole("button", { name: en.notice.dismiss }).click();
  await expect(notice).toHaveCount(0);
  await arm();
  await expect(notice).toBeVisible({ timeout: SLOW });
  await workbench.waitForState("playing", SLOW);
  await workbench.expectMoreSteps(20);
});

test("a GPU that is lost while samples are drawn draws them once it is back @webgpu", async ({
  workbench,
  page,
  watched,
}) => {
  watched.expected.push(/device|WebGPU|mapAsync/i);
  // Once armed, the device is destroyed in the middle of the drawing.
  const lose = `
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (commands) => {
      submit(commands);
      if (self.submits > 0 && --self.submits === 0) device.destroy();
    };
  `;
  await hookDevice(page, lose);
  await page.goto(`./#${TINY_PRIOR}&backend=webgpu`);
  await workbench.waitForState("ready", SLOW);
  await workbench.button(en.transport.step).click();
  await workbench.waitForStep(1, SLOW);
  const drawn = page.locator("figure[data-step]");
  await expect(drawn).toHaveAttribute("data-step", /\d/, { timeout: SLOW });
  await page.waitForTimeout(500); // its checkpoint arrives
  await page.workers()[0]?.evaluate(() => void Object.assign(self, { submits: 2 }));
  await page.getByRole("button", { name: prior_en.again }).click();
  await expect(workbench.notice("recovered")).toHaveText(pattern(en.notice.recoveredDevice), { timeout: SLOW });
  await workbench.waitForState("paused", SLOW);
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: SLOW });
  await expect(drawn).toHaveAttribute("data-step", /\d/, { timeout: SLOW });
  await workbench.lossesOfSteps(1);
});

test("a run keeps no GPU buffers as it goes on @webgpu", async ({ workbench, page }) => {
  const count = `
    self.liveBuffers = 0;
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      const destroy = buffer.destroy.bind(buffer);
      self.liveBuffers++;
      buffer.destroy = () => { self.liveBuffers--; destroy(); };
      return buffer;
    };
  `;
  await hookDevice(page, count);
  // TensorFlow.js computes tensors of up to a thousand numbers on the processor: a batch of 40 images is larger.
  await openOnWebgpu(workbench, TINY.replace("batch=8", "batch=40"));
  const live = () => page.workers()[0]?.evaluate(() => (self as unknown as { liveBuffers: number }).liveBuffers);
  await workbench.play();
  await workbench.waitForStep(100, SLOW);
  const warm = await live();
  await workbench.waitForStep(5_100, SLOW);
  expect(warm, "it counts").toBeGreaterThan(10);
  // Questions of the page may be under way at one moment and not at the other: a handful of buffers, not one a step.
  expect(((await live()) ?? 0) - (warm ?? 0)).toBeLessThan(20);
});
