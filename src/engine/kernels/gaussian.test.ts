import { grads, mul, sum, type Tensor, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { klToPrior, reparameterize } from "./gaussian";
import { hasKernel, KL, KL_GRADIENT, REPARAMETERIZE, REPARAMETERIZE_GRADIENT } from "./names";

const DY = 3;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.runIf(backend !== "cpu")("has the kernels that a VAE asks for", () => {
    expect([KL, KL_GRADIENT, REPARAMETERIZE, REPARAMETERIZE_GRADIENT].every(hasKernel)).toBe(true);
  });

  async function check(batch: number, d: number, logVar = draws(2, batch * d).map((value) => 2 * value)) {
    const shape: [number, number] = [batch, d];
    const [mu, eps, dz] = [draws(1, batch * d), draws(3, batch * d), draws(4, batch * d)];
    const inputs = [tensor2d(mu, shape), tensor2d(logVar, shape)] as const;
    const sigma = Array.from(logVar, (l) => Math.exp(l / 2));

    const terms = sigma.map((s, i) => at(mu, i) ** 2 + s * s - at(logVar, i) - 1);
    const kl = terms.reduce((total, term) => total + term, 0) / 2 / batch;
    expectClose(await read(klToPrior(...inputs)), [kl], 9);
    const [dMu, dLogVar] = grads((m: Tensor, l: Tensor) => mul(klToPrior(m as Tensor2D, l as Tensor2D), DY))([
      ...inputs,
    ]);
    expectClose(
      await read(dMu as Tensor),
      Array.from(mu, (value) => (DY * value) / batch),
    );
    expectClose(
      await read(dLogVar as Tensor),
      sigma.map((s) => (DY * 0.5 * (s * s - 1)) / batch),
      9,
    );

    const z = (m: Tensor, l: Tensor) => reparameterize(m as Tensor2D, l as Tensor2D, tensor2d(eps, shape));
    expectClose(
      await read(z(...inputs)),
      sigma.map((s, i) => at(mu, i) + s * at(eps, i)),
      9,
    );
    const [zMu, zLogVar] = grads((m: Tensor, l: Tensor) => sum(mul(z(m, l), tensor2d(dz, shape))))([...inputs]);
    expectClose(await read(zMu as Tensor), dz);
    expectClose(
      await read(zLogVar as Tensor),
      sigma.map((s, i) => at(dz, i) * 0.5 * s * at(eps, i)),
      9,
    );
  }

  it.each([
    [1, 1],
    [1, 2],
    [3, 1],
    [1, 5],
    [3, 17],
    [128, 20],
    [17, 784],
  ])("KL, draws and their gradients: %i × %i", (batch, d) => check(batch, d));

  it("KL, draws and their gradients at any size", async () => {
    const side = fc.integer({ min: 1, max: 30 });
    const numRuns = backend === "webgpu" ? 5 : 100; // each size is four programs to compile
    await fc.assert(
      fc.asyncProperty(side, side, (batch, d) => check(batch, d)),
      { seed: 7, numRuns },
    );
  });

  it("KL, draws and their gradients of posteriors far from the prior", () =>
    check(1, 7, Float32Array.of(-150, -80, -20, 0, 1e-30, -1e-40, 12)));

  // WGSL lets a GPU do as it likes with what is not finite.
  it.skipIf(backend === "webgpu")("says so where a variance is not finite", async () => {
    const value = async (mu: number, logVar: number) =>
      at(await read(klToPrior(tensor2d([[mu]]), tensor2d([[logVar]]))), 0);
    const draw = async (logVar: number, eps: number) =>
      at(await read(reparameterize(tensor2d([[1]]), tensor2d([[logVar]]), tensor2d([[eps]]))), 0);
    expect(await value(0, 100)).toBe(Number.POSITIVE_INFINITY);
    expect(await value(0, Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(await value(Number.POSITIVE_INFINITY, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(await value(0, Number.NaN)).toBeNaN();
    expect(await draw(180, -1)).toBe(Number.NEGATIVE_INFINITY);
    expect(await draw(Number.NEGATIVE_INFINITY, 5)).toBe(1);
    expect(await draw(Number.NaN, 5)).toBeNaN();
  });
});
