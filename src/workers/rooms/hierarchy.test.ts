import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../engine/data/dataset";
import type { Experiment } from "../../engine/experiment";
import type { Stage } from "../../engine/knobs";
import { startBackend } from "../../engine/testing/backend";
import { COLOURS, SMALL } from "../../engine/testing/fixtures";
import { at } from "../../engine/testing/numbers";
import { toBytes } from "../../engine/training/bytes";
import type { Checkpoint } from "../../engine/training/checkpoint";
import { read } from "../../engine/training/evaluate";
import { Session } from "../../engine/training/session";
import type { SubjectTrainer } from "../../engine/training/subject";
import { Trainer } from "../../engine/training/trainer";
import type { Bench } from "../queries";
import { type Codec, codecOf, codesOf, disposeCodec, type TrainedPrior } from "../stages";
import { hierarchyAnswers } from "./hierarchy";
import { priorAnswers } from "./prior";
import { priorSampleAnswers } from "./priorSamples";

const VQ2: Experiment = {
  ...SMALL,
  ...{ model: "vqVae2", network: "conv", hidden: 8, latent: 3, codes: 6, codeLevels: 2 },
  ...{ channels: 6, layers: 1, stack: "snail", conditioning: "class", learningRate: 0.01 },
};
/** What is held out is what is learned: noise has nothing else to be rebuilt from. */
const labels = Uint16Array.from({ length: 32 }, (_, i) => i % 2);
const DATA: Dataset = {
  ...COLOURS,
  train: { ...COLOURS.train, labels },
  heldOut: { ...COLOURS.train, labels },
  classes: 2,
};
const never = new AbortController().signal;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What a worker answers with; the session stands still. */
function open(session: Session<SubjectTrainer>, codec?: Codec) {
  const told: number[] = [];
  const progress = (done: number, total: number) => told.push(done / total);
  return { bench: { session, sessionOf: () => session, codec, breathe, progress } as unknown as Bench, told };
}

const sessionOf = (dataset: ConstructorParameters<typeof Session>[0]["dataset"], experiment: Experiment) =>
  new Session<SubjectTrainer>({
    ...{ dataset, experiment, breathe, stepsInFlight: 0 },
    events: { frame: () => {}, checkpoint: () => {}, diverged: () => {} },
  });

