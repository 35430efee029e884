import { grads, mul, type Tensor, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy";

/** The definition, row by row, in double precision: its value and its gradient. */
function exact(logits: ArrayLike<number>, labels: readonly number[], classes: number) {
  const n = labels.length;
  const gradient: number[] = [];
  let total = 0;
  for (const [row, label] of labels.entries()) {
    const given = Array.from({ length: classes }, (_, c) => at(logits, row * classes + c));
    const largest = Math.max(...given);
    const l = given.map((value) => value - largest);
    const logSum = Math.log(l.reduce((sum, value) => sum + Math.exp(value), 0));
    total += logSum - at(l, label);
    gradient.push(...l.map((value, c) => (Math.exp(value - logSum) - (c === label ? 1 : 0)) / n));
  }
  return { value: total / n, gradient };
}

async function check(logits: Float32Array, labels: number[], classes: number) {
  const [rows, targets] = [tensor2d(logits, [labels.length, classes]), tensor1d(labels, "int32")];
  const { value, gradient } = exact(logits, labels, classes);
  expectClose(await read(softmaxCrossEntropy(rows, targets)), [value], 10);
  const [actual] = grads((l: Tensor) => mul(softmaxCrossEntropy(l as Tensor2D, targets), 3))([rows]);
  expectClose(
    await read(actual as Tensor),
    gradient.map((g) => 3 * g),
  );
}

const labelsFor = (n: number, classes: number) => Array.from({ length: n }, (_, i) => (7 * i + 3) % classes);

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  const sized = (n: number, classes: number) =>
    check(
      draws(n, n * classes).map((value) => 4 * value),
      labelsFor(n, classes),
      classes,
    );

  it.each([
    [1, 1],
    [1, 3],
    [17, 2],
    [3, 17],
    [5, 256],
    [2, 784],
    [1, 1024],
    [9000, 5],
  ])("value and gradient of %i rows of %i classes", sized);

  it("value and gradient at any size", async () => {
    const side = fc.integer({ min: 1, max: 70 });
    const numRuns = backend === "webgpu" ? 6 : 60; // each size is a program to compile
    await fc.assert(fc.asyncProperty(side, side, sized), { seed: 7, numRuns });
  });

  it("stays finite for logits that are certain, right or wrong", async () => {
    await check(Float32Array.of(1e4, -1e4, 0, 1e4, -1e4, 0, 1e30, 1e30, -1e30, -200, -100, -300), [0, 1, 1, 2], 3);
  });

  it("is log C for equal logits, whatever they are", async () => {
    for (const level of [0, 1000, -1000]) {
      const loss = softmaxCrossEntropy(
        tensor2d(new Float32Array(12).fill(level), [3, 4]),
        tensor1d([0, 3, 1], "int32"),
      );
      expect((await read(loss))[0]).toBeCloseTo(Math.log(4), 6);
    }
  });
});
