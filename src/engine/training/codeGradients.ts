import {
  abs,
  add,
  grad,
  max,
  mean,
  neg,
  norm,
  reshape,
  type Scalar,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { LiveKnobs } from "../experiment";
import { type DiscreteModel, isDiscrete, type LikelihoodModel } from "../models/model";
import { partOf } from "../nn/locks";
import { annealed } from "./baseTrainer";
import { read } from "./evaluate";
import type { Trainer } from "./trainer";

/** The gradients of a VQ-VAE's loss, before and behind the choice of codes. */
export interface CodeGradients {
  readonly step: number;
  readonly cells: number;
  readonly dimensions: number;
  /** ∂(−log p(x|z_q)) / ∂z_q and / ∂z_e of the first sample of the batch. [cells × D] */
  readonly atZq: Float32Array;
  readonly atZe: Float32Array;
  /** The largest difference of the two in all of the batch. */
  readonly largestDifference: number;
  /** How long the encoder's vectors are, and the codes: mean ‖z_e‖ over the batch's cells, mean ‖e‖ over the codebook. */
  readonly encoderNorm: number;
  readonly codebookNorm: number;
  /** ‖gradient‖ of each term, without its weight, in each part of the model; 0 where no way leads there. */
  readonly terms: readonly {
    readonly name: string;
    readonly encoder: number;
    readonly codebook: number;
    readonly decoder: number;
  }[];
}

/**
 * Where the gradient of each term of van den Oord et al. 2017, eq. 3 goes, and that of the reconstruction at z_q beside that at z_e,
 * which the straight-through estimator makes the same (§ 3.1). Of the batch that the step would take; nothing is learned.
 * @throws TypeError where the model has no codebook
 */
export async function codeGradients(trainer: Trainer, knobs: LiveKnobs, step: number): Promise<CodeGradients> {
  const { model } = trainer;
  if (!isDiscrete(model)) throw new TypeError("this model has no codebook");
  const { height, width, dimensions } = model.code;
  const cells = height * width;
  const [atZq, atZe, ...numbers] = tidy(() => {
    const { x } = trainer.batchOf(step, knobs);
    const zE = model.encode(x).mu;
    const zQ = model.sample({ mu: zE });
    const nll = (z: Tensor2D) => neg(mean((model as LikelihoodModel).logLikelihood(x, z))) as Scalar;
    const behind = grad((z: Tensor) => nll(z as Tensor2D))(zQ);
    const before = grad((z: Tensor) => nll(model.sample({ mu: z as Tensor2D })))(zE);
    const first = (gradient: Tensor) => reshape(slice(gradient, [0, 0], [1, cells * dimensions]), [-1]);
    return [
      first(behind),
      first(before),
      max(abs(sub(behind, before))),
      mean(norm(reshape(zE, [-1, dimensions]), 2, 1)),
      mean(norm(model.codebook.codes, 2, 1)),
    ] as [Tensor1D, Tensor1D, Scalar, Scalar, Scalar];
  });
  const [largestDifference, encoderNorm, codebookNorm] = (await Promise.all(numbers.map(read))).map(
    ([value]) => value as number,
  ) as [number, number, number];
  return {
    step,
    cells,
    dimensions,
    atZq: (await read(atZq)).slice(),
    atZe: (await read(atZe)).slice(),
    largestDifference,
    encoderNorm,
    codebookNorm,
    terms: await Promise.all(termsOf(trainer, model, knobs, step).map(readNorms)),
  };
}

interface TermNorms {
  readonly name: string;
  /** Σ gradient² of each part that the gradient reaches. */
  readonly squares: Partial<Record<string, Tensor>>;
}

function termsOf(trainer: Trainer, model: DiscreteModel, knobs: LiveKnobs, step: number): TermNorms[] {
  return tidy(() => {
    const batch = trainer.batchOf(step, knobs);
    const passKnobs = annealed(knobs, step);
    const pass = () => model.pass(batch, passKnobs).terms;
    return Object.keys(pass()).map((name) => {
      if (name === "kl") return { name, squares: {} }; // a constant has none
      const { grads } = variableGrads(() => pass()[name]?.value as Scalar, model.parameters.variables);
      const squares: Record<string, Tensor> = {};
      for (const [i, parameter] of model.parameters.names.entries()) {
        const gradient = grads[model.parameters.variables[i]?.name as string];
        if (!gradient) continue;
        const part = partOf(parameter);
        squares[part] = add(squares[part] ?? 0, sum(square(gradient)));
      }
      return { name, squares };
    }) as TermNorms[] & Tensor[];
  }) as TermNorms[];
}

async function readNorms({ name, squares }: TermNorms) {
  const of = async (part: string) => {
    const tensor = squares[part];
    return tensor ? Math.sqrt((await read(tensor))[0] as number) : 0;
  };
  return { name, encoder: await of("encoder"), codebook: await of("codebook"), decoder: await of("decoder") };
}
