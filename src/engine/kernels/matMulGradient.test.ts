import { grads, matMul, mul, sum, type Tensor, type Tensor2D, tensor, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { probeStep } from "../backends/probeStep";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { read } from "../training/evaluate";
import { useExplicitTransposes } from "./matMulGradient";

const wave = (count: number, frequency: number) =>
  Array.from({ length: count }, (_, i) => Math.sin(frequency * (i + 1)));
const [ROWS, INNER, COLUMNS] = [3, 5, 4];
const A = wave(ROWS * INNER, 0.7);
const B = wave(INNER * COLUMNS, 1.1);
const DY = wave(ROWS * COLUMNS, 1.9);
const at = (values: readonly number[], i: number) => values[i] as number;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const total = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** dA = dY·Bᵀ and dB = Aᵀ·dY, sum by sum. */
const dA = range(ROWS * INNER).map((i) => {
  const [row, inner] = [Math.floor(i / INNER), i % INNER];
  return total(range(COLUMNS).map((c) => at(DY, row * COLUMNS + c) * at(B, inner * COLUMNS + c)));
});
const dB = range(INNER * COLUMNS).map((i) => {
  const [inner, column] = [Math.floor(i / COLUMNS), i % COLUMNS];
  return total(range(ROWS).map((r) => at(A, r * INNER + inner) * at(DY, r * COLUMNS + column)));
});

async function expectClose(actual: Tensor | undefined, expected: number[]) {
  const values = await read(actual as Tensor);
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(at(expected, i), 5);
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await startBackend(backend);
    useExplicitTransposes();
  });

  it("has the gradient of plain sums", async () => {
    const product = (a: Tensor, b: Tensor) =>
      sum(mul(matMul(a as Tensor2D, b as Tensor2D), tensor2d(DY, [ROWS, COLUMNS])));
    const [a, b] = grads(product)([tensor2d(A, [ROWS, INNER]), tensor2d(B, [INNER, COLUMNS])]);
    await expectClose(a, dA);
    await expectClose(b, dB);
  });

  it("has the same gradient for every product of a stack", async () => {
    const dy = tensor([...DY, ...DY], [2, ROWS, COLUMNS]);
    const [a, b] = grads((x: Tensor, y: Tensor) => sum(mul(matMul(x, y), dy)))([
      tensor([...A, ...A], [2, ROWS, INNER]),
      tensor([...B, ...B], [2, INNER, COLUMNS]),
    ]);
    await expectClose(a, [...dA, ...dA]);
    await expectClose(b, [...dB, ...dB]);
  });

  it("refuses the flags whose gradient it does not know", () => {
    const x = tensor2d(A, [ROWS, INNER]);
    expect(() => grads((a: Tensor) => sum(matMul(a as Tensor2D, x, true)))([x])).toThrow("tf.transpose");
  });

  it("passes the trial step that chooses a backend", async () => {
    expect(await probeStep()).toMatchObject({ correct: true });
  });
});
