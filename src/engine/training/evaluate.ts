import { stack, type Tensor, type Tensor1D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import type { LiveKnobs } from "../experiment";
import { meanSquaredError } from "../nn/losses";
import { key, normals, Stream } from "../random";
import { spoil } from "./feed";
import { annealed, type Trainer, total } from "./trainer";

const CHUNK = 250;

/** How a model does on images, or points, it was never trained on, and where it puts them. */
export interface Evaluation {
  readonly count: number;
  /** [total, ...terms], means over the images. */
  readonly losses: Float32Array;
  /** Mean squared error per pixel of the reconstructions. */
  readonly mse: number;
  /** σ of p(x|z), where it is learned: in units of the pixels' range, or of the points' coordinates. */
  readonly sigma?: number;
  readonly latents: Latents;
}

export interface Latents {
  readonly dimensions: number;
  readonly mu: Float32Array; // [count × D]
  readonly logVar?: Float32Array; // [count × D]
}

/**
 * One pass over `images` with the weights as they are now; the caller must not train in between.
 * ε is the same at every evaluation, so that the held-out curve moves only because the model does.
 *
 * The losses of a denoising autoencoder are of spoilt images; the latents are always those of the images as they are.
 * @param breathe called between chunks, to let waiting queries in; when it answers false, the pass is given up
 */
export async function evaluate(
  { model, experiment, step }: Pick<Trainer, "model" | "experiment" | "step">,
  images: Samples,
  knobs: LiveKnobs,
  breathe: () => Promise<boolean>,
): Promise<Evaluation | undefined> {
  const { latent } = experiment;
  const passKnobs = annealed(knobs, step);
  const allMu = new Float32Array(images.count * latent);
  const allLogVar = new Float32Array(images.count * latent);
  let hasVariance = false;
  let sums: number[] = [];
  for (let start = 0; start < images.count; start += CHUNK) {
    const count = Math.min(CHUNK, images.count - start);
    const indices = Array.from({ length: count }, (_, i) => start + i);
    const [losses, means, logVars] = tidy(() => {
      const x = tensor2d(gatherSamples(images, indices), [count, sampleSize(images)]);
      const eps = tensor2d(normals(key(Stream.epsilon, start), count * latent), [count, latent]);
      const xTilde = spoil(x, experiment, knobs.strength, key(Stream.corruption, start));
      const { terms, xHat } = model.pass({ x, xTilde, eps, direction: key(Stream.direction, start) }, passKnobs);
      const { mu, logVar } = model.encode(x);
      const mse = meanSquaredError(x, xHat);
      const values = stack([total(terms), ...Object.values(terms).map((term) => term.value), mse]) as Tensor1D;
      return [values, mu, logVar] as const;
    });
    const chunk = await read(losses);
    sums = Array.from(chunk, (value, i) => (sums[i] ?? 0) + value * count);
    allMu.set(await read(means), start * latent);
    if (logVars) {
      allLogVar.set(await read(logVars), start * latent);
      hasVariance = true;
    }
    if (!(await breathe())) return undefined;
  }
  const averages = Float32Array.from(sums, (sum) => sum / images.count);
  return {
    count: images.count,
    losses: averages.slice(0, -1),
    mse: averages.at(-1) as number,
    ...(model.logSigma && { sigma: Math.exp((await model.logSigma.data())[0] as number) }),
    latents: { dimensions: latent, mu: allMu, ...(hasVariance && { logVar: allLogVar }) },
  };
}

/** Reads a tensor and lets it go. */
export async function read(tensor: Tensor): Promise<Float32Array> {
  const values = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return values;
}
