/** Against linear Gaussian models, whose posterior and log p(x) are known, and against the VAE's own loss. */
import { dot, type Tensor2D, tensor2d, tidy, tile } from "@tensorflow/tfjs-core";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { beforeAll, describe, expect, it } from "vitest";
import type { LikelihoodModel } from "../models/model";
import { createModel } from "../models/registry";
import { logNormal } from "../nn/logNormal";
import { key, normals, Stream } from "../random";
import { startBackend } from "../testing/backend";
import { SMALL } from "../testing/fixtures";
import { read } from "../training/evaluate";
import { variationalGap } from "./variationalGap";

const SIGMA = 0.5;
const options = { side: 64, draws: 4096, breathe: async () => true };

/** x|z ~ N(zW, σ²) with an encoder that always answers the same q. */
function linear(weights: number[][], q: { mu: number[]; sigma: number[] }): LikelihoodModel {
  const pixels = weights[0]?.length as number;
  const decode = (z: Tensor2D) => dot(z, tensor2d(weights, [weights.length, pixels])) as Tensor2D;
  return {
    ...createModel("vae", { ...SMALL, latent: 1, pixels: 1 }),
    encode: () => ({ mu: tensor2d([q.mu]), logVar: tensor2d([q.sigma.map((sigma) => 2 * Math.log(sigma))]) }),
    decode,
    logLikelihood: (x, z) => logNormal(x, decode(z), 2 * Math.log(SIGMA)),
  } as LikelihoodModel;
}

/** p(z|x) = N(m, S), log p(x), and KL(q ‖ p(z|x)) of the linear model, by algebra (Bishop 2006, eq. 2.113–2.117). */
function truth(weights: number[][], x: number[], { mu, sigma }: { mu: number[]; sigma: number[] }) {
  const w = new Matrix(weights).transpose(); // [P, D]
  const dimensions = mu.length;
  const precision = Matrix.eye(dimensions).add(
    w
      .transpose()
      .mmul(w)
      .div(SIGMA ** 2),
  );
  const covariance = inverse(precision);
  const mean = covariance
    .mmul(w.transpose())
    .mmul(Matrix.columnVector(x))
    .div(SIGMA ** 2);
  const logDet = (m: Matrix) =>
    new EigenvalueDecomposition(m, { assumeSymmetric: true }).realEigenvalues.reduce((sum, v) => sum + Math.log(v), 0);
  const ofX = w.mmul(w.transpose()).add(Matrix.eye(x.length).mul(SIGMA ** 2));
  const column = Matrix.columnVector(x);
  const quadratic = column.transpose().mmul(inverse(ofX)).mmul(column).get(0, 0);
  const away = Matrix.columnVector(mu).sub(mean);
  const spread = Matrix.diag(sigma.map((s) => s * s));
  return {
    logEvidence: -0.5 * (quadratic + logDet(ofX) + x.length * Math.log(2 * Math.PI)),
    kl:
      0.5 *
      (precision.mmul(spread).trace() +
        away.transpose().mmul(precision).mmul(away).get(0, 0) -
        dimensions +
        logDet(covariance) -
        logDet(spread)),
  };
}

const W1 = [[2, -1, 0.5]];
const W2 = [
  [3, -1, 0.5],
  [1, 2, -2],
];
const X = [1, 0.3, -0.8];

