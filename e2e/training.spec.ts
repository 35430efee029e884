/** The transport: a model is seen to learn, and does what the buttons and keys say. */
import { en } from "../src/i18n/en";
import { expect, pattern, SMALL, say, test } from "./workbench";

test("the link of the first lesson plays at once, and the held-out loss falls by 40 %", async ({ workbench, page }) => {
  const start = Date.now();
  await page.goto("./#dataset=digits&model=vae&latent=2&seed=7&play=1");
  await workbench.waitForStep(1);
  const firstPoint = Date.now() - start;
  expect(await workbench.metric("loss")).toBeGreaterThan(0);
  const untrained = await workbench.heldOutLoss();
  await workbench.waitForHeldOutLossBelow(0.6 * untrained);
  const fallen = Date.now() - start;
  test.info().annotations.push({ type: "time", description: `first point ${firstPoint} ms, −40 % ${fallen} ms` });
  await expect(workbench.root).toHaveAttribute("data-state", "playing");
  expect(await workbench.metric("examples-per-second")).toBeGreaterThan(0);
});

test("without a GPU it trains on WebAssembly, and the status line says why", async ({ workbench, page }) => {
  await workbench.open();
  await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
  const reasons = await workbench.openBackends();
  const row = (name: string) => reasons.locator("label", { hasText: name });
  await expect(row(en.backend.webgpu)).toContainText(new RegExp(`${en.backend.absent}|${en.backend.software}`));
  await expect(row(en.backend.wasm)).toContainText(pattern(en.backend.chosen));
  await expect(row(en.backend.webgl)).toContainText(en.backend.untried);
  await expect(row(en.backend.auto).getByRole("radio")).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(reasons).toBeHidden();
});

test("Pause is heard, and Step takes exactly one step", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.play();
  await workbench.waitForStep(20);
  await workbench.pause();
  const paused = await workbench.metric("step");
  await page.waitForTimeout(500);
  expect(await workbench.read("step", "examples-per-second")).toEqual({ step: paused, "examples-per-second": 0 });
  await workbench.lossesOfSteps(1);
  await page.waitForTimeout(500);
  expect(await workbench.metric("step")).toBe(paused + 1);
  await expect(workbench.root).toHaveAttribute("data-state", "paused");
});

test("the ledger's lines add up to its total", async ({ workbench }) => {
  await workbench.open(`${SMALL}&beta=4`);
  await workbench.heldOutLoss();
  const read = await workbench.read("heldout-loss", "heldout-reconstruction", "heldout-kl");
  expect(read["heldout-reconstruction"] + read["heldout-kl"]).toBeCloseTo(read["heldout-loss"], 2);
});

test("the speed is a limit, and lifting it acts at once", async ({ workbench, page }) => {
  await workbench.open();
  const speed = page.getByRole("combobox", { name: en.transport.speed });
  await speed.selectOption({ label: say(en.transport.perSecond, { steps: 5 }) });
  await workbench.play();
  await workbench.waitForStep(1);
  const stepsPerSecond = async (ms: number) => {
    const [before, start] = [await workbench.metric("step"), Date.now()];
    await page.waitForTimeout(ms);
    return (1000 * ((await workbench.metric("step")) - before)) / (Date.now() - start);
  };
  const slow = await stepsPerSecond(2500);
  expect(slow).toBeGreaterThan(2);
  expect(slow).toBeLessThan(6.5);
  await speed.selectOption({ label: en.transport.max });
  expect(await stepsPerSecond(1500)).toBeGreaterThan(2 * slow);
});

test("the keyboard does all that the transport does", async ({ workbench, page }) => {
  await workbench.open();
  await page.keyboard.press("Space");
  await workbench.waitForState("playing");
  await workbench.waitForStep(5);
  await page.keyboard.press("Space");
  await workbench.waitForState("paused");
  const paused = await workbench.settle();
  await page.keyboard.press(".");
  await workbench.waitForStep(paused + 1);
  expect(await workbench.settle()).toBe(paused + 1);
  for (let i = 0; i < 5; i++) await page.keyboard.press(".");
  await workbench.waitForStep(paused + 6);
  expect(await workbench.settle(), "no press is lost").toBe(paused + 6);
  await page.keyboard.press("r");
  await workbench.waitForState("ready");
  expect(await workbench.metric("step")).toBe(0);

  const seed = page.getByRole("button", { name: en.transport.newSeed });
  await expect(seed).toContainText(say(en.transport.seed, { seed: 7 }));
  await page.keyboard.press("n");
  await expect(seed, "all of it: a seed of 7,421 begins like 7").not.toHaveText(say(en.transport.seed, { seed: 7 }));
  await expect(page).not.toHaveURL(/seed=7(&|$)/);
});

test("keys keep their meaning where the focus needs them", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.button(en.transport.play).focus();
  await page.keyboard.press("Space"); // presses the button, once
  await workbench.waitForState("playing");
  await workbench.waitForStep(3);
  const field = page.getByLabel(say(en.knobs.exact, { knob: en.knobs.beta }));
  await field.focus();
  await page.keyboard.press("r");
  await page.keyboard.press("Escape");
  expect(await workbench.metric("step"), "an r that is typed does not reset").toBeGreaterThanOrEqual(3);
  await expect(workbench.root).toHaveAttribute("data-state", "playing");
});
