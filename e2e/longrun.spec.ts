/** A page that is left open: nothing of it may grow with the number of steps. `npm run bench -- hour` does it for an hour. */
import { scalesFor } from "../bench/lib/weigh";
import { expect, test } from "./workbench";

/** Steps so small that a minute has as many as a lesson of an hour on a real model. */
const TINY = "dataset=digits&model=vae&latent=2&hidden=8&batch=8&seed=7&play=1";
/** By then the curves are full, code is compiled, and pools have what they need. */
const WARM_UP = 8_000;
const STEPS = 20_000;
const LONG = 240_000;

test("a page left open keeps its memory, its curves and its listeners over 20,000 steps", async ({
  workbench,
  page,
}) => {
  test.setTimeout(2 * LONG);
  await workbench.open(TINY);
  await workbench.waitForStep(WARM_UP, LONG);
  const scales = await scalesFor(page);
  const weigh = async () => {
    await workbench.pause();
    await page.waitForTimeout(500);
    return scales();
  };
  const before = await weigh();
  const from = await workbench.metric("step");
  await workbench.play();
  await workbench.waitForStep(from + STEPS, LONG);
  const after = await weigh();
  test.info().annotations.push({ type: "memory", description: JSON.stringify({ before, after }) });
  // A leak of a hundred bytes a step, some numbers or one closure, would be more.
  expect(after.pageBytes - before.pageBytes).toBeLessThan(1.5e6);
  expect(after.workerBytes - before.workerBytes).toBeLessThan(1.5e6);
  expect(after.listeners - before.listeners).toBeLessThan(20);
  expect(after.nodes - before.nodes).toBeLessThan(200);

  expect(await workbench.heldOutLoss()).toBeLessThan(300);
  await workbench.lossesOfSteps(2);
});
