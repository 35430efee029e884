import { argMax, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../src/engine/testing/backend";
import { Classifier } from "./classifier";

const SIDE = 8;
const LABELS = [0, 1, 2, 0, 1, 2];

/** Class 0 has ink on the left, 1 on the right, 2 at the top; the two of a class differ in how dark it is. */
const images = LABELS.flatMap((label, i) =>
  Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const inked = [x < 2, x >= SIDE - 2, y < 2][label];
    return inked ? (i < 3 ? 1 : 0.6) : 0;
  }),
);

beforeAll(() => startBackend("wasm"));

function trained(seed: number, steps: number) {
  const classifier = new Classifier(SIDE, 3, seed);
  const [x, labels] = [tensor2d(images, [LABELS.length, SIDE * SIDE]), tensor1d(LABELS, "int32")];
  for (let step = 0; step < steps; step++) classifier.learn(x, labels, 0.003);
  return classifier.logits(x);
}

describe("Classifier", () => {
  it("learns to tell where the ink is", async () => {
    expect([...(await argMax(trained(1, 30), 1).data())]).toEqual(LABELS);
  });

  it("is the same for the same seed, and another for another", async () => {
    const [once, again, other] = await Promise.all([1, 1, 2].map((seed) => trained(seed, 3).data()));
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });
});
