import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gather } from "../../src/engine/data/batches";
import type { Decoder } from "../../src/engine/knobs";
import reference from "../../src/engine/models/fixtures/decoders.json";
import { likelihoodOf } from "../../src/engine/nn/likelihoods/likelihoodOf";
import { Parameters } from "../../src/engine/nn/parameters";
import { key, normals, Stream, uniform } from "../../src/engine/random";
import { read } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { digits } from "./data";
import { DoubleVae } from "./doublePrecision";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const CLOSE = 1e-5;
const LATENT = 2;
const IMAGES = 250;
const { rows, pixels, sigma, logScale } = reference;

export const vaeDecoders: Claim = {
  id: "vae-decoders",
  statement: "p(x|z) is Bernoulli or Gaussian",
  async run() {
    const errors: number[] = [];
    const lines: string[] = [];
    for (const decoder of ["bernoulli", "gaussian", "logistic"] as const) {
      errors.push(await againstTorch(decoder));
      lines.push(`${decoder} against PyTorch, ${rows} made-up images: ${errors.at(-1)?.toExponential(1)}`);
    }
    for (const decoder of ["bernoulli", "gaussian"] as const) {
      const { error, mean } = await trained(decoder);
      errors.push(error);
      lines.push(
        `${decoder}, trained, against double precision, ${IMAGES} held-out digits: ${error.toExponential(1)}; ` +
          `mean log p(x|z) ${mean.toFixed(2)} nats`,
      );
    }
    return {
      measured: `${lines.join("\n")}\n(largest error of an image, in units of the mean |log p|; ${VAE_STEPS} steps)`,
      should: `every log-likelihood within ${CLOSE} of the reference`,
      holds: errors.every((error) => error <= CLOSE),
    };
  },
};

/** The largest relative error on the images of scripts/oracles/decoders.py. */
async function againstTorch(decoder: keyof typeof reference & Decoder): Promise<number> {
  const parameters = new Parameters(0);
  const image = { width: 28, height: 28, channels: 1 } as const;
  const likelihood = likelihoodOf(parameters, { decoder, sigma, network: "mlp", image });
  const values = await read(
    tidy(() => {
      parameters.variables[0]?.assign(tensor1d([logScale]));
      const levels = Array.from({ length: rows * pixels }, (_, i) => Math.floor(768 * uniform(key(31), i)) - 256);
      const x = levels.map((level) => Math.min(255, Math.max(0, level)) / 255);
      const output = tensor2d(normals(key(32), rows * pixels), [rows, pixels]);
      return likelihood.logLikelihood(tensor2d(x, [rows, pixels]), output);
    }),
  );
  parameters.dispose();
  return largestError(values, reference[decoder]);
}

/** The same of held-out digits under a trained decoder, and its mean log-likelihood. */
async function trained(decoder: "bernoulli" | "gaussian"): Promise<{ error: number; mean: number }> {
  const { trainer } = await train(
    { model: "vae", latent: LATENT, beta: 1, ...(decoder === "gaussian" && { decoder }) },
    VAE_STEPS,
  );
  const indices = Array.from({ length: IMAGES }, (_, i) => i);
  const images = gather((await digits()).heldOut, indices);
  const z = normals(key(Stream.probe), IMAGES * LATENT);
  const values = await read(
    tidy(() => {
      const x = tensor2d(images, [IMAGES, images.length / IMAGES]);
      return trainer.model.logLikelihood?.(x, tensor2d(z, [IMAGES, LATENT])) ?? tensor1d([]);
    }),
  );
  const double = await DoubleVae.of(trainer);
  const size = images.length / IMAGES;
  const expected = indices.map((i) => {
    const x = Float64Array.from(images.subarray(i * size, (i + 1) * size));
    const latent = Float64Array.from(z.subarray(i * LATENT, (i + 1) * LATENT));
    if (decoder === "bernoulli") return -double.nll(x, latent);
    const { sigma } = trainer.experiment;
    return double.output(latent).reduce((sum, output, p) => {
      const error = ((x[p] as number) - 1 / (1 + Math.exp(-output))) / sigma;
      return sum - 0.5 * (error * error + Math.log(2 * Math.PI)) - Math.log(sigma);
    }, 0);
  });
  return { error: largestError(values, expected), mean: values.reduce((a, b) => a + b) / IMAGES };
}

/**
 * In units of the mean |log p|. Not of each image's own: the logarithm of a density depends on the units of x, and where it happens
 * to be near 0, no rounding is small beside it.
 */
function largestError(values: ArrayLike<number>, truths: readonly number[]): number {
  const size = truths.reduce((sum, truth) => sum + Math.abs(truth), 0) / truths.length;
  return Math.max(...truths.map((truth, i) => Math.abs((values[i] as number) - truth))) / size;
}
