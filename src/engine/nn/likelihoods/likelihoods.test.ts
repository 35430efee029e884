import { fill, grads, mean, neg, type Tensor, type Tensor2D, tensor1d, tensor2d, tile } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { DECODERS, type Decoder } from "../../knobs";
import fixture from "../../models/fixtures/decoders.json";
import { key, normals, uniform } from "../../random";
import { NODE_BACKENDS, startBackend } from "../../testing/backend";
import { relativeError } from "../../testing/fixtures";
import { GPU_BACKENDS } from "../../testing/gpu";
import { expectClose } from "../../testing/numbers";
import { read } from "../../training/evaluate";
import { Parameters } from "../parameters";
import { likelihoodOf } from "./likelihoodOf";

const { rows, pixels, sigma, logScale } = fixture;
const EXPECTED: Record<Decoder, readonly number[]> = { ...fixture, learned: fixture.gaussian };
const IMAGE = { width: 28, height: 28, channels: 1 } as const;

/** As in scripts/oracles/decoders.py: levels k/255, a third of them 0 and a third of them 1. */
const levels = Float32Array.from({ length: rows * pixels }, (_, i) => {
  const level = Math.floor(768 * uniform(key(31), i)) - 256;
  return Math.min(255, Math.max(0, level)) / 255;
});
const outputs = normals(key(32), rows * pixels);
const average = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** p(x|z) of images, and what of it is learned. */
function make(decoder: Decoder, scale = logScale) {
  const parameters = new Parameters(1);
  const likelihood = likelihoodOf(parameters, { decoder, sigma, network: "mlp", image: IMAGE });
  const { variables } = parameters;
  if (decoder === "logistic") variables[0]?.assign(tensor1d([scale]));
  return { likelihood, variables };
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each(DECODERS)("%s", (decoder) => {
    const [x, output] = [() => tensor2d(levels, [rows, pixels]), () => tensor2d(outputs, [rows, pixels])];

    it("has PyTorch's log p(x|z), image by image, to 1e-5", async () => {
      const { likelihood } = make(decoder);
      const actual = await read(likelihood.logLikelihood(x(), output()));
      expect(relativeError(actual, EXPECTED[decoder])).toBeLessThan(1e-5);
    });

    it("trains on its negative mean, by its gradient", async () => {
      const { likelihood, variables } = make(decoder);
      const nll = (_: Tensor[], out: Tensor2D) => likelihood.nll(x(), out);
      const slow = (_: Tensor[], out: Tensor2D) => neg(mean(likelihood.logLikelihood(x(), out)));
      expect(relativeError(await read(nll([], output())), [-average(EXPECTED[decoder])])).toBeLessThan(1e-5);
      const [fast, exact] = await Promise.all(
        [nll, slow].map((loss) => {
          const gradients = grads((out: Tensor, ...learned: Tensor[]) => loss(learned, out as Tensor2D));
          return Promise.all(gradients([output(), ...variables]).map((gradient) => read(gradient)));
        }),
      );
      for (const [i, gradient] of (fast as Float32Array[]).entries())
        expectClose(gradient, exact?.[i] as Float32Array, 100);
    });

    it("takes one image under many z", async () => {
      const { likelihood } = make(decoder);
      const one = tensor2d(levels.subarray(0, pixels), [1, pixels]);
      const [alone, repeated] = [one, tile(one, [rows, 1])].map((x) => likelihood.logLikelihood(x, output()));
      expectClose(await read(alone as Tensor), await read(repeated as Tensor), 10);
    });

    it("draws x whose mean is x̂, the same ones for a key", async () => {
      const { likelihood } = make(decoder);
      const count = 20_000;
      for (const value of [-0.1, 0.02, 0.6, 1.1]) {
        const same = fill([1, count], value) as Tensor2D;
        const drawn = await read(likelihood.sample(same, key(5)));
        const expected = (await read(likelihood.mean(same)))[0] as number;
        const middle = average(drawn);
        const variance = average(drawn.map((draw) => (draw - middle) ** 2));
        expect(Math.abs(middle - expected)).toBeLessThan(4 * Math.sqrt(variance / count) + 1e-4);
        expect(await read(likelihood.sample(same, key(5)))).toEqual(drawn);
        expect(await read(likelihood.sample(same, key(6)))).not.toEqual(drawn);
        if (decoder !== "gaussian" && decoder !== "learned")
          expect(drawn.every((draw) => draw >= 0 && draw <= 1)).toBe(true);
      }
    });
  });

  it.each([-6, -3, -1, 0.5])("gives all 256 levels together the probability 1 with log s = %d", async (scale) => {
    const { likelihood } = make("logistic", scale);
    const all = tensor2d(
      Array.from({ length: 256 }, (_, k) => k / 255),
      [256, 1],
    );
    for (const location of [-2, 0, 0.3, 0.5019, 1, 4]) {
      const logs = await read(likelihood.logLikelihood(all, fill([256, 1], location) as Tensor2D));
      expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 4);
    }
  });

  it("knows levels that are far from where the logistic is: finite, with a gradient towards it", async () => {
    const { likelihood, variables } = make("logistic", -6);
    const x = tensor2d([0, 1, 0.4, 0, 1], [1, 5]);
    const far = tensor2d([30, -30, 30, -30, 30], [1, 5]);
    const [dOutput, dScale] = await Promise.all(
      grads((out: Tensor) => likelihood.nll(x, out as Tensor2D))([far, variables[0] as Tensor]).map((g) => read(g)),
    );
    const perScale = Math.exp(6);
    expectClose(dOutput as Float32Array, [perScale, -perScale, perScale, 0, 0], 10);
    expect(dScale?.every(Number.isFinite)).toBe(true);
    expect((await read(likelihood.nll(x, far)))[0]).toBeGreaterThan(80 * perScale);
  });

  it("gives points a Gaussian around anywhere, whatever is asked for", async () => {
    for (const decoder of DECODERS) {
      const parameters = new Parameters(1);
      const likelihood = likelihoodOf(parameters, { decoder, sigma: 0.1, network: "mlp" });
      const output = tensor2d([[5, -7]]);
      const [value] = await read(likelihood.logLikelihood(tensor2d([[5.1, -7]]), output));
      expect(value).toBeCloseTo(-0.5 - Math.log(2 * Math.PI * 0.01), 4);
      expect([...(await read(likelihood.mean(output)))]).toEqual([5, -7]);
      expect(parameters.names).toEqual(decoder === "learned" ? ["decoder.logSigma"] : []);
    }
  });
});
