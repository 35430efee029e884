import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../../engine/experiment";
import { NODE_BACKENDS, startBackend } from "../../engine/testing/backend";
import { BLOBS, COLOURS, SMALL } from "../../engine/testing/fixtures";
import { at } from "../../engine/testing/numbers";
import type { Checkpoint } from "../../engine/training/checkpoint";
import { LOOK_EVERY, tend, untended } from "../../engine/training/codebookCare";
import { read } from "../../engine/training/evaluate";
import type { Frame } from "../../engine/training/frame";
import { Session } from "../../engine/training/session";
import { Trainer } from "../../engine/training/trainer";
import type { Bench } from "../queries";
import { type CodebookPicture, type CodeGrid, vqAnswers } from "./vq";

const VQ = { ...SMALL, model: "vqVae", network: "conv", hidden: 8, latent: 3, codes: 70, learningRate: 0.01 } as const;
const never = new AbortController().signal;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const nothing = {};

/** A run, and what its page is told. */
function open(experiment: Partial<Experiment> = {}, dataset = BLOBS) {
  const frames: Frame[] = [];
  const checkpoints: Checkpoint[] = [];
  const session = new Session({
    dataset,
    experiment: { ...VQ, ...experiment },
    breathe,
    stepsInFlight: 0,
    events: {
      frame: (frame) => {
        frames.push(frame);
        setImmediate(() => session.painted());
      },
      checkpoint: (checkpoint) => checkpoints.push(checkpoint),
      diverged: () => {},
    },
  });
  const ended = session.run();
  const bench = { session, sessionOf: () => session, breathe, progress: () => {} } as unknown as Bench;
  const until = async (condition: () => boolean) => {
    while (!condition()) await breathe();
  };
  return {
    ...{ session, bench, frames, checkpoints, until },
    async trainTo(step: number) {
      session.play();
      await until(() => session.trainer.step >= step);
      session.pause();
      await until(() => frames.at(-1)?.examplesPerSecond === 0 && frames.at(-1)?.step === session.trainer.step);
    },
    async close() {
      session.close();
      await ended;
    },
  };
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  let run: ReturnType<typeof open>;
  beforeAll(() => startBackend(backend));
  afterEach(() => run.close());

  it("shows the codes, what each is decoded to, and how much each is used", async () => {
    run = open();
    const untrained: CodebookPicture = await vqAnswers.codebook(nothing, run.bench, never);
    expect(untrained.usage.every((share) => share === 0)).toBe(true);
    expect(untrained.dead).not.toContain(true);
    await run.trainTo(30);
    const { model } = run.session.trainer;
    const { step, dimensions, vectors, usage, dead, tiles } = await vqAnswers.codebook(nothing, run.bench, never);
    expect([step, dimensions, vectors.length, dead.length]).toEqual([run.session.trainer.step, 3, 210, 70]);
    expect(usage.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect([...usage.keys()].filter((k) => at(usage, k) < 0.01 / 70)).toEqual(
      [...dead.keys()].filter((k) => dead[k] === true),
    );
    // 8 × 8 pixels, 4 × 4 cells: the second cell down and across.
    expect([tiles.width, tiles.height, tiles.pixels?.length]).toEqual([2, 2, 70 * 4]);
    const k = 66;
    const code = [...vectors.subarray(3 * k, 3 * k + 3)];
    const full = await read(tidy(() => model.decode(tensor2d(Array(16).fill(code).flat(), [1, 48]))));
    expect([...(tiles.pixels?.subarray(4 * k, 4 * k + 4) ?? [])]).toEqual(
      [18, 19, 26, 27].map((i) => Math.round(255 * at(full, i))),
    );
  });

  it("shows the choice of every cell of a sample, and decodes any other", async () => {
    run = open();
    await run.trainTo(5);
    const { bench } = run;
    const grid: CodeGrid = await vqAnswers.codeGrid({ source: { index: 3 } }, bench, never);
    const { vectors } = await vqAnswers.codebook(nothing, bench, never);
    expect([grid.height, grid.width, grid.zE.length]).toEqual([4, 4, 48]);
    expect([...(grid.x.pixels ?? [])]).toEqual([...BLOBS.heldOut.pixels.subarray(3 * 64, 4 * 64)]);
    const distance = (cell: number, k: number) =>
      Math.hypot(...[0, 1, 2].map((j) => at(grid.zE, 3 * cell + j) - at(vectors, 3 * k + j)));
    for (let cell = 0; cell < 16; cell++) {
      const sorted = Array.from({ length: 70 }, (_, k) => distance(cell, k)).sort((a, b) => a - b);
      expect(distance(cell, at(grid.indices, cell))).toBeCloseTo(at(sorted, 0), 5);
      expect(at(grid.nextDistances, cell)).toBeCloseTo(at(sorted, 1), 5);
    }
    expect(await vqAnswers.decodeCodes({ indices: grid.indices }, bench, never)).toEqual(grid.xHat);
    const painted = await vqAnswers.decodeCodes({ indices: grid.indices.map((k) => (k + 1) % 70) }, bench, never);
    expect(painted).not.toEqual(grid.xHat);
  });

  it("lays vectors and codes out in a plane", async () => {
    run = open();
    await run.trainTo(5);
    const { vectors, nearest, codes, explained } = await vqAnswers.voronoi({ most: 100 }, run.bench, never);
    expect([vectors.length, nearest.length, codes.length]).toEqual([200, 100, 140]);
    expect(explained).toBeGreaterThan(2 / 3);
    expect(explained).toBeLessThanOrEqual(1 + 1e-9);
    await run.close();
    run = open({ latent: 2, codes: 5 });
    const flat = await vqAnswers.voronoi({ most: 50 }, run.bench, never);
    expect(flat.explained).toBe(1);
    expect([...flat.codes]).toEqual([...(await vqAnswers.codebook(nothing, run.bench, never)).vectors]);
  });

  it("takes the middle of coloured images of an odd size", async () => {
    run = open({ codes: 3 }, COLOURS);
    const { tiles } = await vqAnswers.codebook(nothing, run.bench, never);
    // 15 × 14 pixels in 4 × 4 cells: columns 3.75 to 7.5, rows 3.5 to 7.
    expect([tiles.width, tiles.height, tiles.pixels?.length]).toEqual([5, 4, 3 * 3 * 20]);
  });

  it("collapses the codes and revives them while it is paused, shows both, and keeps them", async () => {
    run = open({ codes: 16 });
    await run.trainTo(40);
    const { session, bench, frames, checkpoints, until } = run;
    const { step } = session.trainer;
    const used = () => new Set(frames.findLast(({ evaluation }) => evaluation)?.evaluation?.codes?.indices).size;
    const before = used();
    await until(() => checkpoints.at(-1)?.step === step);
    const [told, kept] = [frames.length, checkpoints.length];
    await vqAnswers.collapse(nothing, bench, never);
    await until(() => frames.length > told && frames.at(-1)?.evaluation !== undefined && checkpoints.length > kept);
    expect(session.trainer.step).toBe(step);
    expect(before).toBeGreaterThan(3);
    expect(used()).toBeLessThan(before);
    const collapsed = used();
    await run.trainTo(step + 1);
    const { revived } = await vqAnswers.revive(nothing, bench, never);
    expect(revived).toBeGreaterThan(0);
    const again = frames.length;
    await until(() => frames.length > again && frames.at(-1)?.evaluation !== undefined);
    expect(used()).toBeGreaterThan(collapsed);
  });

  it("tends the codebook at the same steps as one who takes them by hand", async () => {
    const experiment = { ...VQ, restart: "on" } as const;
    run = open(experiment);
    const steps = LOOK_EVERY + 20;
    await run.trainTo(steps);
    const trainer = new Trainer(BLOBS, experiment);
    const rows: number[] = [];
    while (trainer.step < run.session.trainer.step) {
      if (untended(trainer) === 0) await tend(trainer);
      rows.push(...(await trainer.take(experiment, 1)));
    }
    expect(run.frames.flatMap(({ losses }) => [...losses])).toEqual(rows);
    trainer.dispose();
  });

  it("has nothing to say of a model without a codebook", async () => {
    run = open({ model: "vae", network: "mlp" });
    await expect(vqAnswers.codebook(nothing, run.bench, never)).rejects.toThrow("codebook");
    await expect(vqAnswers.collapse(nothing, run.bench, never)).rejects.toThrow("codebook");
  });
});
