import { grads, mul, type Tensor, tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { gaussianNll } from "./gaussianNll";
import { meanSquaredError } from "./squaredError";

type Numbers = ArrayLike<number>;

/** −log N(x; x̂, e^logVar) in double precision, summed, ÷ batch. */
function exactNll(x: Numbers, xHat: Numbers, logVar: Numbers, batch: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const square = (at(x, i) - at(xHat, i)) ** 2;
    total += 0.5 * (square / Math.exp(at(logVar, i)) + at(logVar, i) + Math.log(2 * Math.PI));
  }
  return total / batch;
}

const SHAPES = [
  [1, 1],
  [1, 3],
  [3, 17],
  [2, 784],
  [3, 5, 7, 2],
  [130, 100],
];
const sizeOf = (shape: readonly number[]) => shape.reduce((size, side) => size * side, 1);

/** The gradients of 3·loss. */
const gradients = async (loss: (...inputs: Tensor[]) => Tensor, inputs: Tensor[]) =>
  Promise.all(grads((...given: Tensor[]) => mul(loss(...given), 3))(inputs).map((g) => read(g)));

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(SHAPES.map((shape) => [shape]))("mean squared error of %j: value and gradient", async (shape) => {
    const [x, xHat] = [draws(1, sizeOf(shape)), draws(2, sizeOf(shape))];
    const [target, guess] = [tensor(x, shape), tensor(xHat, shape)];
    const exact = x.reduce((total, value, i) => total + (value - at(xHat, i)) ** 2, 0) / x.length;
    expectClose(await read(meanSquaredError(target, guess)), [exact], 10);
    const [gradient] = await gradients((y) => meanSquaredError(target, y as Tensor), [guess]);
    expectClose(
      gradient as Float32Array,
      x.map((value, i) => (3 * 2 * (at(xHat, i) - value)) / x.length),
    );
  });

  it.each([0.01, 0.5, 1, 10])("likelihood with σ = %d: value and gradient", async (sigma) => {
    const shape = [3, 17];
    const x = draws(1, 51);
    const xHat = x.map((value, i) => value + 3 * sigma * at(draws(2, 51), i));
    const [target, guess] = [tensor(x, shape), tensor(xHat, shape)];
    const logVar = new Float64Array(51).fill(2 * Math.log(sigma));
    const scale = 1 / sigma; // an error in the last digit of x weighs this much
    expectClose(await read(gaussianNll(target, guess, { sigma })), [exactNll(x, xHat, logVar, 3)], 10 * scale);
    const [gradient] = await gradients((y) => gaussianNll(target, y as Tensor, { sigma }), [guess]);
    expectClose(
      gradient as Float32Array,
      x.map((value, i) => (at(xHat, i) - value) / sigma ** 2),
      10,
    );
  });

  const learned = async (shape: number[]) => {
    const [x, xHat, logVar] = [draws(1, sizeOf(shape)), draws(2, sizeOf(shape)), draws(3, sizeOf(shape))];
    await checkLearned(shape, x, xHat, logVar);
  };

  async function checkLearned(shape: number[], x: Numbers, xHat: Numbers, logVar: Numbers) {
    const [batch, size] = [shape[0] as number, sizeOf(shape)];
    const [target, ...inputs] = [x, xHat, logVar].map((values) => tensor(Float32Array.from(values), shape));
    const loss = (y: Tensor, l: Tensor) => gaussianNll(target as Tensor, y, { logVar: l });
    expectClose(await read(loss(...(inputs as [Tensor, Tensor]))), [exactNll(x, xHat, logVar, batch)], 10);
    const [dXHat, dLogVar] = await gradients(loss as (...given: Tensor[]) => Tensor, inputs);
    const weighed = Array.from({ length: size }, (_, i) => (at(xHat, i) - at(x, i)) / Math.exp(at(logVar, i)));
    expectClose(
      dXHat as Float32Array,
      weighed.map((value) => (3 * value) / batch),
      10,
    );
    expectClose(
      dLogVar as Float32Array,
      weighed.map((value, i) => ((3 / 2) * (1 - value * (at(xHat, i) - at(x, i)))) / batch),
      10,
    );
  }

  it.each(SHAPES.map((shape) => [shape]))("likelihood of %j with σ learned: value and gradients", learned);

  it("likelihood with σ learned at any size: value and gradients", async () => {
    const side = fc.integer({ min: 1, max: 40 });
    const numRuns = backend === "webgpu" ? 6 : 60; // each size is a program to compile
    await fc.assert(fc.asyncProperty(fc.tuple(side, side), learned), { seed: 7, numRuns });
  });

  it("knows pixels that are certain, and pixels that say nothing", async () => {
    await checkLearned([1, 6], [0, 1, 0.5, 0.25, 1e-3, 1e3], [0, 1, 0.5, 1, 0, -1e3], [80, -80, -20, 80, -10, 20]);
  });

  it("gives the data no gradient", async () => {
    const [dX] = await gradients(
      (x, y) =>
        mul(
          gaussianNll(x as Tensor, y as Tensor, { sigma: 1 }),
          mul(x as Tensor, 0)
            .sum()
            .add(1),
        ),
      [tensor([1, 2], [1, 2]), tensor([3, 5], [1, 2])],
    );
    expect([...(dX as Float32Array)]).toEqual([0, 0]);
  });
});
