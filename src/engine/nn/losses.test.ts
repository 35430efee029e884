import { grads, mean, type Scalar, sum, type Tensor, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { key, normals } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { read } from "../training/evaluate";
import { klToPrior, meanSquaredError, reparameterize } from "./losses";

const DRAWS = 200_000;
const average = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("averages squared errors over images and pixels", async () => {
    const error = meanSquaredError(tensor2d([0, 1, 0.5, 0], [2, 2]), tensor2d([0, 0, 0, 0], [2, 2]));
    expect((await read(error))[0]).toBeCloseTo((1 + 0.25) / 4, 6);
  });

  it.each([
    { mu: 0, logVar: 0 },
    { mu: 1.5, logVar: -1 },
    { mu: -0.3, logVar: 0.8 },
  ])("KL in closed form is the mean of log q − log p over draws: $mu, $logVar", async ({ mu, logVar }) => {
    const sigma = Math.exp(logVar / 2);
    const eps = normals(key(1, 2, 3), DRAWS);
    const ratios = eps.map((e) => 0.5 * ((mu + sigma * e) ** 2 - e * e - logVar));
    const standardError = Math.sqrt(average(ratios.map((r) => r * r)) / DRAWS);
    const closed = await read(klToPrior(tensor2d([[mu]]), tensor2d([[logVar]])));
    expect(Math.abs((closed[0] as number) - average(ratios))).toBeLessThanOrEqual(4 * standardError);
  });

  it("adds KL up over dimensions and averages it over the batch", async () => {
    const mu = tensor2d([1, 2, 0, 0], [2, 2]);
    expect((await read(klToPrior(mu, tensor2d([0, 0, 0, 0], [2, 2]))))[0]).toBeCloseTo((0.5 + 2) / 2, 6);
  });

  it("draws z with mean μ and variance σ²", async () => {
    const eps = tensor2d(normals(key(4), DRAWS), [DRAWS, 1]);
    const z = await read(reparameterize(tensor2d([[1.5]]), tensor2d([[Math.log(0.49)]]), eps));
    const mu = average(z);
    expect(mu).toBeCloseTo(1.5, 2);
    expect(average(z.map((value) => (value - mu) ** 2))).toBeCloseTo(0.49, 2);
  });

  it("lets the gradient through to μ as it is, and to log σ² as ½ σ ε", async () => {
    const eps = [0.5, -2, 0, 1];
    const logVar = [0, 1, -1, -3];
    const [dMu, dLogVar] = grads((m: Tensor, l: Tensor) =>
      sum(reparameterize(m as Tensor2D, l as Tensor2D, tensor2d(eps, [2, 2]))),
    )([tensor2d([3, -1, 0, 2], [2, 2]), tensor2d(logVar, [2, 2])]);
    expect([...(await read(dMu as Tensor))]).toEqual([1, 1, 1, 1]);
    const expected = logVar.map((value, i) => 0.5 * Math.exp(value / 2) * (eps[i] as number));
    for (const [i, value] of (await read(dLogVar as Tensor)).entries())
      expect(value).toBeCloseTo(expected[i] as number, 6);
  });

  it("pulls μ and log σ² towards the prior: dKL/dμ = μ, dKL/d log σ² = ½ (σ² − 1)", async () => {
    const [dMu, dLogVar] = grads((m: Tensor, l: Tensor) => mean(klToPrior(m as Tensor2D, l as Tensor2D)) as Scalar)([
      tensor2d([[1.5]]),
      tensor2d([[-1]]),
    ]);
    expect((await read(dMu as Tensor))[0]).toBeCloseTo(1.5, 6);
    expect((await read(dLogVar as Tensor))[0]).toBeCloseTo(0.5 * (Math.exp(-1) - 1), 6);
  });
});
