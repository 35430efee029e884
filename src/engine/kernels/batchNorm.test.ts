import {
  add,
  grads,
  memory,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  tidy,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { batchNorm, batchNormInference } from "./batchNorm";

const EPSILON = 1e-5;
const sizeOf = (shape: readonly number[]) => shape.reduce((size, side) => size * side, 1);
const average = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

/** The definition and its gradients, channel by channel, in double precision. */
function exact(x: Float32Array, scale: Float32Array, shift: Float32Array, dy: Float32Array) {
  const channels = scale.length;
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  const [mean, variance, dScale, dShift] = Array.from({ length: 4 }, () => new Float64Array(channels)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let c = 0; c < channels; c++) {
    const places = Array.from({ length: x.length / channels }, (_, i) => i * channels + c);
    mean[c] = average(places.map((i) => at(x, i)));
    variance[c] = average(places.map((i) => (at(x, i) - at(mean, c)) ** 2));
    const s = Math.sqrt(at(variance, c) + EPSILON);
    const normal = (i: number) => (at(x, i) - at(mean, c)) / s;
    dShift[c] = places.length * average(places.map((i) => at(dy, i)));
    dScale[c] = places.length * average(places.map((i) => at(dy, i) * normal(i)));
    for (const i of places) {
      y[i] = normal(i) * at(scale, c) + at(shift, c);
      const fromOthers = (at(dShift, c) + normal(i) * at(dScale, c)) / places.length;
      dx[i] = ((at(dy, i) - fromOthers) * at(scale, c)) / s;
    }
  }
  return { y, mean, variance, dx, dScale, dShift };
}

function given(shape: readonly number[], x = draws(1, sizeOf(shape))) {
  const channels = shape.at(-1) as number;
  const [scale, shift, dy] = [draws(2, channels), draws(3, channels), draws(4, sizeOf(shape))];
  const tensors = [tensor(x, [...shape]), tensor1d(scale), tensor1d(shift)] as [Tensor, Tensor1D, Tensor1D];
  return { x, scale, shift, dy, tensors, weight: tensor(dy, [...shape]), channels };
}

/** @param terms how exact it must be, as for a sum of so many numbers */
async function check(shape: readonly number[], x?: Float32Array, terms = 30) {
  const { tensors, weight, channels, ...numbers } = given(shape, x);
  const expected = exact(numbers.x, numbers.scale, numbers.shift, numbers.dy);
  const { y, mean, variance } = batchNorm(...tensors);
  expect(y.shape).toEqual(shape);
  expectClose(await read(y), expected.y, terms);
  expectClose(await read(mean), expected.mean, terms);
  expectClose(await read(variance), expected.variance, terms);
  const [dx, dScale, dShift] = grads((a: Tensor, b: Tensor, c: Tensor) =>
    sum(mul(batchNorm(a, b as Tensor1D, c as Tensor1D).y, weight)),
  )(tensors) as [Tensor, Tensor, Tensor];
  const sums = Math.max(terms, numbers.x.length / channels);
  expectClose(await read(dx), expected.dx, terms);
  expectClose(await read(dScale), expected.dScale, sums);
  expectClose(await read(dShift), expected.dShift, sums);
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  const shapes = [
    [1, 1],
    [1, 3],
    [2, 1],
    [3, 17],
    [17, 784],
    [1, 3, 3, 3],
    [3, 4, 4, 17],
    [65, 3, 3, 4],
    [8, 28, 28, 6],
  ];
  it.each(shapes.map((shape) => ({ shape })))("value, statistics and gradients of $shape", ({ shape }) => check(shape));

  it("value, statistics and gradients at any size", async () => {
    const side = fc.integer({ min: 1, max: 9 });
    const numRuns = backend === "webgpu" ? 5 : 60; // each size is three programs to compile
    const sized = (batch: number, height: number, channels: number) => check([batch, height, 3, channels]);
    await fc.assert(fc.asyncProperty(side, side, side, sized), { seed: 7, numRuns });
  });

  it("keeps its digits far away from 0", () => {
    const x = draws(1, 4 * 6 * 6 * 4).map((value) => 1000 + value);
    // x itself has no more than four digits after the point, and so does its mean
    return check([4, 6, 6, 4], x, 20_000);
  });

  it("keeps its digits over many pixels", () => check([64, 28, 28, 1], undefined, 60));

  it("leaves the shift of a channel that is the same everywhere", async () => {
    const [scale, shift] = [tensor1d([1, 2, 3]), tensor1d([5, 6, 7])];
    const { y, variance } = batchNorm(tensor(new Float32Array(12).fill(7), [4, 3]), scale, shift);
    expectClose(
      await read(y),
      Array.from({ length: 12 }, (_, i) => 5 + (i % 3)),
    );
    expectClose(await read(variance), [0, 0, 0]);
  });

  it("gives its statistics as constants, and leaves nothing behind", async () => {
    const { tensors, weight } = given([3, 17]);
    const gradient = (withStatistics: boolean) =>
      tidy(() => {
        const loss = (x: Tensor, scale: Tensor, shift: Tensor) => {
          const { y, mean, variance } = batchNorm(x, scale as Tensor1D, shift as Tensor1D);
          const value = sum(mul(y, weight));
          return withStatistics ? add(value, add(sum(mean), sum(variance))) : value;
        };
        return grads(loss)(tensors)[0] as Tensor;
      });
    const { numTensors } = memory();
    expect(await read(gradient(true))).toEqual(await read(gradient(false)));
    expect(memory().numTensors).toBe(numTensors);
  });

  it("refuses a scale for other channels", () => {
    expect(() => batchNorm(tensor(draws(1, 12), [2, 6]), tensor1d([1, 2]), tensor1d([3, 4]))).toThrow("6 channels");
  });

  it.each([[[3, 17]], [[2, 5, 3, 4]]])("normalizes by given averages afterwards: %j", async (shape) => {
    const { tensors, weight, channels, ...numbers } = given(shape);
    const [mean, variance] = [draws(5, channels), draws(6, channels).map((value) => value * value)];
    const averages = { mean: tensor1d(mean), variance: tensor1d(variance) };
    const inverse = Array.from(variance, (value) => 1 / Math.sqrt(value + EPSILON));
    const normal = Array.from(numbers.x, (value, i) => (value - at(mean, i % channels)) * at(inverse, i % channels));
    const run = (x: Tensor, scale: Tensor, shift: Tensor) =>
      batchNormInference(x, scale as Tensor1D, shift as Tensor1D, averages);
    const y = normal.map((value, i) => value * at(numbers.scale, i % channels) + at(numbers.shift, i % channels));
    expectClose(await read(run(...tensors)), y, 100);
    const [dx, dScale, dShift] = grads((...inputs: Tensor[]) =>
      sum(mul(run(...(inputs as [Tensor, Tensor, Tensor])), weight)),
    )(tensors) as [Tensor, Tensor, Tensor];
    const perChannel = (value: (i: number) => number) =>
      Array.from({ length: channels }, (_, c) =>
        normal.reduce((total, _unused, i) => total + (i % channels === c ? value(i) : 0), 0),
      );
    expectClose(
      await read(dx),
      Array.from(numbers.dy, (value, i) => value * at(numbers.scale, i % channels) * at(inverse, i % channels)),
      100,
    );
    expectClose(
      await read(dScale),
      perChannel((i) => at(numbers.dy, i) * at(normal, i)),
      1000,
    );
    expectClose(
      await read(dShift),
      perChannel((i) => at(numbers.dy, i)),
      100,
    );
  });
});
