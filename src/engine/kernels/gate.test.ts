import { grads, mul, sum, type Tensor, type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { gate } from "./gate";
import { GATE, hasKernel } from "./names";

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.runIf(backend !== "cpu")("gates in a kernel of our own", () => expect(hasKernel(GATE)).toBe(true));

  it.each([
    { shape: [1, 1, 1, 2], colours: 1 },
    { shape: [2, 3, 1, 10], colours: 1 },
    { shape: [1, 5, 4, 42], colours: 3 },
    { shape: [3, 7, 5, 128], colours: 1 },
  ])("opens one half by the other, and back: $shape of $colours", async ({ shape, colours }) => {
    const [, , , channels] = shape as [number, number, number, number];
    const size = shape.reduce((product, side) => product * side, 1);
    const given = draws(1, size).map((value) => 4 * value);
    const up = draws(2, size / 2);
    const p = channels / 2 / colours;
    const [y, dx] = [new Float64Array(size / 2), new Float64Array(size)];
    for (let i = 0; i < size / 2; i++) {
      const a = 2 * p * Math.floor(i / p) + (i % p);
      const [t, s] = [Math.tanh(at(given, a)), 1 / (1 + Math.exp(-at(given, a + p)))];
      y[i] = t * s;
      dx[a] = at(up, i) * s * (1 - t * t);
      dx[a + p] = at(up, i) * t * s * (1 - s);
    }
    const x = tensor4d(given, shape as [number, number, number, number]);
    const value = gate(x, colours);
    expectClose(await value.data(), y, 4);
    const upstream = tensor4d(up, value.shape);
    const [gradient] = grads((from: Tensor) => sum(mul(gate(from as Tensor4D, colours), upstream)))([x]);
    expectClose(await read(gradient as Tensor), dx, 9);
  });

  it("is shut or open as far as a float goes", async () => {
    const x = tensor4d([100, -100, 1000, 90, 90, -1000], [1, 1, 3, 2]);
    expectClose(await read(gate(x, 1)), [0, 1, 0]);
  });
});
