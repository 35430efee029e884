import { grads, mul, sum, type Tensor, type Tensor1D, type Tensor4D, tensor1d, tensor4d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { groupNorm } from "./groupNorm";

type Numbers = ArrayLike<number>;
type Shape = [batch: number, height: number, width: number, channels: number];

const average = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

/** The definition and its gradients, group by group, in double precision. */
function exact(
  [batch, height, width, channels]: Shape,
  groups: number,
  given: Record<"x" | "scale" | "shift" | "dy", Numbers>,
) {
  const { x, scale, shift, dy } = given;
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  const [dScale, dShift] = [new Float64Array(channels), new Float64Array(channels)];
  const groupOf = (i: number) => Math.floor((i % channels) / (channels / groups));
  const image = height * width * channels;
  for (let b = 0; b < batch; b++) {
    const all = Array.from({ length: image }, (_, i) => b * image + i);
    for (let g = 0; g < groups; g++) {
      const places = all.filter((i) => groupOf(i) === g);
      const mu = average(places.map((i) => at(x, i)));
      const s = Math.sqrt(average(places.map((i) => (at(x, i) - mu) ** 2)) + 1e-5);
      const normal = (i: number) => (at(x, i) - mu) / s;
      const above = (i: number) => at(dy, i) * at(scale, i % channels);
      const [mean, slope] = [average(places.map(above)), average(places.map((i) => above(i) * normal(i)))];
      for (const i of places) {
        const c = i % channels;
        y[i] = normal(i) * at(scale, c) + at(shift, c);
        dx[i] = (above(i) - mean - normal(i) * slope) / s;
        dScale[c] = at(dScale, c) + at(dy, i) * normal(i);
        dShift[c] = at(dShift, c) + at(dy, i);
      }
    }
  }
  return { y, dx, dScale, dShift };
}

/** @param terms how exact it must be, as for a sum of so many numbers */
async function check(shape: Shape, groups: number, x: Float32Array, terms: number) {
  const channels = shape[3];
  const given = { x, scale: draws(2, channels), shift: draws(3, channels), dy: draws(4, x.length) };
  const { y, dx, dScale, dShift } = exact(shape, groups, given);
  const inputs = [tensor4d(x, shape), tensor1d(given.scale), tensor1d(given.shift)] as const;
  expectClose(await read(groupNorm(...inputs, groups)), y, terms);
  const gradients = grads((a: Tensor, b: Tensor, c: Tensor) =>
    sum(mul(groupNorm(a as Tensor4D, b as Tensor1D, c as Tensor1D, groups), tensor4d(given.dy, shape))),
  )([...inputs]);
  const [actualX, actualScale, actualShift] = await Promise.all(gradients.map((gradient) => read(gradient)));
  expectClose(actualX as Float32Array, dx, terms);
  const sums = Math.max(terms, x.length / channels);
  expectClose(actualScale as Float32Array, dScale, sums);
  expectClose(actualShift as Float32Array, dShift, sums);
}

const sizeOf = (shape: Shape) => shape.reduce((size, side) => size * side, 1);

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  const cases: [shape: Shape, groups: number][] = [
    [[1, 1, 2, 1], 1],
    [[1, 3, 3, 3], 3],
    [[2, 5, 7, 6], 2],
    [[3, 4, 4, 17], 17],
    [[3, 4, 4, 17], 1],
    [[2, 28, 28, 8], 4],
    [[1, 2, 1, 784], 28],
    [[65, 3, 3, 4], 2],
  ];
  it.each(cases)("value and gradients of %j in %i groups", (shape, groups) =>
    check(shape, groups, draws(1, sizeOf(shape)), 30),
  );

  it("value and gradients at any size", async () => {
    const side = fc.integer({ min: 1, max: 7 });
    const numRuns = backend === "webgpu" ? 5 : 60; // each size is three programs to compile
    const sized = (batch: number, height: number, groups: number, each: number) => {
      const shape: Shape = [batch, height, 5, groups * each];
      return check(shape, groups, draws(batch, sizeOf(shape)), 50);
    };
    await fc.assert(fc.asyncProperty(side, side, side, side, sized), { seed: 7, numRuns });
  });

  it("keeps its digits far away from 0", async () => {
    const x = draws(1, 2 * 6 * 6 * 4).map((value) => 1000 + value);
    // x itself has no more than four digits after the point, and so does its mean
    await check([2, 6, 6, 4], 2, x, 20_000);
  });

  it("stays finite for a group that is the same everywhere", async () => {
    const shape: Shape = [1, 3, 3, 4];
    const y = await read(
      groupNorm(tensor4d(new Float32Array(36).fill(7), shape), tensor1d([1, 2, 3, 4]), tensor1d([5, 6, 7, 8]), 2),
    );
    expectClose(
      y,
      Array.from({ length: 36 }, (_, i) => 5 + (i % 4)),
    );
  });

  it("makes every group's mean 0 and variance 1, whatever its units", async () => {
    const x = draws(1, 5 * 5 * 6).map((value, i) => (i % 6 < 3 ? 1e4 : 0.1) * value);
    const y = await read(
      groupNorm(tensor4d(x, [1, 5, 5, 6]), tensor1d(new Float32Array(6).fill(1)), tensor1d(new Float32Array(6)), 2),
    );
    for (const inGroup of [(c: number) => c < 3, (c: number) => c >= 3]) {
      const group = Array.from(y).filter((_, i) => inGroup(i % 6));
      expect(average(group)).toBeCloseTo(0, 5);
      expect(average(group.map((value) => value * value))).toBeCloseTo(1, 2);
    }
  });

  it("refuses channels that do not fall into the groups", () => {
    expect(() =>
      groupNorm(tensor4d(draws(1, 5), [1, 1, 1, 5]), tensor1d(draws(2, 5)), tensor1d(draws(3, 5)), 2),
    ).toThrow("5 channels");
  });
});
