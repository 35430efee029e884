import { memory, tensor2d } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PointSet } from "../data/samples";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS } from "../testing/fixtures";
import { read } from "../training/evaluate";
import { distancesToNearest, NearestData } from "./nearestData";

const line = (count: number, label: (i: number) => number): PointSet => ({
  kind: "points",
  count,
  dimensions: 2,
  positions: Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i / 2 : 0)),
  labels: Uint16Array.from({ length: count }, (_, i) => label(i)),
});

describe.each(NODE_BACKENDS)("on %s", (id) => {
  let data: NearestData | undefined;
  beforeAll(() => startBackend(id));
  afterEach(() => data?.dispose());

  it("measures to the nearest of the data", async () => {
    data = new NearestData(line(20, () => 0));
    const x = tensor2d([3, 0, 3.25, 0, -3, 4, 7.5, 2], [4, 2]);
    const distances = await read(data.distances(x));
    const expected = [0, 0.25, 5, Math.hypot(0.5, 2)];
    for (const [i, distance] of distances.entries()) expect(distance).toBeCloseTo(expected[i] as number, 2);
    const { distance } = await data.look(x);
    expect(distance).toBeCloseTo(expected.reduce((a, b) => a + b) / 4, 2);
    x.dispose();
  });

  it("is as confident as the ten nearest agree", async () => {
    data = new NearestData(line(40, (i) => (i < 20 ? 0 : 1)));
    const inside = tensor2d([4, 0], [1, 2]);
    const between = tensor2d([20.4, 0], [1, 2]); // 16 … 25
    expect((await data.look(inside)).confidence).toBe(1);
    expect((await data.look(between)).confidence).toBeCloseTo(0.6, 6);
    inside.dispose();
    between.dispose();
  });

  it("measures the way back, too: from the data to the nearest sample", async () => {
    const data = tensor2d([0, 0, 10, 0], [2, 2]);
    const samples = tensor2d([0, 1, 0, -2, 1, 0], [3, 2]);
    const [near, far] = await read(distancesToNearest(data, samples));
    expect(near).toBeCloseTo(1, 3);
    expect(far, "there is no sample there").toBeCloseTo(9, 3);
    for (const tensor of [data, samples]) tensor.dispose();
  });

  it("takes of much data an even part, and without labels has no confidence", async () => {
    const many = line(10_000, () => 0);
    data = new NearestData({ ...many, labels: new Uint16Array(10_000) });
    expect(data.count).toBe(2000);
    const far = tensor2d([9_995, 0], [1, 2]);
    expect((await data.look(far)).distance, "the last ones are among them").toBeLessThan(5);
    far.dispose();
    data.dispose();
    const { labels: _, ...unlabelled } = many;
    data = new NearestData(unlabelled);
    const x = tensor2d([0, 0], [1, 2]);
    expect((await data.look(x)).confidence).toBeUndefined();
    x.dispose();
  });

  it("finds images in themselves, and leaves nothing behind", async () => {
    const before = memory().numTensors;
    data = new NearestData(BLOBS.heldOut);
    const own = tensor2d(
      Float32Array.from(BLOBS.heldOut.pixels.subarray(0, 128), (byte) => byte / 255),
      [2, 64],
    );
    expect((await data.look(own)).distance).toBeLessThan(0.01);
    data.distances(own).dispose();
    own.dispose();
    data.dispose();
    expect(memory().numTensors).toBe(before);
    data = undefined;
  });
});
