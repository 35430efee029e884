/** The ELBO's room: from the likelihood of a coin to the bounds of the live model. */
import type { Locator, Page } from "@playwright/test";
import { en as elbo } from "../src/app/rooms/elbo/en";
import { ko as elboKo } from "../src/app/rooms/elbo/ko";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { expect, pattern, SMALL, say, test, Workbench } from "./workbench";

const ROOM = `${SMALL}&room=elbo`;
const LINES = ["evidence", "expectation", "bayes", "split", "parts", "terms"] as const;

async function enter(workbench: Workbench, tab: string, hash = ROOM): Promise<void> {
  await workbench.open(hash);
  await workbench.tab(tab).click();
}

const handle = (page: Page, name: string): Locator => page.locator("svg").getByRole("slider", { name, exact: true });

/** Drags a handle of a picture by so many pixels. */
async function drag(page: Page, grip: Locator, across: number, down: number): Promise<void> {
  const box = await grip.boundingBox();
  if (!box) throw new Error("the handle has no place");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + across, y + down, { steps: 5 });
  await page.mouse.up();
}

async function known(workbench: Workbench, name: string): Promise<number> {
  await expect.poll(() => workbench.metric(name), { timeout: 30_000 }).not.toBeNaN();
  return workbench.metric(name);
}

test("the coin's likelihood has its peak at heads ÷ tosses", async ({ workbench, page }) => {
  await enter(workbench, elbo.tabs.coin);
  await expect(page.getByText(elbo.coin.none)).toBeVisible();
  await workbench.button(say(elbo.coin.toss, { count: 100 })).click();
  await workbench.button(elbo.coin.head).click();
  const {
    "coin-heads": heads,
    "coin-tosses": tosses,
    "coin-peak": peak,
  } = await workbench.read("coin-heads", "coin-tosses", "coin-peak");
  expect(tosses).toBe(101);
  expect(peak).toBeCloseTo(heads / tosses, 9);

  const likelihood = () => workbench.metric("coin-log-likelihood");
  const before = await likelihood();
  const grip = handle(page, elbo.coin.p);
  await drag(page, grip, -150, 0);
  const dragged = Number(await grip.getAttribute("aria-valuenow"));
  expect(dragged).toBeLessThan(0.45);
  const log = heads * Math.log(dragged) + (tosses - heads) * Math.log(1 - dragged);
  expect(await likelihood()).toBeCloseTo(log, 6);
  expect(await likelihood()).toBeLessThan(before);
  await grip.press("End");
  expect(Number(await grip.getAttribute("aria-valuenow"))).toBeCloseTo(0.999, 9);
  await grip.press("Shift+ArrowLeft");
  expect(Number(await grip.getAttribute("aria-valuenow"))).toBeCloseTo(0.899, 9);

  await workbench.button(elbo.coin.guess).click();
  expect(await workbench.metric("coin-tosses")).toBe(0);
  await expect(page.getByText(elbo.coin.hidden, { exact: true })).toBeVisible();
  await workbench.button(elbo.coin.reveal).click();
  await expect(page.getByText(elbo.coin.hidden, { exact: true })).toBeHidden();
});

test("ELBO and gap add up to log p(x), wherever q is dragged, and the gap closes by itself", async ({
  workbench,
  page,
}) => {
  await enter(workbench, elbo.tabs.integral);
  const parts = () => workbench.read("toy-evidence", "toy-elbo", "toy-gap");
  const expectSum = async () => {
    const { "toy-evidence": evidence, "toy-elbo": bound, "toy-gap": gap } = await parts();
    expect(Math.abs(bound + gap - evidence)).toBeLessThan(1e-6);
    return { evidence, bound, gap };
  };
  const first = await expectSum();
  await drag(page, handle(page, elbo.toy.mean), 120, 0);
  const moved = await expectSum();
  expect(moved.evidence).toBe(first.evidence);
  expect(moved.gap).not.toBeCloseTo(first.gap, 2);
  await drag(page, handle(page, elbo.toy.deviation), -30, 0);
  expect((await expectSum()).gap).not.toBeCloseTo(moved.gap, 3);
  await drag(page, handle(page, elbo.toy.x), 0, 40);
  expect((await expectSum()).evidence).not.toBeCloseTo(first.evidence, 2);
  await handle(page, elbo.toy.mean).press("ArrowRight");
  const { gap } = await expectSum();
  expect(gap).toBeGreaterThan(1e-3);

  await workbench.button(elbo.toy.optimise).click();
  await expect.poll(() => workbench.metric("toy-gap"), { timeout: 20_000 }).toBeLessThan(1e-6);
  await expect(workbench.button(elbo.toy.optimise)).toBeVisible();
  await expectSum();

  await page.getByText(elbo.toy.fold, { exact: true }).click();
  await expectSum();
  await workbench.button(elbo.toy.optimise).click();
  await expect(workbench.button(elbo.toy.optimise)).toBeVisible({ timeout: 20_000 });
  expect((await expectSum()).gap, "two peaks cannot be matched").toBeGreaterThan(0.05);
});

