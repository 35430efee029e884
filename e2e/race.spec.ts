/** Chapter 6: two VAEs race from one seed, each with its own β. */
import { en as betaEn } from "../src/app/rooms/beta/en";
import { raceEn } from "../src/app/rooms/beta/raceEn";
import { en as rivalEn } from "../src/app/rooms/rival/en";
import { en } from "../src/i18n/en";
import { expectOpenToAll } from "./axe";
import { expect, pattern, SMALL, say, test, type Workbench } from "./workbench";

const UNTIL_READY = 45_000;

const beta = (workbench: Workbench, name: "A" | "B") => workbench.page.getByLabel(say(raceEn.exact, { name }));

async function setBeta(workbench: Workbench, name: "A" | "B", value: number): Promise<void> {
  await beta(workbench, name).fill(String(value));
  await beta(workbench, name).press("Enter");
}

const enterRace = (workbench: Workbench) => workbench.tab(betaEn.race).click();

async function startRace(workbench: Workbench): Promise<void> {
  await workbench.page.getByRole("button", { name: raceEn.start }).click();
  await expect(workbench.page.getByText(pattern(rivalEn.together))).toBeVisible({ timeout: UNTIL_READY });
}

test("the larger β pays for a smaller KL with a worse reconstruction; swapped, they change places", async ({
  workbench,
  page,
}) => {
  await workbench.open(`${SMALL}&beta=0.25&room=beta`);
  await enterRace(workbench);
  await setBeta(workbench, "B", 16);
  await startRace(workbench);
  await workbench.play();
  const both = () => workbench.read("race-A-reconstruction", "race-B-reconstruction", "race-A-kl", "race-B-kl");
  await expect
    .poll(
      async () => {
        const now = await both();
        return now["race-A-reconstruction"] < now["race-B-reconstruction"] && now["race-A-kl"] > 2 * now["race-B-kl"];
      },
      { timeout: 60_000 },
    )
    .toBe(true);

  await page.getByRole("button", { name: raceEn.swap }).click();
  await expect(beta(workbench, "A")).toHaveValue("16");
  await expect(beta(workbench, "B")).toHaveValue("0.25");
  await expect(page).toHaveURL(/beta=16/);
  await expect(page.getByText(pattern(rivalEn.together)), "no new run").toBeVisible();
  await expect
    .poll(
      async () => {
        const now = await both();
        return now["race-A-kl"] < now["race-B-kl"];
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await workbench.pause();
  const step = await workbench.settle();
  await expect(page.getByText(pattern(rivalEn.together))).toContainText(step.toLocaleString("en"));
});

test("it ends when it is ended, and goes on when the room is only left", async ({ workbench, page }) => {
  await workbench.open(`${SMALL}&room=beta&play=1`);
  await enterRace(workbench);
  await startRace(workbench);
  await workbench.waitForStep(50);
  await workbench.tab(en.rooms.flow).click();
  await workbench.expectMoreSteps();
  await workbench.tab(en.rooms.beta).click();
  await enterRace(workbench);
  await expect(page.getByText(pattern(rivalEn.together))).toBeVisible({ timeout: UNTIL_READY });
  await page.getByRole("button", { name: raceEn.end }).click();
  await expect(page.getByRole("button", { name: raceEn.start })).toBeVisible();
  await workbench.expectMoreSteps();
});

test("nobody is shut out of the race", async ({ workbench, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await workbench.open(`${SMALL}&latent=12&room=beta`);
  await enterRace(workbench);
  await startRace(workbench);
  await expectOpenToAll(page, "the race");
});
