/** The posterior room: q(z|x) against the true posterior, and q(z) against the prior. */
import type { Page } from "@playwright/test";
import { en } from "../src/app/rooms/posterior/en";
import { ko } from "../src/app/rooms/posterior/ko";
import { en as page_en } from "../src/i18n/en";
import { ko as page_ko } from "../src/i18n/ko";
import { expectOpenToAll } from "./axe";
import { expect, SMALL, test, Workbench } from "./workbench";

const ROOM = `${SMALL}&room=posterior`;
const PATIENCE = { timeout: 45_000 };
/** Sums on a grid, and E_q by quadrature, in single precision. */
const ADDS_UP = 0.05;

async function expectSum(workbench: Workbench): Promise<void> {
  const read = () => workbench.read("posterior-evidence", "posterior-elbo", "posterior-kl");
  await expect.poll(async () => (await read())["posterior-evidence"], PATIENCE).not.toBeNaN();
  const { "posterior-evidence": evidence, "posterior-elbo": elbo, "posterior-kl": kl } = await read();
  expect(Math.abs(evidence - (elbo + kl)), `${evidence} = ${elbo} + ${kl}`).toBeLessThan(ADDS_UP);
  expect(kl).toBeGreaterThanOrEqual(-ADDS_UP);
}

const another = (page: Page) => page.getByRole("button", { name: en.another, exact: true }).click();

test("log p(x) = ELBO + KL adds up on the page, while it learns and for the next image", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.waitForStep(100);
  await expectSum(workbench);
  const { "posterior-evidence": first } = await workbench.read("posterior-evidence");
  await workbench.expectMoreSteps();
  await workbench.pause();
  await another(page);
  await expect.poll(() => workbench.metric("posterior-evidence"), PATIENCE).not.toBe(first);
  await expectSum(workbench);
  const {
    "posterior-elbo": elbo,
    "posterior-reconstruction": likelihood,
    "posterior-kl-prior": kl,
  } = await workbench.read("posterior-elbo", "posterior-reconstruction", "posterior-kl-prior");
  expect(elbo).toBeCloseTo(likelihood - kl, 6);
});

test("a click on a point of the plane looks at that image", async ({ workbench, page }) => {
  await workbench.open(ROOM);
  await expectSum(workbench);
  const before = await workbench.metric("posterior-evidence");
  const box = await workbench.plane.boundingBox();
  if (!box) throw new Error("the plane has no place");
  // Before the first step the points lie thick around the origin, beside the handle.
  await expect(async () => {
    await page.mouse.click(
      box.x + box.width * (0.4 + 0.2 * Math.random()),
      box.y + box.height * (0.35 + 0.1 * Math.random()),
    );
    await expect.poll(() => workbench.metric("posterior-evidence"), { timeout: 3_000 }).not.toBe(before);
  }).toPass(PATIENCE);
  await expectSum(workbench);
});

test("with the decoder held, KL(q ‖ p(z|x)) falls; the run goes on", async ({ workbench, page }) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.waitForStep(300);
  await expect.poll(() => workbench.metric("posterior-gap"), PATIENCE).toBeGreaterThan(0);
  await page.getByRole("button", { name: en.hold }).click();
  await expect(page.getByRole("progressbar", { name: en.training })).toBeVisible();
  await workbench.expectMoreSteps();
  await expect.poll(() => workbench.metric("posterior-gap-after"), { timeout: 90_000 }).toBeGreaterThan(0);
  await expect(page.getByRole("progressbar", { name: en.training })).toHaveCount(0);
  const told = await workbench.read(
    "posterior-gap-before",
    "posterior-gap-after",
    "posterior-evidence-before",
    "posterior-evidence-after",
  );
  expect(told["posterior-gap-after"]).toBeLessThan(told["posterior-gap-before"]);
  expect(told["posterior-evidence-after"]).toBeCloseTo(told["posterior-evidence-before"], 1);
});

test("the aggregate posterior is held against the prior", async ({ workbench, page }) => {
  await workbench.open(`${ROOM}&play=1`);
  await workbench.waitForStep(300);
  await page.getByText(en.all, { exact: true }).click();
  await expect.poll(() => workbench.metric("aggregate-misfit"), PATIENCE).toBeGreaterThan(0);
  const first = await workbench.read("aggregate-misfit", "aggregate-misfit-1", "aggregate-variance-2");
  expect(first["aggregate-misfit-1"]).toBeGreaterThan(0);
  expect(first["aggregate-variance-2"]).toBeGreaterThan(0);
  await expect
    .poll(() => workbench.metric("aggregate-misfit"), { timeout: 90_000 })
    .toBeLessThan(first["aggregate-misfit"] / 2);
});

for (const [what, hash, statement] of [
  ["one dimension", "dataset=digits&model=vae&latent=1&hidden=32&batch=32", en.sayOne1],
  ["five dimensions", "dataset=digits&model=vae&latent=5&hidden=32&batch=32", en.sayOne],
  ["points", "dataset=points&model=vae&latent=2&hidden=32&batch=32", en.sayOne],
] as const) {
  test(`it holds for ${what}`, async ({ workbench, page }) => {
    await workbench.open(`${hash}&room=posterior&play=1`);
    await workbench.waitForStep(50);
    await expect(page.getByText(statement)).toBeVisible();
    await expectSum(workbench);
    await page.getByText(en.all, { exact: true }).click();
    await expect.poll(() => workbench.metric("aggregate-variance-1"), PATIENCE).toBeGreaterThan(0);
  });
}

test("an autoencoder has no posterior: the room says so and offers a VAE", async ({ workbench, page }) => {
  await workbench.open("dataset=digits&model=ae&hidden=32&batch=32&room=posterior");
  await page.getByRole("button", { name: page_en.rooms.switch }).click();
  await workbench.waitForState("ready");
  await expectSum(workbench);
});

for (const [lang, theme, texts, room] of [
  ["en", "light", page_en, en],
  ["ko", "dark", page_ko, ko],
] as const) {
  test(`axe finds nothing serious: ${lang}, ${theme}`, async ({ page }) => {
    const workbench = new Workbench(page, texts);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await workbench.open(`${ROOM}&lang=${lang}&theme=${theme}`);
    await expectSum(workbench);
    for (const view of [room.one, room.all]) {
      await page.getByText(view, { exact: true }).click();
      await expectOpenToAll(page, view);
    }
  });
}