describe("on wasm", () => {
  let autoencoder: Checkpoint;
  let top: TrainedPrior;
  beforeAll(async () => {
    await startBackend("wasm");
    const trainer = new Trainer(DATA, VQ2);
    await trainer.take(VQ2, 150);
    autoencoder = (await trainer.checkpoint()) ?? expect.unreachable();
    trainer.dispose();
  });

  const stage = async (id: Stage, above: readonly TrainedPrior[] = []) => {
    const experiment = { ...VQ2, stage: id };
    const codec = codecOf(DATA, experiment, autoencoder, above);
    const session = sessionOf(await codesOf(codec, breathe, () => {}), experiment);
    const { trainer } = session;
    return { ...open(session, codec), codec, experiment, trainer };
  };

  describe("with the autoencoder", () => {
    let session: Session<SubjectTrainer>;
    beforeAll(() => {
      session = sessionOf(DATA, VQ2);
      session.trainer.restore(autoencoder);
    });
    afterAll(() => session.trainer.dispose());

    it("rebuilds a sample from all levels and from each", async () => {
      const { bench } = open(session);
      const { model } = session.trainer as Trainer;
      const found = await hierarchyAnswers.levelsOf({ source: { index: 3 } }, bench, never);
      const x = Float32Array.from(DATA.heldOut.pixels.subarray(3 * 630, 4 * 630), (byte) => byte / 255);
      expect(found.xHat).toEqual(toBytes(await read(tidy(() => model.rebuild(tensor2d(x, [1, 630]))))));
      expect(found.levels.map(({ height, width, codes }) => [height, width, codes.length])).toEqual([
        [4, 4, 16],
        [7, 8, 56],
      ]);
      for (const { alone } of found.levels) expect(alone).not.toEqual(found.xHat);
    });

    it("takes each level from one of two samples", async () => {
      const { bench } = open(session);
      const sources = [{ index: 0 }, { index: 1 }] as const;
      const mixed = async (...from: (0 | 1)[]) =>
        (await hierarchyAnswers.mixLevels({ sources, from }, bench, never)).pixels;
      const own = await Promise.all(
        sources.map(async (source) => (await hierarchyAnswers.levelsOf({ source }, bench, never)).xHat),
      );
      expect(await mixed(0, 0)).toEqual(own[0]);
      expect(await mixed(1, 1)).toEqual(own[1]);
      const [topOfFirst, topOfSecond] = [await mixed(0, 1), await mixed(1, 0)];
      for (const other of own) expect(topOfFirst).not.toEqual(other);
      expect(topOfSecond).not.toEqual(topOfFirst);
    });

    it("says what each level is worth", async () => {
      const { bench, told } = open(session);
      const { mse, levels } = await hierarchyAnswers.levelErrors({ most: 20 }, bench, never);
      for (const { alone, scrambled, usage } of levels) {
        expect(scrambled).toBeGreaterThan(mse);
        expect(alone).toBeGreaterThan(mse);
        expect(usage.entropyBits).toBeLessThanOrEqual(usage.bits);
      }
      expect(levels.map(({ usage }) => usage.bits / Math.log2(6))).toEqual([
        expect.closeTo(16, 9),
        expect.closeTo(56, 9),
      ]);
      expect(told.at(-1)).toBe(1);
    });
  });

  it("draws from the top down, each level below what is there", async () => {
    const first = await stage("prior");
    await first.trainer.take(first.experiment, 3);
    const checkpoint = (await first.trainer.checkpoint()) ?? expect.unreachable();
    top = { experiment: first.experiment, checkpoint };
    const ask = { labels: [0, 1, 1], draw: 1, temperature: 1 };
    const alone = await hierarchyAnswers.drawLevels(ask, first.bench, never);
    expect(alone.levels).toHaveLength(1);

    const second = await stage("prior2", [top]);
    const { levels } = await hierarchyAnswers.drawLevels(ask, second.bench, never);
    expect(levels[0]?.codes).toEqual(alone.levels[0]?.codes);
    expect(levels[0]?.pixels).toEqual(alone.levels[0]?.pixels);
    expect(levels.map(({ codes }) => codes.length)).toEqual([3 * 16, 3 * 56]);
    expect(levels.every(({ codes }) => codes.every((code) => code >= 0 && code < 6))).toBe(true);
    expect(levels[1]?.pixels).not.toEqual(levels[0]?.pixels);
    expect(second.told.at(-1)).toBe(1);
    const again = await hierarchyAnswers.drawLevels(ask, second.bench, never);
    expect(again.levels.map(({ codes }) => codes)).toEqual(levels.map(({ codes }) => codes));

    const { pixels } = await priorAnswers.drawSamples(ask, second.bench, never);
    expect(pixels).toHaveLength(3 * 630);
    await priorAnswers.beginSample({ label: 1, draw: 1, temperature: 1 }, second.bench, never);
    expect((await priorAnswers.drawUntil({ until: 4 }, second.bench, never)).pixels).toHaveLength(630);
    const tiles = await priorSampleAnswers.codeTiles({}, first.bench, never);
    expect(tiles.pixels).toHaveLength(6 * tiles.width * tiles.height * 3);
    for (const { trainer, codec } of [first, second]) {
      trainer.dispose();
      disposeCodec(codec);
    }
  });

  it("refuses to draw below priors that are not there, and says what a cell attends to", async () => {
    const orphan = await stage("prior2");
    const ask = { labels: [0], draw: 1, temperature: 1 };
    await expect(hierarchyAnswers.drawLevels(ask, orphan.bench, never)).rejects.toThrow();
    const { bench, trainer, codec } = await stage("prior2", [top]);
    const codes = new Int32Array(16).fill(2);
    const { maps, height, width } = await hierarchyAnswers.attention({ codes, cell: 6, label: 1 }, bench, never);
    expect([height, width, maps.length]).toEqual([4, 4, 1]);
    expect(maps[0]?.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    expect(at(maps[0] ?? [], 7)).toBe(0);
    for (const each of [orphan, { trainer, codec }]) {
      each.trainer.dispose();
      disposeCodec(each.codec);
    }
  });

  it("is not asked of a model with one grid", async () => {
    const session = sessionOf(DATA, { ...VQ2, model: "vqVae" });
    const { bench } = open(session);
    await expect(hierarchyAnswers.levelsOf({ source: { index: 0 } }, bench, never)).rejects.toThrow("no levels");
    session.trainer.dispose();
  });
});