describe("the gap between ELBO and log p(x)", () => {
  beforeAll(() => startBackend("cpu"));

  it.each([
    ["1-D, wide", W1, { mu: [0.4], sigma: [0.6] }],
    ["1-D, far and narrow", W1, { mu: [-1.5], sigma: [0.05] }],
    ["2-D", W2, { mu: [0.2, 0.1], sigma: [0.3, 0.2] }],
    ["2-D, beyond the prior's bulk", W2, { mu: [5, 0], sigma: [0.2, 0.2] }],
  ])("is exact on a grid: %s", async (_, weights, q) => {
    const gap = (await variationalGap(linear(weights, q), Float32Array.from(X), options)) ?? expect.unreachable();
    const { logEvidence, kl } = truth(weights, X, q);
    expect(gap.logEvidence).toBeCloseTo(logEvidence, 4);
    expect(gap.kl / kl).toBeCloseTo(1, 3);
    expect(gap.reconstruction - gap.klToPrior + gap.kl, "ELBO + KL = log p(x)").toBeCloseTo(logEvidence, 2);
    expect(gap.error).toBeLessThan(1e-3);
  });

  it("is nothing where q is the posterior", async () => {
    const variance = 1 / (1 + (4 + 1 + 0.25) / SIGMA ** 2);
    const q = { mu: [(variance * (2 - 0.3 - 0.4)) / SIGMA ** 2], sigma: [Math.sqrt(variance)] };
    const gap = await variationalGap(linear(W1, q), Float32Array.from(X), options);
    expect(gap?.kl).toBeCloseTo(0, 4);
  });

  it("says when the grid is too coarse", async () => {
    const narrow = [[200, 0, 0]];
    const q = { mu: [3], sigma: [1] };
    const gap = await variationalGap(linear(narrow, q), Float32Array.from([0, 0, 0]), options);
    expect(gap?.error).toBeGreaterThan(0.1);
  });

  it("is bounded by draws of q in more dimensions, with a slice of the posterior through the mean", async () => {
    const weights = [...W2, [0.5, 0.5, 1]];
    const q = { mu: [0.2, 0, 0.1], sigma: [0.3, 0.3, 0.6] };
    const slice = [0, 2] as const;
    const model = linear(weights, q);
    const gap = (await variationalGap(model, Float32Array.from(X), { ...options, slice })) ?? expect.unreachable();
    const { logEvidence } = truth(weights, X, q);
    expect(gap.logEvidence).toBeCloseTo(logEvidence, 0);
    expect(gap.kl).toBeGreaterThan(0);
    expect(gap.reconstruction - gap.klToPrior + gap.kl).toBeCloseTo(gap.logEvidence, 9);
    expect(gap.grid?.low).toHaveLength(2);
    expect((await variationalGap(model, Float32Array.from(X), options))?.grid).toBeUndefined();
  });

  it("is given up between two chunks", async () => {
    const model = linear(W2, { mu: [0, 0], sigma: [1, 1] });
    const breathe = async () => false;
    expect(await variationalGap(model, Float32Array.from(X), { ...options, breathe })).toBeUndefined();
  });

  it.each([{ decoder: "bernoulli" }, { decoder: "gaussian", sigma: 0.1 }] as const)(
    "has the likelihood that the VAE is trained with: %o",
    async (decoder) => {
      const model = createModel("vae", { ...SMALL, latent: 2, pixels: 3, ...decoder });
      const eps = normals(key(Stream.epsilon, 1), 8);
      const x = tensor2d([0, 0.3, 1, 0.9, 0, 0.2, 1, 1, 1, 0.4, 0.5, 0.6], [4, 3]);
      const [values, one, term] = tidy(() => {
        const pass = model.pass({ x, xTilde: x, eps: tensor2d(eps, [4, 2]), direction: 0 }, { ...SMALL, beta: 1 });
        const ofRows = model.logLikelihood as NonNullable<typeof model.logLikelihood>;
        const first = x.slice([0, 0], [1, 3]);
        return [
          ofRows.call(model, x, pass.z),
          ofRows.call(model, first, pass.z).sub(ofRows.call(model, tile(first, [4, 1]), pass.z)),
          pass.terms.reconstruction?.value as NonNullable<(typeof pass.terms)["reconstruction"]>["value"],
        ] as const;
      });
      const rows = await read(values);
      expect(-rows.reduce((sum, value) => sum + value, 0) / 4).toBeCloseTo((await read(term))[0] as number, 4);
      expect([...(await read(one))]).toEqual([0, 0, 0, 0]);
      model.parameters.dispose();
    },
  );
});
