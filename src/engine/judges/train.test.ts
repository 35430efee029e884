import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { ImageSet } from "../data/dataset";
import { key, normals, Stream } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { Classifier } from "./classifier";
import { likeliest, lookAt, probabilitiesOf } from "./look";
import { stepsFor, trainClassifier } from "./train";

const SMALL = { filter: 5, channels: 4, features: 16 };
const pace = { breathe: async () => true };

/** Bars, lying in class 0 and standing in class 1, with some noise. */
function bars(count: number, seed: number): ImageSet {
  const noise = normals(key(seed, Stream.data), 64 * count);
  const labels = Uint16Array.from({ length: count }, (_, i) => i % 2);
  const pixels = Uint8Array.from(noise, (value, i) => {
    const [image, row, column] = [i >> 6, (i >> 3) % 8, i % 8];
    const bar = (image >> 1) % 8;
    return (image % 2 === 0 ? row === bar : column === bar) ? 200 + 10 * value : 40 + 10 * value;
  });
  return { count, width: 8, height: 8, channels: 1, pixels, labels };
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("training a classifier on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("learns to tell what it was never shown, says how sure it is, and keeps nothing else", async () => {
    const [train, test] = [bars(640, 1), bars(101, 2)];
    const classifier = new Classifier(train, 2, SMALL, 3);
    const before = memory().numTensors;
    let last = 0;
    const progress = (done: number) => {
      expect(done).toBeGreaterThanOrEqual(last);
      last = done;
    };
    expect(await trainClassifier(classifier, train, 3, { ...pace, progress })).toBe(true);
    expect(last).toBe(1);
    expect(memory().numTensors).toBe(before);

    const look = await lookAt(classifier, test, pace);
    if (!look) throw new Error("not given up");
    expect(memory().numTensors).toBe(before);
    expect(look.features.values).toHaveLength(101 * 16);
    const right = likeliest(look).filter((label, i) => label === test.labels?.[i]).length;
    expect(right).toBeGreaterThan(96);
    const p = [0, 1].map((label) => probabilitiesOf(look, new Uint16Array(101).fill(label)));
    for (let i = 0; i < 101; i++) expect((p[0]?.[i] as number) + (p[1]?.[i] as number)).toBeCloseTo(1, 5);
    classifier.dispose();
  });

  it("is given up within a step", async () => {
    const train = bars(128, 1);
    const classifier = new Classifier(train, 2, SMALL, 3);
    const before = memory().numTensors;
    let breaths = 0;
    expect(await trainClassifier(classifier, train, 3, { breathe: async () => ++breaths < 3 })).toBe(false);
    expect(breaths).toBe(3);
    expect(await lookAt(classifier, train, { breathe: async () => false })).toBeUndefined();
    expect(memory().numTensors).toBe(before);
    classifier.dispose();
  });
});

it("takes more steps for more images, within bounds, and refuses images without labels", async () => {
  expect([10, 8_000, 60_000].map(stepsFor)).toEqual([200, 375, 1_000]);
  await startBackend("cpu");
  const { labels: _, ...unlabelled } = bars(8, 1);
  const classifier = new Classifier(unlabelled, 2, SMALL, 3);
  await expect(trainClassifier(classifier, unlabelled, 3, pace)).rejects.toThrow(RangeError);
  classifier.dispose();
});
