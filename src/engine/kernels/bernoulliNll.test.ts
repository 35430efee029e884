import { type Tensor, type Tensor2D, tensor2d, valueAndGrad } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { read } from "../training/evaluate";
import { bernoulliNll } from "./bernoulliNll";

const SHAPE: [number, number] = [2, 3];
const PIXELS = [0, 1, 0.25, 0.9, 0.5, 0];
const LOGITS = [-2, 3, 0.7, -0.1, 5, 0];

/** The definition, in double precision: −Σ x log σ(l) + (1 − x) log(1 − σ(l)), averaged over the batch. */
function plainNll(x: readonly number[], logits: readonly number[]): number {
  const logSigmoid = (l: number) => -Math.log(1 + Math.exp(-l));
  const terms = logits.map((l, i) => -((x[i] as number) * logSigmoid(l) + (1 - (x[i] as number)) * logSigmoid(-l)));
  return terms.reduce((a, b) => a + b, 0) / SHAPE[0];
}

async function valueAndGradient(x: number[], logits: number[]) {
  const target = tensor2d(x, SHAPE);
  const { value, grad } = valueAndGrad((l: Tensor) => bernoulliNll(target, l as Tensor2D))(tensor2d(logits, SHAPE));
  return { value: (await read(value))[0] as number, gradient: await read(grad) };
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("is the negative log likelihood of its definition", async () => {
    const { value } = await valueAndGradient(PIXELS, LOGITS);
    expect(value).toBeCloseTo(plainNll(PIXELS, LOGITS), 5);
  });

  it("has the gradient that small changes of the logits show", async () => {
    const { gradient } = await valueAndGradient(PIXELS, LOGITS);
    const h = 1e-5;
    LOGITS.forEach((logit, i) => {
      const slope =
        (plainNll(PIXELS, LOGITS.with(i, logit + h)) - plainNll(PIXELS, LOGITS.with(i, logit - h))) / (2 * h);
      expect(gradient[i]).toBeCloseTo(slope, 6);
    });
  });

  it("stays finite for a decoder that is certain, right or wrong", async () => {
    const { value, gradient } = await valueAndGradient([0, 1, 0, 1, 0, 1], [1e4, -1e4, -1e4, 1e4, 100, -100]);
    expect(value).toBeCloseTo((2e4 + 200) / 2, 0);
    expect([...gradient]).toEqual([0.5, -0.5, 0, 0, 0.5, -0.5]);
  });
});
