import { describe, expect, it } from "vitest";
import type { Checkpoint } from "./checkpoint";
import { Keeper } from "./keeper";
import type { SubjectTrainer } from "./subject";

/** The steps that are kept of a run with these losses, each the one that its step began with. */
async function keptSteps(totals: readonly number[]): Promise<number[]> {
  const kept: number[] = [];
  let step = 0;
  const trainer = {
    get step() {
      return step;
    },
    checkpoint: async () => ({ step }) as Checkpoint,
  } as SubjectTrainer;
  const keeper = new Keeper(trainer, (checkpoint) => kept.push(checkpoint.step));
  for (const total of totals) {
    await keeper.maybeKeep(true);
    keeper.record(++step, total);
  }
  await keeper.maybeKeep(false);
  return kept;
}

describe("what is kept of a run", () => {
  it.each([
    ["that begins with a high loss", [500, 400, 350]],
    ["that begins with a negative one", [-400, -390, -410]],
    ["that begins near 0 and comes down", [0.5, -30, 20]],
    ["whose loss wavers by less than it began with", [500, 900, 700]],
  ])("is every step of a run %s", async (_, totals) => {
    expect(await keptSteps(totals)).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ["a positive", [500, 1100, 4000]],
    ["a negative", [-400, 100, 4000]],
  ])("is not what has thrown %s loss far off", async (_, totals) => {
    expect(await keptSteps(totals)).toEqual([0]);
  });
});
