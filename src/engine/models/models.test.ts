/** Every model against PyTorch with the same weights, batches and noise: see scripts/oracles/{models,autoencoders,vaes,vqvaes}.py. */
import { tensor2d, tidy, variableGrads } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Experiment, hasLikelihood } from "../experiment";
import { normals } from "../random";
import { type NodeBackend, startBackend } from "../testing/backend";
import { BLOBS, COLOURS, floats, relativeError, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS, GPU_IS_SOFTWARE } from "../testing/gpu";
import { total } from "../training/baseTrainer";
import { read } from "../training/evaluate";
import { drawsOf, Feed } from "../training/feed";
import { Trainer } from "../training/trainer";
import aeContractive from "./fixtures/ae-contractive.json";
import aeConv from "./fixtures/ae-conv.json";
import aeConvTied from "./fixtures/ae-conv-tied.json";
import aeDepth1 from "./fixtures/ae-depth1.json";
import aeDepth2 from "./fixtures/ae-depth2.json";
import aeLinear from "./fixtures/ae-linear.json";
import aeSparse from "./fixtures/ae-sparse.json";
import aeTied from "./fixtures/ae-tied.json";
import aeTiedLinear from "./fixtures/ae-tied-linear.json";
import daeConv from "./fixtures/dae-conv.json";
import daeDropout from "./fixtures/dae-dropout.json";
import daeGaussian from "./fixtures/dae-gaussian.json";
import daeHiddenDropout from "./fixtures/dae-hidden-dropout.json";
import daeMasking from "./fixtures/dae-masking.json";
import daeSaltAndPepper from "./fixtures/dae-salt-and-pepper.json";
import vaeBeta1 from "./fixtures/vae-beta1.json";
import vaeBeta4 from "./fixtures/vae-beta4.json";
import vaeConvBernoulli from "./fixtures/vae-conv-bernoulli.json";
import vaeConvGaussian from "./fixtures/vae-conv-gaussian.json";
import vaeConvLearned from "./fixtures/vae-conv-learned.json";
import vaeConvLogistic from "./fixtures/vae-conv-logistic.json";
import vaeFreeBits from "./fixtures/vae-free-bits.json";
import vaeGaussian from "./fixtures/vae-gaussian.json";
import vaeLearned from "./fixtures/vae-learned.json";
import vaeLinear from "./fixtures/vae-linear.json";
import vaeLogistic from "./fixtures/vae-logistic.json";
import vaeScore from "./fixtures/vae-score.json";
import vqCosine from "./fixtures/vq-cosine.json";
import vqCosineEma from "./fixtures/vq-cosine-ema.json";
import vqEma from "./fixtures/vq-ema.json";
import vqGradient from "./fixtures/vq-gradient.json";
import vqLattice from "./fixtures/vq-lattice.json";
import vqMlp from "./fixtures/vq-mlp.json";
import vqNoCodebook from "./fixtures/vq-no-codebook.json";
import vqNoCommitment from "./fixtures/vq-no-commitment.json";
import vqNoReconstruction from "./fixtures/vq-no-reconstruction.json";

const STEPS = 150;
/** The cpu backend has no kernels of ours, and takes its time for a convolution of coloured images; … */
const SLOW_STEPS = 20;
/** … a GPU that a processor plays takes it for everything. */
const GPU_STEPS = GPU_IS_SOFTWARE ? 50 : STEPS;
const FIXTURES = {
  ...{ aeLinear, aeDepth1, aeDepth2, vaeBeta1, vaeBeta4 },
  ...{ vaeGaussian, vaeLearned, vaeLogistic, vaeLinear, vaeFreeBits, vaeScore },
  ...{ vaeConvBernoulli, vaeConvGaussian, vaeConvLearned, vaeConvLogistic },
  ...{ aeConv, aeConvTied, aeContractive, aeSparse, aeTied, aeTiedLinear },
  ...{ daeConv, daeDropout, daeGaussian, daeHiddenDropout, daeMasking, daeSaltAndPepper },
  ...{ vqCosine, vqCosineEma, vqEma, vqGradient, vqLattice, vqMlp, vqNoCodebook, vqNoCommitment, vqNoReconstruction },
};
/** `widest`: how far a gradient may be from PyTorch's, in units of 10⁻⁶ + 10⁻⁴ of it. A GPU adds the pixels in another order. */
const GATES: { backend: NodeBackend; firstStep: number; widest: number }[] = [
  { backend: "cpu", firstStep: 1e-6, widest: 1 },
  { backend: "wasm", firstStep: 2e-5, widest: 1 },
  ...GPU_BACKENDS.map((backend) => ({ backend, firstStep: 2e-5, widest: 2 })),
];