test("the naive estimate has the larger variance at every k, and long ones show progress while training goes on", async ({
  workbench,
  page,
}) => {
  await enter(workbench, elbo.tabs.integral, `${ROOM}&play=1`);
  await workbench.button(elbo.toy.optimise).click();
  await expect(workbench.button(elbo.toy.optimise)).toBeVisible({ timeout: 20_000 });
  await workbench.tab(elbo.tabs.sampling).click();
  // A little wider than the best: as nobody who samples knows the posterior.
  const width = page.getByRole("slider", { name: elbo.toy.deviation, exact: true });
  for (let i = 0; i < 10; i++) await width.press("ArrowRight");
  const variances = async () => {
    const { "naive-variance": naive, "weighted-variance": weighted } = await workbench.read(
      "naive-variance",
      "weighted-variance",
    );
    return { naive, weighted };
  };
  const k = page.getByRole("slider", { name: elbo.sampling.samples });
  await k.press("Home");
  await expect.poll(async () => (await variances()).naive, { timeout: 20_000 }).toBeGreaterThan(0.3);
  const one = await variances();
  expect(one.weighted).toBeLessThan(one.naive / 2);

  await k.press("End");
  await expect(page.getByRole("main").getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: elbo.sampling.cancel }).click();
  await expect(page.getByRole("main").getByRole("progressbar")).toBeHidden({ timeout: 20_000 });
  expect(await variances(), "given up: the numbers stay").toEqual(one);

  const step = await workbench.metric("step");
  await workbench.button(elbo.sampling.again).click();
  await expect.poll(async () => (await variances()).naive, { timeout: 90_000 }).toBeLessThan(0.01);
  const many = await variances();
  expect(many.weighted).toBeLessThan(many.naive / 2);
  expect(await workbench.metric("step"), "it learned meanwhile").toBeGreaterThan(step);
});

test("every line of the derivation has the same value, and so has the live model's within its error", async ({
  workbench,
  page,
}) => {
  await enter(workbench, elbo.tabs.derivation, `${ROOM}&play=1`);
  const values = async () => {
    const all = await workbench.read(...LINES.map((line) => `line-${line}` as const), "line-bound");
    return { equal: LINES.map((line) => all[`line-${line}`]), bound: all["line-bound"] };
  };
  const { equal, bound } = await values();
  for (const value of equal) expect(Math.abs(value - (equal[0] as number))).toBeLessThan(1e-6);
  expect(bound).toBeLessThan(equal[0] as number);

  const line = page.getByRole("button", { name: elbo.derivation.parts });
  await line.hover();
  await expect(line).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText(elbo.derivation.aboutParts)).toBeVisible();
  await page.mouse.move(0, 0);
  await page.getByRole("button", { name: elbo.derivation.bayes }).focus();
  await expect(page.getByText(elbo.derivation.aboutBayes)).toBeVisible();

  await workbench.waitForStep(200);
  await page.getByText(elbo.derivation.model, { exact: true }).click();
  await known(workbench, "line-terms");
  await workbench.button(en.transport.pause).click();
  await page.waitForTimeout(1500);
  const live = await values();
  for (const value of live.equal) expect(Math.abs(value - (live.equal[0] as number))).toBeLessThan(3);
  expect(live.bound).toBeLessThan((live.equal[0] as number) + 0.5);
  expect(live.bound, "nats of an image").toBeLessThan(-30);
});

