import {
  add,
  grads,
  mean,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { lookup, nearestCode, quantize, straightThrough } from "./nearestCode";
import { stopGradient } from "./withGradient";

type Numbers = ArrayLike<number>;

function squaredDistance(z: Numbers, codebook: Numbers, n: number, k: number, d: number): number {
  let total = 0;
  for (let j = 0; j < d; j++) total += (at(z, n * d + j) - at(codebook, k * d + j)) ** 2;
  return total;
}

/** For each index how much farther its code is than the nearest one, in double precision. */
function regrets(indices: Numbers, z: Numbers, codebook: Numbers, k: number, d: number): number[] {
  return Array.from(indices, (index, n) => {
    const distances = Array.from({ length: k }, (_, code) => squaredDistance(z, codebook, n, code, d));
    return at(distances, index) - Math.min(...distances);
  });
}

const chosen = async (z: Numbers, codebook: Numbers, d: number) => {
  const [vectors, codes] = [
    tensor2d(Float32Array.from(z), [z.length / d, d]),
    tensor2d(Float32Array.from(codebook), [codebook.length / d, d]),
  ];
  const indices = nearestCode(vectors, codes);
  expect([indices.dtype, indices.shape]).toEqual(["int32", [z.length / d]]);
  return [...(await read(indices))];
};

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe("nearest code", () => {
    const check = async (n: number, k: number, d: number) => {
      const [z, codebook] = [draws(n, n * d), draws(k + 1000, k * d)];
      const indices = await chosen(z, codebook, d);
      expect(Math.max(...regrets(indices, z, codebook, k, d))).toBeLessThan(1e-5 * d);
    };

    it.each([
      [1, 1, 1],
      [3, 17, 3],
      [17, 3, 1],
      [5, 65, 17],
      [33, 512, 64],
      [2, 7, 784],
    ])("of %i vectors among %i codes of %i dimensions is as near as any", check);

    it("is as near as any at any size", async () => {
      const side = fc.integer({ min: 1, max: 40 });
      const numRuns = backend === "webgpu" ? 6 : 100; // each size is a program to compile
      await fc.assert(fc.asyncProperty(side, side, side, check), { seed: 7, numRuns });
    });

    it("is the code itself for each code", async () => {
      const codebook = draws(5, 100 * 3);
      expect(await chosen(codebook, codebook, 3)).toEqual(Array.from({ length: 100 }, (_, k) => k));
    });

    it("is the first of equally near ones", async () => {
      const pair = [1, -1, 0.5, 2];
      // the same two codes over and over, across the tiles in which they are compared
      expect(await chosen([1, -1, 0.5, 2, 0, 0], Array.from({ length: 70 }, () => pair).flat(), 2)).toEqual([0, 1, 0]);
      // as far on one side as on the other
      expect(await chosen([0, 0, 0], [3, -2, 2, -2, 2], 1)).toEqual([1, 1, 1]);
    });

    it("finds the nearest of very large and very small numbers", async () => {
      expect(await chosen([1e15, -1e15, 1e-15, -1e-15], [-1e-15, 1e-15, 1.5e15, -1.5e15], 1)).toEqual([2, 3, 1, 0]);
    });
  });

  describe("lookup", () => {
    it.each([
      [1, 1, 1],
      [3, 17, 3],
      [65, 5, 16],
      [17, 3, 784],
    ])("of %i among %i codes of %i dimensions: value and gradient", async (n, k, d) => {
      const codebook = draws(1, k * d);
      const dy = draws(2, n * d);
      const indices = Array.from({ length: n }, (_, i) => (i * i) % k);
      const [codes, chosenCodes] = [tensor2d(codebook, [k, d]), tensor1d(indices, "int32")];
      expect(await read(lookup(codes, chosenCodes))).toEqual(
        Float32Array.from(dy, (_, i) => at(codebook, at(indices, Math.floor(i / d)) * d + (i % d))),
      );
      const [gradient] = grads((c: Tensor) => sum(mul(lookup(c as Tensor2D, chosenCodes), tensor2d(dy, [n, d]))))([
        codes,
      ]);
      const expected = new Float64Array(k * d);
      for (const [i, value] of dy.entries()) {
        const to = at(indices, Math.floor(i / d)) * d + (i % d);
        expected[to] = at(expected, to) + value;
      }
      expectClose(await read(gradient as Tensor), expected, n);
    });

    it("gives the same gradient to the last bit every time", async () => {
      const [codes, indices] = [
        tensor2d(draws(1, 12), [3, 4]),
        tensor1d(Int32Array.from(draws(3, 200), Math.abs), "int32"),
      ];
      const gradient = async () => {
        const [g] = grads((c: Tensor) => sum(mul(lookup(c as Tensor2D, indices), tensor2d(draws(2, 800), [200, 4]))))([
          codes,
        ]);
        return read(g as Tensor);
      };
      expect(await gradient()).toEqual(await gradient());
    });
  });

  it("passes the gradient of the codes straight to the vectors, and none to the codes", async () => {
    const [z, zQ, dy] = [draws(1, 6), draws(2, 6), draws(3, 6)];
    const [dZ, dZQ] = grads((a: Tensor, b: Tensor) =>
      add(sum(mul(straightThrough(a, b), tensor2d(dy, [2, 3]))), mul(sum(b), 0)),
    )([tensor2d(z, [2, 3]), tensor2d(zQ, [2, 3])]);
    expect(await read(straightThrough(tensor2d(z, [2, 3]), tensor2d(zQ, [2, 3])))).toEqual(zQ);
    expect(await read(dZ as Tensor)).toEqual(dy);
    expect([...(await read(dZQ as Tensor))]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("gives the three terms of a VQ-VAE's loss their gradients", async () => {
    const [n, k, d, beta] = [17, 5, 3, 0.25];
    const [z, codebook, w] = [draws(1, n * d), draws(2, k * d), draws(3, n * d)];
    const loss = (vectors: Tensor, codes: Tensor) => {
      const { codes: e, zQ } = quantize(vectors as Tensor2D, codes as Tensor2D);
      const reconstruction = sum(mul(zQ, tensor2d(w, [n, d])));
      const codebookLoss = mean(square(sub(stopGradient(vectors), e)));
      const commitment = mean(square(sub(vectors, stopGradient(e))));
      return add(reconstruction, add(codebookLoss, mul(beta, commitment))) as Scalar;
    };
    const [dZ, dCodebook] = grads(loss)([tensor2d(z, [n, d]), tensor2d(codebook, [k, d])]);
    const indices = await chosen(z, codebook, d);
    const e = z.map((_, i) => at(codebook, at(indices, Math.floor(i / d)) * d + (i % d)));
    const expected = new Float64Array(k * d);
    for (const [i, value] of z.entries()) {
      const to = at(indices, Math.floor(i / d)) * d + (i % d);
      expected[to] = at(expected, to) + (2 / (n * d)) * (at(e, i) - value);
    }
    expectClose(await read(dCodebook as Tensor), expected, n);
    expectClose(
      await read(dZ as Tensor),
      Array.from(z, (value, i) => at(w, i) + beta * (2 / (n * d)) * (value - at(e, i))),
    );
  });
});
