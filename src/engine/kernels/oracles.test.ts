/** The kernels against PyTorch in double precision: see scripts/oracles/kernels.py. */
import {
  add,
  grads,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor2d,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Conv } from "../nn/conv";
import { maskedConv } from "../nn/maskedConv";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { floats } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { read } from "../training/evaluate";
import { attention, type Mask } from "./attention";
import { batchNorm, batchNormInference } from "./batchNorm";
import { type CorruptionKind, corrupt } from "./corrupt";
import stored from "./fixtures/kernels.json";
import { klToPrior, reparameterize } from "./gaussian";
import { gaussianNll } from "./gaussianNll";
import { groupNorm } from "./groupNorm";
import type { FilterMask } from "./maskFilter";
import { nearestCode, quantize } from "./nearestCode";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy";
import { meanSquaredError } from "./squaredError";
import { stopGradient } from "./withGradient";

interface Case {
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly weight: string;
  readonly value: string;
  readonly gradients: Readonly<Record<string, string>>;
}

type Named = Readonly<Record<string, Tensor>>;

function expectEqual(actual: Float32Array, expected: Float32Array) {
  expect(actual).toHaveLength(expected.length);
  const outside = Array.from(
    actual,
    (value, i) => Math.abs(value - at(expected, i)) / (1e-6 + 1e-5 * Math.abs(at(expected, i))),
  );
  expect(Math.max(...outside)).toBeLessThan(1);
}

/** Runs `compute` on a case's inputs, and compares its value and its gradients. */
async function check(given: Case, compute: (inputs: Named) => Tensor) {
  const inputs = Object.fromEntries(
    Object.entries(given.inputs).map(([name, values]) => [name, tensor(floats(values), given.shapes[name])]),
  );
  const value = compute(inputs);
  expectEqual(await read(value), floats(given.value));
  const names = Object.keys(given.gradients);
  const weight = tensor(floats(given.weight), value.shape);
  const gradients = grads((...tensors: Tensor[]) => {
    const differentiated = Object.fromEntries(names.map((name, i) => [name, tensors[i] as Tensor]));
    return sum(mul(compute({ ...inputs, ...differentiated }), weight));
  })(names.map((name) => inputs[name] as Tensor));
  for (const [i, name] of names.entries())
    expectEqual(await read(gradients[i] as Tensor), floats(given.gradients[name] as string));
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("quantizes, and learns the codes, as a VQ-VAE does", async () => {
    const { beta, indices, ...given } = stored.quantization;
    await check(given, ({ z, codebook, w }) => {
      const { codes, zQ } = quantize(z as Tensor2D, codebook as Tensor2D);
      const codebookLoss = meanSquaredError(stopGradient(z as Tensor), codes);
      const commitment = meanSquaredError(stopGradient(codes), z as Tensor);
      return add(sum(mul(zQ, w as Tensor)), add(codebookLoss, mul(beta, commitment))) as Scalar;
    });
    const inputs = (name: "z" | "codebook") =>
      tensor2d(floats(given.inputs[name]), given.shapes[name] as [number, number]);
    const chosen = nearestCode(inputs("z"), inputs("codebook"));
    expect([...(await read(chosen))]).toEqual(indices);
  });

  it("has the softmax's cross entropy", async () => {
    const { labels, ...given } = stored.classification;
    await check(given, ({ logits }) => softmaxCrossEntropy(logits as Tensor2D, tensor1d(labels, "int32")));
  });

  it("has the Gaussian likelihood", () =>
    check(stored.likelihood, ({ x, xHat, logVar }) =>
      gaussianNll(x as Tensor, xHat as Tensor, { logVar: logVar as Tensor }),
    ));

  it("has the KL divergence from the prior", () =>
    check(stored.divergence, ({ mu, logVar }) => klToPrior(mu as Tensor2D, logVar as Tensor2D)));

  it("draws from the posterior", () =>
    check(stored.reparameterization, ({ mu, logVar, eps }) =>
      reparameterize(mu as Tensor2D, logVar as Tensor2D, eps as Tensor2D),
    ));

  it("has the mean squared error", () =>
    check(stored.squaredError, ({ x, xHat }) => meanSquaredError(x as Tensor, xHat as Tensor)));

  it("normalizes groups", async () => {
    const { groups, ...given } = stored.normalization;
    await check(given, ({ x, scale, shift }) => groupNorm(x as Tensor4D, scale as Tensor1D, shift as Tensor1D, groups));
  });

  it("normalizes batches while training, and says by what", async () => {
    const { mean, unbiasedVariance, ...given } = stored.batchNormalization.training;
    await check(given, ({ x, scale, shift }) => batchNorm(x as Tensor, scale as Tensor1D, shift as Tensor1D).y);
    const [x, scale, shift] = (["x", "scale", "shift"] as const).map((name) =>
      tensor(floats(given.inputs[name]), given.shapes[name]),
    ) as [Tensor, Tensor1D, Tensor1D];
    const statistics = batchNorm(x, scale, shift);
    const numbers = x.size / scale.size;
    expectEqual(await read(statistics.mean), floats(mean));
    expectEqual(await read(mul(statistics.variance, numbers / (numbers - 1))), floats(unbiasedVariance));
  });

  it("normalizes by running averages afterwards", () =>
    check(stored.batchNormalization.inference, ({ x, scale, shift, mean, variance }) =>
      batchNormInference(x as Tensor, scale as Tensor1D, shift as Tensor1D, {
        mean: mean as Tensor1D,
        variance: variance as Tensor1D,
      }),
    ));

  it.each(stored.attention)("attends, with mask: $mask", ({ mask, ...given }) =>
    check(given, ({ q, k, v }) => attention(q as Tensor3D, k as Tensor3D, v as Tensor3D, mask as Mask)),
  );

  it.each(stored.maskedConvolution)("looks back only, with mask: $mask", ({ mask, ...given }) =>
    check(given, ({ x, filter, bias }) =>
      maskedConv(x as Tensor4D, { filter, bias } as Conv, mask as FilterMask, "linear"),
    ),
  );

  it.each(stored.corruption)("corrupts: $corruption", async ({ corruption, draw, shape, x, xTilde }) => {
    const kind = corruption.kind as CorruptionKind;
    const spoilt = corrupt(tensor(floats(x), shape), { ...corruption, kind }, draw);
    expectEqual(await read(spoilt), floats(xTilde));
  });
});