test("the live ledger adds up, and its bounds rise with the samples", async ({ workbench, page }) => {
  await enter(workbench, elbo.tabs.ledger, `${ROOM}&play=1`);
  await workbench.waitForStep(200);
  await known(workbench, "one-elbo");
  for (const whose of ["all", "one"] as const) {
    const names = [`${whose}-reconstruction`, `${whose}-kl`, `${whose}-elbo`] as const;
    const read = await workbench.read<string>(...names);
    const [reconstruction, kl, bound] = names.map((name) => read[name] as number) as [number, number, number];
    expect(reconstruction - kl).toBeCloseTo(bound, 9);
    expect(kl).toBeGreaterThan(0);
  }
  const step = await workbench.metric("step");
  await workbench.button(elbo.ledger.boundsSet).click();
  await expect(page.getByText(pattern(elbo.ledger.boundsProgress))).toBeVisible();
  await known(workbench, "set-bound-500");
  expect(await workbench.metric("step"), "it learned meanwhile").toBeGreaterThan(step);
  for (const whose of ["one", "set"] as const) {
    const all = await workbench.read(...[1, 5, 50, 500].map((k) => `${whose}-bound-${k}`));
    const bounds = Object.values(all);
    bounds.slice(1).forEach((bound, i) => {
      expect(bound).toBeGreaterThanOrEqual(bounds[i] as number);
    });
  }
  await workbench.pause();
  await page.waitForTimeout(2000);
  for (const whose of ["all", "one"]) {
    let sum = 0;
    for (const name of ["z1", "z2"]) {
      await page.getByRole("combobox", { name: elbo.ledger.dimension }).selectOption({ label: name });
      sum += await workbench.metric(`${whose}-dimension`);
    }
    expect(sum, "the dimensions add up to the KL").toBeCloseTo(await workbench.metric(`${whose}-kl`), 6);
  }
});

test("both gradients are unbiased, and sampling's gradient can be switched off", async ({ workbench, page }) => {
  await enter(workbench, elbo.tabs.reparam, `${ROOM}&play=1`);
  const all = await workbench.read(
    "ks-distance",
    "gradient-exact",
    ...(["reparameterised", "score"] as const).flatMap((kind) => [
      `${kind}-mean` as const,
      `${kind}-error` as const,
      `${kind}-gradient-variance` as const,
    ]),
  );
  expect(all["ks-distance"]).toBeLessThan(0.0163);
  for (const kind of ["reparameterised", "score"] as const)
    expect(Math.abs(all[`${kind}-mean`] - all["gradient-exact"])).toBeLessThan(5 * all[`${kind}-error`]);
  expect(all["reparameterised-gradient-variance"]).toBeLessThan(all["score-gradient-variance"]);

  await workbench.waitForStep(50);
  expect(await known(workbench, "flow-encoder")).toBeGreaterThan(0);
  await page.getByText(elbo.reparam.off, { exact: true }).click();
  await expect(page.getByText(elbo.reparam.none)).toBeVisible();
  await expect.poll(() => workbench.metric("flow-encoder"), { timeout: 20_000 }).toBe(0);
  const { "flow-decoder": decoder, "flow-kl": kl } = await workbench.read("flow-decoder", "flow-kl");
  expect(decoder).toBeGreaterThan(0);
  expect(kl).toBeGreaterThan(0);
});

test("an autoencoder has no bound, and a VAE is offered; points have one", async ({ workbench, page }) => {
  await enter(workbench, elbo.tabs.ledger, ROOM.replace("model=vae", "model=ae"));
  await page.getByRole("button", { name: en.rooms.switch }).click();
  await expect(page).toHaveURL(/model=vae/);
  await known(workbench, "one-elbo");
  await workbench.open("dataset=points&model=vae&latent=1&hidden=16&room=elbo");
  await workbench.tab(elbo.tabs.ledger).click();
  await known(workbench, "one-bound-500");
});

for (const [lang, theme, texts, own] of [
  ["en", "light", en, elbo],
  ["ko", "dark", ko, elboKo],
] as const)
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.setViewportSize({ width: 1440, height: 900 });
    await workbench.open(`${ROOM}&lang=${lang}&theme=${theme}`);
    await workbench.heldOutLoss();
    for (const tab of Object.values(own.tabs).slice(1)) {
      await workbench.tab(tab).click();
      await expectOpenToAll(page, tab);
    }
  });
