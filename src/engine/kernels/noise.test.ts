import type { Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { gumbels, key, normals, Stream, uniforms } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { read } from "../training/evaluate";
import { noise } from "./noise";

const COUNT = 100_000;
const onTheProcessor = { normal: normals, uniform: uniforms, gumbel: gumbels };
/** Means and variances of the three distributions: 0, 1; ½, 1⁄12; Euler's γ, π²⁄6. */
const MOMENTS = {
  normal: { mean: 0, variance: 1 },
  uniform: { mean: 0.5, variance: 1 / 12 },
  gumbel: { mean: 0.5772156649, variance: Math.PI ** 2 / 6 },
};
const KINDS = ["normal", "uniform", "gumbel"] as const;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(KINDS)("draws %s numbers that are those of plain JavaScript to the last digits", async (kind) => {
    for (const [seed, count] of [
      [7, COUNT],
      [4294967295, 1],
      [12, 17],
    ] as const) {
      const draw = key(seed, Stream.epsilon, 3);
      const drawn = await read(noise<Tensor>(kind, draw, [count]));
      const expected = onTheProcessor[kind](draw, count);
      const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (drawn[i] as number))), 0);
      expect(drawn).toHaveLength(count);
      expect(worst).toBeLessThan(1e-5);
    }
  });

  it.each(KINDS)("gives %s numbers their mean and variance", async (kind) => {
    const drawn = await read(noise<Tensor>(kind, key(5), [COUNT / 10, 10]));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / COUNT;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT;
    const { mean: expectedMean, variance: expectedVariance } = MOMENTS[kind];
    expect(Math.abs(mean - expectedMean)).toBeLessThan(4 * Math.sqrt(expectedVariance / COUNT));
    expect(Math.abs(variance / expectedVariance - 1)).toBeLessThan(0.03);
  });
});

it("draws of softmax(logits) by the largest of logits plus Gumbel noise", () => {
  const logits = [0, 1, -1];
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  const counts = logits.map(() => 0);
  const numbers = gumbels(key(9), 3 * COUNT);
  for (let i = 0; i < COUNT; i++) {
    const noisy = logits.map((logit, j) => logit + (numbers[3 * i + j] as number));
    const best = noisy.indexOf(Math.max(...noisy));
    counts[best] = (counts[best] as number) + 1;
  }
  const chiSquare = logits.reduce((sum, logit, j) => {
    const expected = (COUNT * Math.exp(logit)) / total;
    return sum + ((counts[j] as number) - expected) ** 2 / expected;
  }, 0);
  expect(chiSquare).toBeLessThan(13.8); // two degrees of freedom, p = 0.001
});
