/** On a linear VAE with a Gaussian decoder, which is probabilistic PCA: its log p(x) and its posterior are known in closed form. */
import { memory, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { determinant, inverse, Matrix } from "ml-matrix";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Model } from "../models/model";
import { createModel } from "../models/registry";
import { key, normals } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { SMALL } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { iwaeBound } from "./iwae";

const [SIGMA, PIXELS, LATENT, ROWS] = [0.5, 3, 2, 300];
const W = Matrix.from1DArray(LATENT, PIXELS, normals(key(1), LATENT * PIXELS) as unknown as number[]);
const data = normals(key(2), ROWS * PIXELS);
const shape = { ...SMALL, model: "vae", network: "linear", decoder: "gaussian", sigma: SIGMA, latent: LATENT } as const;

/** log N(x; 0, WᵀW + σ²I) of every row. */
const truths = (() => {
  const covariance = W.transpose()
    .mmul(W)
    .add(Matrix.eye(PIXELS).mul(SIGMA ** 2));
  const precision = inverse(covariance);
  const norm = PIXELS * Math.log(2 * Math.PI) + Math.log(determinant(covariance));
  return Array.from({ length: ROWS }, (_, i) => {
    const x = Matrix.rowVector(Array.from(data.subarray(i * PIXELS, (i + 1) * PIXELS)));
    return -0.5 * (x.mmul(precision).mmul(x.transpose()).get(0, 0) + norm);
  });
})();

const average = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  let model: Model;
  let x: Tensor2D;

  beforeAll(() => startBackend(backend));
  beforeEach(() => {
    model = createModel("vae", { ...shape, pixels: PIXELS });
    x = tensor2d(data, [ROWS, PIXELS]);
  });
  afterEach(() => {
    model.parameters.dispose();
    x.dispose();
  });

  /** q(z|x) = N(M⁻¹Wx, s²) with the variance of the true posterior where its dimensions are independent, or another one. */
  function set(name: string, values: ArrayLike<number>) {
    const at = model.parameters.names.indexOf(name);
    const target = model.parameters.variables[at];
    if (target) target.assign(tensor2d(Array.from(values), [1, target.size]).reshape(target.shape));
  }

  const bound = async (k: number) => (await iwaeBound(model, x, k, key(3))) ?? expect.unreachable();

  it("rises with k towards the log p(x) that is known", async () => {
    set("output.weight", W.to1DArray());
    const posteriorPrecision = W.mmul(W.transpose())
      .div(SIGMA ** 2)
      .add(Matrix.eye(LATENT));
    const gain = inverse(posteriorPrecision)
      .mmul(W)
      .div(SIGMA ** 2); // x → E[z|x], [D, P]
    set("mu.weight", gain.transpose().to1DArray());
    set("logVar.weight", new Float32Array(PIXELS * LATENT));
    set(
      "logVar.bias",
      Array.from({ length: LATENT }, (_, d) => Math.log(inverse(posteriorPrecision).get(d, d))),
    );
    const [one, five, many] = await Promise.all([1, 5, 60].map(async (k) => average(await bound(k))));
    const truth = average(truths);
    expect(one).toBeLessThan(five as number);
    expect(five).toBeLessThan(many as number);
    expect(Math.abs((many as number) - truth)).toBeLessThan(0.05);
  });

  it("is log p(x) of each row itself, whatever k, where q is the posterior", async () => {
    const one = [1.2, 0, -0.5, 0, 0.7, 0]; // whose rows are at right angles: the dimensions are independent given x
    set("output.weight", one);
    const [a, b] = [1.2 ** 2 + 0.5 ** 2, 0.7 ** 2].map((square) => square / SIGMA ** 2 + 1) as [number, number];
    const gains = [1.2, 0, 0, 0.7, -0.5, 0].map((w, i) => w / SIGMA ** 2 / (i % 2 ? b : a)); // [P, D]
    set("mu.weight", gains);
    set("logVar.weight", new Float32Array(PIXELS * LATENT));
    set("logVar.bias", [-Math.log(a), -Math.log(b)]);
    const [first, other] = [await bound(1), await bound(7)];
    for (const [i, value] of first.entries()) expect(Math.abs(value - (other[i] as number))).toBeLessThan(2e-4);
  });

  it("gives every image its own samples, the same ones for a key, and leaves nothing behind", async () => {
    const before = memory().numTensors;
    const bounds = await bound(4);
    expect(bounds).toHaveLength(ROWS);
    expect(await bound(4)).toEqual(bounds);
    const last = x.slice(ROWS - 1, 1) as Tensor2D;
    const again = (await iwaeBound(model, last, 500, key(9))) ?? expect.unreachable();
    last.dispose();
    expect(again[0]).toBeGreaterThan((bounds[ROWS - 1] as number) - 1);
    expect(memory().numTensors).toBe(before);
  });

  it("can be given up, tells how far it is, and wants a q and a p(x|z)", async () => {
    const told: number[] = [];
    let left = 3;
    const pace = { breathe: async () => --left > 0, progress: (done: number) => told.push(done) };
    expect(await iwaeBound(model, x, 10, 0, pace)).toBeUndefined();
    expect(told).toHaveLength(3);
    left = 1e6;
    await iwaeBound(model, x, 10, 0, pace);
    expect(told.at(-1)).toBeCloseTo(1, 9);
    const ae = createModel("ae", { ...shape, pixels: PIXELS });
    await expect(iwaeBound(ae, x, 2, 0)).rejects.toThrow(TypeError);
    ae.parameters.dispose();
  });
});
