/** Slow motion: one step, stage by stage, is the step that the run takes; a locked half stands still. */
import { en as slow } from "../src/app/rooms/slow/en";
import { expect, SMALL, say, test } from "./workbench";

test("plays one step stage by stage, and it is the step that is taken", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=slow`);
  const stages = page.getByRole("list", { name: slow.stages }).getByRole("button");
  await expect(stages).toHaveText(Object.entries(slow.stage).flatMap(([id, name]) => (id === "corrupt" ? [] : [name])));
  expect(await workbench.metric("slow-step")).toBe(1);
  const next = page.getByRole("button", { name: slow.next, exact: true });
  for (let i = 0; i < 3; i++) await next.click();
  await expect(page.getByRole("button", { name: slow.stage.loss })).toHaveAttribute("aria-current", "step");
  const before = await workbench.metric("slow-total");
  await next.click();
  await expect(page.locator("[data-part=encoder] [data-kind=gradient]").first()).not.toHaveAttribute("data-value", "");
  expect(await workbench.metric("step"), "nothing is learned by looking").toBe(0);
  await next.click();
  await expect.poll(() => workbench.metric("step")).toBe(1);
  expect(await workbench.metric("loss"), "the loss of the step is the one that was shown").toBeCloseTo(before, 2);
  await expect.poll(() => workbench.metric("slow-after")).toBeLessThan(before);
  await page.getByRole("button", { name: slow.nextStep }).click();
  await expect.poll(() => workbench.metric("slow-step")).toBe(2);
});

test("plays by itself, waits while the model learns, and knows the noise of a denoising autoencoder", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL.replace("model=vae", "model=dae")}&room=slow&play=1`);
  await workbench.waitForStep(5);
  await expect(page.getByText(slow.playing)).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: slow.pause }).click();
  await workbench.waitForState("paused");
  await expect(page.getByRole("button", { name: slow.stage.corrupt })).toHaveAttribute("aria-current", "step");
  const step = await workbench.settle();
  await page.getByRole("button", { name: slow.run, exact: true }).click();
  await expect.poll(() => workbench.metric("step"), { timeout: 30_000 }).toBe(step + 1);
  await page.getByRole("button", { name: slow.halt, exact: true }).click();
});

test("a locked half stands still while the other learns", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=slow`);
  await page.getByLabel(say(slow.lock, { part: slow.part.encoder })).check();
  await expect(page).toHaveURL(/lock=encoder/);
  await expect.poll(() => workbench.metric("slow-step")).toBe(1);
  const next = page.getByRole("button", { name: slow.next, exact: true });
  for (let i = 0; i < 5; i++) await next.click();
  await expect(page.locator("[data-part=encoder]").getByText(slow.locked).first()).toBeVisible();
  await expect(page.locator("[data-part=decoder] [data-kind=update]").first()).not.toHaveAttribute("data-value", "");
  await workbench.play();
  await workbench.expectMoreSteps(20);
});
