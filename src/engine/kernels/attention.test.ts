import { grads, mul, sum, type Tensor, type Tensor3D, tensor3d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { attention, type Mask } from "./attention";

type Numbers = ArrayLike<number>;

interface Shape {
  readonly batch: number;
  readonly length: number;
  readonly d: number;
  readonly e: number;
  readonly mask: Mask;
}

const add = (values: Float64Array, i: number, value: number) => {
  values[i] = at(values, i) + value;
};

/** The definition and its gradients, query by query, in double precision. */
function exact({ batch, length, d, e, mask }: Shape, q: Numbers, k: Numbers, v: Numbers, dy: Numbers) {
  const y = new Float64Array(v.length);
  const [dq, dk, dv] = [new Float64Array(q.length), new Float64Array(k.length), new Float64Array(v.length)];
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < length; i++) {
      const seen = { none: length, causal: i + 1, strict: i }[mask];
      const query = b * length + i;
      const places = Array.from({ length: seen }, (_, j) => b * length + j);
      const dot = (x: Numbers, z: Numbers, other: number, size: number) =>
        Array.from({ length: size }, (_, c) => at(x, query * size + c) * at(z, other * size + c)).reduce(
          (total, term) => total + term,
          0,
        );
      const scores = places.map((place) => dot(q, k, place, d) / Math.sqrt(d));
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const total = powers.reduce((a, p) => a + p, 0);
      const p = powers.map((power) => power / total);
      const dp = places.map((place) => dot(dy, v, place, e));
      const mean = p.reduce((a, share, j) => a + share * at(dp, j), 0);
      for (const [j, place] of places.entries()) {
        const ds = (at(p, j) * (at(dp, j) - mean)) / Math.sqrt(d);
        for (let c = 0; c < e; c++) {
          add(y, query * e + c, at(p, j) * at(v, place * e + c));
          add(dv, place * e + c, at(p, j) * at(dy, query * e + c));
        }
        for (let c = 0; c < d; c++) {
          add(dq, query * d + c, ds * at(k, place * d + c));
          add(dk, place * d + c, ds * at(q, query * d + c));
        }
      }
    }
  }
  return { y, dq, dk, dv };
}

async function check(shape: Shape, factor = 1) {
  const { batch, length, d, e, mask } = shape;
  const [q, k, v, dy] = [d, d, e, e].map((size, i) => draws(i + 1, batch * length * size)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const large = q.map((value) => factor * value);
  const expected = exact(shape, large, k, v, dy);
  const inputs = [
    tensor3d(large, [batch, length, d]),
    tensor3d(k, [batch, length, d]),
    tensor3d(v, [batch, length, e]),
  ] as const;
  const terms = 30 * (length + d + e) * factor;
  expectClose(await read(attention(...inputs, mask)), expected.y, terms);
  const gradients = grads((a: Tensor, b: Tensor, c: Tensor) =>
    sum(mul(attention(a as Tensor3D, b as Tensor3D, c as Tensor3D, mask), tensor3d(dy, [batch, length, e]))),
  )([...inputs]);
  const actual = await Promise.all(gradients.map((gradient) => read(gradient)));
  for (const [i, gradient] of [expected.dq, expected.dk, expected.dv].entries())
    expectClose(actual[i] as Float32Array, gradient, terms);
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each(["none", "causal", "strict"] as const)("with mask: %s", (mask) => {
    it.each([
      { batch: 1, length: 1, d: 1, e: 1 },
      { batch: 3, length: 17, d: 3, e: 5 },
      { batch: 2, length: 49, d: 16, e: 16 },
      { batch: 1, length: 70, d: 1, e: 67 },
    ])("value and gradients of $batch × $length, $d and $e wide", (sizes) => check({ ...sizes, mask }));

    it("is finite for scores that leave no doubt", () => check({ batch: 2, length: 9, d: 4, e: 3, mask }, 1000));
  });

  it("value and gradients at any size", async () => {
    const side = fc.integer({ min: 1, max: 20 });
    const masks = fc.constantFrom<Mask>("none", "causal", "strict");
    const numRuns = backend === "webgpu" ? 4 : 40; // each size is three programs to compile
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), side, side, side, masks, (batch, length, d, e, mask) =>
        check({ batch, length, d, e, mask }),
      ),
      { seed: 7, numRuns },
    );
  });

  it.each([
    { mask: "causal", changed: 3 },
    { mask: "strict", changed: 4 },
  ] as const)("a $mask query does not see what comes later", async ({ mask, changed }) => {
    const [q, k, v] = [draws(1, 12), draws(2, 12), draws(3, 12)];
    const run = (values: Float32Array) =>
      read(attention(tensor3d(q, [1, 6, 2]), tensor3d(k, [1, 6, 2]), tensor3d(values, [1, 6, 2]), mask));
    const [before, after] = [await run(v), await run(v.map((value, i) => (i < 6 ? value : value + 1)))]; // from place 3 on
    expect(after.subarray(0, 2 * changed)).toEqual(before.subarray(0, 2 * changed));
    expect(after.subarray(2 * changed)).not.toEqual(before.subarray(2 * changed));
  });

  it("gives 0 to a query that sees nothing", async () => {
    const x = tensor3d(draws(1, 6), [1, 3, 2]);
    expect([...(await read(attention(x, x, x, "strict"))).subarray(0, 2)]).toEqual([0, 0]);
  });
});