describe.each(GATES)("on $backend", ({ backend, firstStep, widest }) => {
  beforeAll(() => startBackend(backend));

  describe.each(Object.entries(FIXTURES))("%s", (_, fixture) => {
    const { weights, gradients, losses, ...fields } = fixture;
    const experiment = { ...SMALL, ...fields } as Experiment;
    const isColoured = experiment.network === "conv" && !hasLikelihood(experiment.model);
    const dataset = isColoured ? COLOURS : BLOBS;
    const expectedLosses = floats(losses);
    const rowLength = expectedLosses.length / STEPS;
    const steps = backend === "webgpu" ? GPU_STEPS : backend === "cpu" && isColoured ? SLOW_STEPS : STEPS;
    let trainer: Trainer;

    beforeEach(async () => {
      trainer = new Trainer(dataset, experiment);
      const values = Object.values(weights).map(floats);
      const moments = values.flatMap(({ length }) => [new Float32Array(length), new Float32Array(length)]);
      const averages = await Promise.all(trainer.model.parameters.averages.map((average) => average.data<"float32">()));
      trainer.restore({ step: 0, values: [...values, ...moments, ...averages] });
    });
    afterEach(() => trainer.dispose());

    it("learns the same parameters", () => {
      expect(trainer.model.parameters.names).toEqual(Object.keys(weights));
    });

    it("has the same loss terms at the first step", async () => {
      const row = await read(trainer.train(experiment));
      expect(relativeError(row, expectedLosses.subarray(0, rowLength))).toBeLessThan(firstStep);
    });

    it("has the same gradients at the first step", async () => {
      const { names, variables } = trainer.model.parameters;
      const feed = new Feed(dataset.train, experiment, trainer.model.code);
      const grads = tidy(() => {
        const draws = drawsOf(experiment.seed, 1);
        const batch = feed.batch(trainer.batches.at(1), draws, experiment.strength);
        // To the last digit: where much cancels out, those that a GPU draws are not close enough.
        const eps = tensor2d(normals(draws.epsilon, batch.eps.size), batch.eps.shape);
        return variableGrads(() => total(trainer.model.pass({ ...batch, eps }, experiment).terms), variables).grads;
      });
      feed.dispose();
      const actual = await Promise.all(
        variables.map(({ name, size }) => (grads[name] ? read(grads[name]) : new Float32Array(size))),
      );
      const expected = Object.values(gradients).map(floats);
      const outside = expected.flatMap((values, i) =>
        Array.from(values, (value, j) => Math.abs((actual[i]?.[j] as number) - value) / (1e-6 + 1e-4 * Math.abs(value)))
          .filter((distance) => !(distance <= widest))
          .map((distance) => `${names[i]}: ${distance}`),
      );
      expect(outside).toEqual([]);
    });

    it(`has the same losses over ${steps} steps of Adam`, async () => {
      await trainer.prepare(); // on WebGPU, these are replayed
      const rows: number[] = [];
      while (trainer.step < steps) rows.push(...(await trainer.take(experiment, Math.min(50, steps))));
      expect(relativeError(rows, expectedLosses.subarray(0, steps * rowLength))).toBeLessThan(1e-4);
    });
  });
});
