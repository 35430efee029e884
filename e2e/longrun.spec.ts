/** A page that is left open: nothing of it may grow with the number of steps. `npm run bench -- hour` does it for an hour. */
import { Heaps } from "../bench/lib/heap";
import { expect, test } from "./workbench";

/** Steps so small that a minute has as many as a lesson of an hour on a real model. */
const TINY = "dataset=digits&model=vae&latent=2&hidden=8&batch=8&seed=7&play=1";
/** By then the curves are full, code is compiled, and pools have what they need. */
const WARM_UP = 3_000;
const STEPS = 20_000;
const LONG = 240_000;

test("a page left open keeps its memory, its curves and its listeners over 20,000 steps", async ({
  workbench,
  page,
}) => {
  test.setTimeout(2 * LONG);
  await workbench.open(TINY);
  await workbench.waitForStep(WARM_UP, LONG);
  const heaps = await Heaps.of(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  /** While it rests: as it trains, what the last few frames have left is not collected yet. */
  const weigh = async () => {
    await workbench.pause();
    await page.waitForTimeout(500);
    const { page: own, worker } = await heaps.read(); // after a collection
    const { metrics } = await session.send("Performance.getMetrics");
    const count = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      page: own.objects + own.buffers,
      worker: worker.objects + worker.buffers,
      listeners: count("JSEventListeners"),
      nodes: count("Nodes"),
    };
  };
  const before = await weigh();
  const from = await workbench.metric("step");
  await workbench.play();
  await workbench.waitForStep(from + STEPS, LONG);
  const after = await weigh();
  test.info().annotations.push({ type: "memory", description: JSON.stringify({ before, after }) });
  const megabytes = (of: "page" | "worker") => (after[of] - before[of]) / 1e6;
  // A leak of one number a step on either side would be more than this in objects alone: 20,000 × 50 bytes.
  expect(megabytes("page")).toBeLessThan(1);
  expect(megabytes("worker")).toBeLessThan(1);
  expect(after.listeners - before.listeners).toBeLessThan(20);
  expect(after.nodes - before.nodes).toBeLessThan(200);

  expect(await workbench.heldOutLoss()).toBeLessThan(300);
  await workbench.lossesOfSteps(2);
});
