import {
  grads,
  matMul,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  variable,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { adamSchedule, adamUpdate } from "./adam";
import { bernoulliNll } from "./bernoulliNll";
import { denseLayer } from "./dense";
import { ADAM, BERNOULLI_NLL, DENSE, hasKernel } from "./names";

/** op(A)·op(B) sum by sum, in double precision. */
function product(
  a: Float32Array,
  b: Float32Array,
  m: number,
  n: number,
  k: number,
  transposeA: boolean,
  transposeB: boolean,
): number[] {
  return Array.from({ length: m * n }, (_, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    let total = 0;
    for (let p = 0; p < k; p++) {
      total += at(a, transposeA ? p * m + row : row * k + p) * at(b, transposeB ? column * k + p : p * n + column);
    }
    return total;
  });
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.runIf(backend !== "cpu")("has the kernels that the models ask for", () => {
    expect([DENSE, BERNOULLI_NLL, ADAM].every(hasKernel)).toBe(true);
  });

  describe("matrix product", () => {
    const check = async (m: number, n: number, k: number, transposeA: boolean, transposeB: boolean) => {
      const [a, b] = [draws(m, m * k), draws(n + 1000, k * n)];
      const [left, right] = [tensor2d(a, transposeA ? [k, m] : [m, k]), tensor2d(b, transposeB ? [n, k] : [k, n])];
      const c = await read(matMul(left, right, transposeA, transposeB));
      expectClose(c, product(a, b, m, n, k, transposeA, transposeB), k);
      left.dispose();
      right.dispose();
    };

    const flags = [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const;
    it.each(flags)("is exact at odd sizes, transposed %s and %s", async (transposeA, transposeB) => {
      for (const m of [1, 3, 6, 17])
        for (const n of [1, 3, 8, 17]) for (const k of [1, 3, 17, 784]) await check(m, n, k, transposeA, transposeB);
    });

    it("is exact at any size", async () => {
      const side = fc.integer({ min: 1, max: 40 });
      await fc.assert(fc.asyncProperty(side, side, side, fc.boolean(), fc.boolean(), check), { seed: 7, numRuns: 200 });
    });

    it("leaves stacks and broadcasts to the stock kernel", async () => {
      const a = tensor(draws(1, 2 * 3 * 4), [2, 3, 4]);
      const b = tensor(draws(2, 4 * 5), [1, 4, 5]);
      const c = await read(matMul(a, b));
      const [first, second] = [draws(1, 24).slice(0, 12), draws(1, 24).slice(12)];
      expectClose(
        c,
        [
          ...product(first, draws(2, 20), 3, 5, 4, false, false),
          ...product(second, draws(2, 20), 3, 5, 4, false, false),
        ],
        4,
      );
    });

    // WGSL lets a GPU do as it likes with both.
    it.skipIf(backend === "webgpu")("passes on what is not finite", async () => {
      const a = tensor2d([Number.NaN, 1, Number.POSITIVE_INFINITY, 1], [2, 2]);
      const c = await read(matMul(a, tensor2d([1, 2, 3, 4], [2, 2])));
      expect([...c]).toEqual([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    });

    it.skipIf(backend === "webgpu")("keeps subnormal numbers", async () => {
      const c = await read(matMul(tensor2d([1e-40], [1, 1]), tensor2d([1], [1, 1])));
      expect(at(c, 0)).toBe(Math.fround(1e-40));
    });
  });

  describe("dense layer", () => {
    it.each([
      ["linear", 5, 3, 7],
      ["relu", 5, 3, 7],
      ["relu", 1, 1, 1],
      ["relu", 17, 784, 33],
    ] as const)("%s: value and gradient of %i × %i → %i", async (activation, batch, inputs, outputs) => {
      const [x, w, b, dy] = [
        draws(1, batch * inputs),
        draws(2, inputs * outputs),
        draws(3, outputs),
        draws(4, batch * outputs),
      ];
      const layer = (input: Tensor, weight: Tensor, bias: Tensor) =>
        denseLayer(input as Tensor2D, weight as Tensor2D, bias as Tensor1D, activation);
      const tensors = [tensor2d(x, [batch, inputs]), tensor2d(w, [inputs, outputs]), tensor1d(b)] as const;
      const linear = product(x, w, batch, outputs, inputs, false, false).map((value, i) => value + at(b, i % outputs));
      const y = linear.map((value) => (activation === "relu" ? Math.max(0, value) : value));
      expectClose(await read(layer(...tensors)), y, inputs);

      const dz = Float32Array.from(dy, (value, i) => (activation === "linear" || at(y, i) > 0 ? value : 0));
      const weighted = (input: Tensor, weight: Tensor, bias: Tensor) =>
        sum(mul(layer(input, weight, bias), tensor2d(dy, [batch, outputs])));
      const [dx, dw, db] = grads(weighted)([...tensors]);
      expectClose(await read(dx as Tensor), product(dz, w, batch, inputs, outputs, false, true), outputs);
      expectClose(await read(dw as Tensor), product(x, dz, inputs, outputs, batch, true, false), batch);
      const sums = Array.from({ length: outputs }, (_, o) =>
        dz.reduce((total, value, i) => total + (i % outputs === o ? value : 0), 0),
      );
      expectClose(await read(db as Tensor), sums, batch);
    });
  });

  describe("Bernoulli likelihood", () => {
    it.each([1, 2, 3, 4, 5, 17, 784])("value and gradient of %i pixels, extreme logits among them", async (pixels) => {
      const x = draws(5, 2 * pixels).map((value) => 1 / (1 + Math.exp(-3 * value)));
      const extremes = [0, 100, -100, 88, -88, 1e-30, 1e6, -1e6];
      const logits = draws(6, 2 * pixels).map((value, i) => extremes[i] ?? 5 * value);
      const exact = logits.map((l, i) => Math.max(l, 0) - l * at(x, i) + Math.log1p(Math.exp(-Math.abs(l))));
      const total = exact.reduce((sum, value) => sum + value, 0) / 2;
      const target = tensor2d(x, [2, pixels]);
      expectClose(await read(bernoulliNll(target, tensor2d(logits, [2, pixels]))), [total]);
      const [gradient] = grads((l: Tensor) => mul(bernoulliNll(target, l as Tensor2D), 3))([
        tensor2d(logits, [2, pixels]),
      ]);
      expectClose(
        await read(gradient as Tensor),
        logits.map((l, i) => (3 / 2) * (1 / (1 + Math.exp(-l)) - at(x, i))),
      );
    });
  });

  describe("Adam", () => {
    it.each([1, 3, 4, 17, 784])("is the algorithm of the paper on %i numbers", async (length) => {
      const p = draws(7, length);
      const [m, v] = [new Float64Array(length), new Float64Array(length)];
      const expected = Float64Array.from(p);
      const variables = [
        variable(tensor1d(p)),
        variable(tensor1d(new Float32Array(length))),
        variable(tensor1d(new Float32Array(length))),
      ] as const;
      for (let step = 1; step <= 20; step++) {
        const g = draws(100 + step, length);
        const gradient = tensor1d(g);
        adamUpdate(...variables, gradient, adamSchedule(step, 0.01));
        gradient.dispose();
        for (let i = 0; i < length; i++) {
          m[i] = 0.9 * at(m, i) + 0.1 * at(g, i);
          v[i] = 0.999 * at(v, i) + 0.001 * at(g, i) ** 2;
          expected[i] =
            at(expected, i) -
            (0.01 * (at(m, i) / (1 - 0.9 ** step))) / (Math.sqrt(at(v, i) / (1 - 0.999 ** step)) + 1e-8);
        }
      }
      expectClose(await read(variables[0]), expected, 20);
    });
  });
});
