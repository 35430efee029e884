/** What a PixelCNN promises: its probabilities add up to 1, and a recorded step learns what one by hand learns. */
import { type Tensor1D, tensor2d, tensor4d, tidy, variableGrads } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { adamSchedule } from "../kernels/adam";
import { Recording } from "../kernels/webgpu/recording";
import { currentGpu } from "../kernels/webgpu/register";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { drawnImages, drawnPrior, everyImage, KINDS, labelsOf, logProbabilities } from "../testing/priors";
import { Adam } from "../training/adam";
import { read } from "../training/evaluate";
import { PixelCnn } from "./pixelCnn";
import { type Grid, levelsOf } from "./prior";

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each([
    { kind: 0, height: 3, width: 3 }, // 2⁹ images
    { kind: 1, height: 1, width: 2 }, // 2⁶
    { kind: 2, height: 2, width: 2 }, // 4⁴
    { kind: 3, height: 2, width: 1 }, // 2⁶
    { kind: 4, height: 2, width: 2 }, // 5⁴
    { kind: 5, height: 2, width: 2 }, // 4⁴
    { kind: 6, height: 2, width: 1 }, // 2⁶
  ])("the probabilities of all images add up to 1: $kind, $height × $width", async ({ kind, height, width }) => {
    const { grid, choices } = KINDS[kind] as (typeof KINDS)[number];
    const prior = drawnPrior({ height, width, ...grid }, choices);
    const all = everyImage(prior.grid);
    const labels = labelsOf(1, choices.classes)?.tile([all.shape[0]]) as Tensor1D | undefined;
    const logs = await logProbabilities(prior, all, labels);
    expect(logs.reduce((total, log) => total + Math.exp(log), 0)).toBeCloseTo(1, 6);
    const mean = -logs.reduce((total, log) => total + log, 0) / logs.length;
    const [nll] = await read(prior.nll(all, labels));
    expect(Math.abs((nll as number) / mean - 1)).toBeLessThan(1e-5);
  });

  it("has a level for every byte", async () => {
    const bytes = tensor2d(
      Float32Array.from({ length: 256 }, (_, i) => Math.fround(i / 255)),
      [1, 256],
    );
    const levels = async (count: number) => [
      ...(await read(levelsOf(bytes, { height: 16, width: 16, colours: 1, levels: count }))),
    ];
    expect(await levels(256)).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect(await levels(4)).toEqual(Array.from({ length: 256 }, (_, i) => Math.min(3, Math.floor((4 * i) / 255))));
    expect(await levels(2)).toEqual(Array.from({ length: 256 }, (_, i) => +(i > 127)));
  });

  it("is told a code by what it has learnt of it", async () => {
    const grid: Grid = { height: 2, width: 2, colours: 1, levels: 3 };
    const prior = drawnPrior(grid, { stack: "gated", channels: 2, layers: 1, classes: 0, embedding: 2 });
    const table = await prior.parameters.variables[0]?.data();
    const given = await read(prior.embed(tensor4d([2, 0, 1, 2], [1, 2, 2, 1], "int32")));
    expect([...given]).toEqual(
      [2, 0, 1, 2].flatMap((code) => [at(table as Float32Array, 2 * code), at(table as Float32Array, 2 * code + 1)]),
    );
  });
});

it("refuses channels that are not as many of each colour", () => {
  const grid: Grid = { height: 2, width: 2, colours: 3, levels: 2 };
  expect(() => new PixelCnn({ grid, stack: "gated", channels: 4, layers: 1, classes: 0, seed: 1 })).toThrow(
    "4 channels",
  );
});

describe.skipIf(GPU_BACKENDS.length === 0)("recorded", () => {
  beforeAll(() => startBackend("webgpu"));

  it.each(KINDS)("a step learns what it learns by hand: $name", async ({ grid, choices }) => {
    const start = () => {
      const prior = drawnPrior({ height: 4, width: 3, ...grid }, choices);
      const [x, label] = [drawnImages(5, prior.grid), labelsOf(5, choices.classes)];
      const adam = new Adam(prior.parameters.variables);
      const learn = () =>
        tidy(() => {
          const { grads } = variableGrads(() => prior.nll(x, label), prior.parameters.variables);
          adam.update(grads, adamSchedule(1, 0.01));
        });
      const lasting = [...prior.parameters.variables, ...adam.moments, x, ...(label ? [label] : [])];
      return { prior, learn, lasting };
    };
    const byHand = start();
    for (let step = 0; step < 2; step++) byHand.learn();
    const replayed = start();
    const gpu = currentGpu() ?? expect.unreachable();
    const recording = await Recording.of(gpu, replayed.learn, replayed.lasting, () => {});
    for (let step = 0; step < 2; step++) recording.replay();
    const read = ({ prior }: typeof byHand) =>
      Promise.all(prior.parameters.variables.map((variable) => variable.data()));
    expect(await read(replayed)).toEqual(await read(byHand));
    recording.dispose();
  });
});
