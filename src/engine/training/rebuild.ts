/** How badly a model rebuilds samples, one by one: what it has never seen the like of, it rebuilds worst. */
import { mean, type Scalar, square, stack, sub, type Tensor1D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import { codeSize, type Model, type PassKnobs } from "../models/model";
import { key, normals, Stream } from "../random";
import { read } from "./evaluate";
import { total } from "./trainer";

/** `mse`: mean squared error of x̂ without chance. `loss`: what the model is trained on, for one sample, with β = 1; of a VAE −ELBO, nats. */
export type Score = "mse" | "loss";

const CHUNK: Record<Score, number> = { mse: 250, loss: 50 };

/**
 * The score of each of `indices`; the higher, the worse it is rebuilt. The caller must not train in between.
 * ε of a sample is the same each time, so that its score moves only because the model does.
 *
 * @param breathe called between chunks; when it answers false, the pass is given up
 */
export async function rebuildScores(
  model: Model,
  samples: Samples,
  indices: Uint32Array,
  score: Score,
  breathe: () => Promise<boolean>,
): Promise<Float32Array | undefined> {
  const all = new Float32Array(indices.length);
  const scoreRows = score === "mse" ? squaredErrors : losses;
  for (let start = 0; start < indices.length; start += CHUNK[score]) {
    const chunk = indices.subarray(start, start + CHUNK[score]);
    const x = gatherSamples(samples, chunk);
    all.set(await read(scoreRows(model, x, sampleSize(samples), start)), start);
    if (!(await breathe())) return undefined;
  }
  return all;
}

/** x̂ without chance, as g(μ(x)), of samples `indices`, row by row. */
export function rebuild(model: Model, samples: Samples, indices: ArrayLike<number>): Promise<Float32Array> {
  const shape: [number, number] = [indices.length, sampleSize(samples)];
  return read(tidy(() => model.rebuild(tensor2d(gatherSamples(samples, indices), shape))));
}

/** The loss that the lecture writes down: β = 1, and nothing that only helps to learn. */
const BARE: PassKnobs = {
  ...{ beta: 1, reconstructionWeight: 1 },
  ...{ strength: 0, freeBits: 0, sparsity: 0, contraction: 0, commitment: 0, codebookWeight: 0 },
};

type ScoreRows = (model: Model, x: Float32Array, size: number, first: number) => Tensor1D;

/** 1/P · ‖x − x̂‖² of each row. */
const squaredErrors: ScoreRows = (model, rows, size) =>
  tidy(() => {
    const x = tensor2d(rows, [rows.length / size, size]);
    return mean(square(sub(x, model.rebuild(x))), 1) as Tensor1D;
  });

/** A loss is a mean over its batch: for that of one sample, the batch is that sample. */
const losses: ScoreRows = (model, rows, size, first) =>
  tidy(() => {
    const each: Scalar[] = [];
    for (let row = 0; row * size < rows.length; row++) {
      const x = tensor2d(rows.subarray(row * size, (row + 1) * size), [1, size]);
      const width = codeSize(model.code);
      const eps = tensor2d(normals(key(Stream.analysis, first + row), width), [1, width]);
      each.push(tidy(() => total(model.pass({ x, xTilde: x, eps, direction: 0 }, BARE).terms)));
    }
    return stack(each) as Tensor1D;
  });
