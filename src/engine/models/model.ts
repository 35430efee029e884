import type { Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { Experiment, LiveKnobs } from "../experiment";
import type { Codebook } from "../nn/codebook";
import type { NetworkShape } from "../nn/network";
import type { Parameters } from "../nn/parameters";

/** Cells in rows and columns. */
export interface CodeGrid {
  readonly height: number;
  readonly width: number;
}

/** The size of a code: a grid of vectors, which is 1 × 1 but for a convolutional VQ-VAE. */
export interface CodeShape extends CodeGrid {
  /** D: numbers in each vector. */
  readonly dimensions: number;
  /** Of a model with several grids, those above this one, the coarsest first. A row of z has them before it, in this order. */
  readonly above?: readonly CodeGrid[];
}

/** All grids of a code, the coarsest first. */
export const gridsOf = ({ height, width, above = [] }: CodeShape): readonly CodeGrid[] => [...above, { height, width }];

export const cellsIn = ({ height, width }: CodeGrid): number => height * width;

/** Numbers in a row of z: cells · D, of all its grids. */
export const codeSize = (code: CodeShape): number =>
  gridsOf(code).reduce((cells, grid) => cells + cellsIn(grid), 0) * code.dimensions;

/** What the encoder says of x: a point, for a VAE a Gaussian around it, for a VQ-VAE the vectors z_e before they are quantised. */
export interface Posterior {
  readonly mu: Tensor2D; // [B, D]
  readonly logVar?: Tensor2D; // [B, D]
}

/** One named line of the loss ledger. */
interface Term {
  readonly value: Scalar;
  /** What the term counts in the total: β for the KL term. */
  readonly weight: Live;
}
export type Terms = Readonly<Record<string, Term>>;

/** A number that may change between two steps; a tensor where a recorded step is to find it changed. */
type Live = number | Scalar;
/** The knobs that a pass may use. */
export type PassKnob = Exclude<keyof LiveKnobs, "learningRate" | "warmUp">;
export type PassKnobs = Readonly<Record<PassKnob, Live>>;

/** The key of some noise; a tensor [1] where a recorded step is to find it changed. */
export type Draw = number | Tensor1D;

/** A batch, and all the chance that a pass needs. */
export interface Batch {
  readonly x: Tensor2D; // [B, P]
  /** What the encoder is shown: x, or for a denoising autoencoder what the corruption made of it. */
  readonly xTilde: Tensor2D; // [B, P]
  /** ε ~ N(0, I), drawn when it is asked for. */
  readonly eps: Tensor2D; // [B, D]
  /** Of the units that a dropout leaves out; absent where nothing is learned, and nothing left out. */
  readonly dropout?: Draw;
  /** Of the directions in which a penalty looks around x. */
  readonly direction: Draw;
}

/** One way of a batch through a model: every intermediate by name, and the loss as named terms. */
export interface Pass extends Posterior {
  readonly z: Tensor2D; // [B, D]
  /** Where a code is a choice, the one of each cell: int32 [B · cells], sample by sample, of each level by level. */
  readonly indices?: Tensor1D;
  /** Computed when it is asked for: the loss of a Bernoulli decoder needs only its logits. */
  readonly xHat: Tensor2D; // [B, P]
  /** The total is Σ weight · value. */
  readonly terms: Terms;
}

/** A model of the lecture: an encoder, a decoder and the loss that trains them. All tensors are rows of a batch. */
export interface Model {
  readonly parameters: Parameters;
  /** The size of a code. Below, D stands for all the numbers of one. */
  readonly code: CodeShape;
  /** x [B, P] in [0, 1] → q(z|x). */
  encode(x: Tensor2D): Posterior;
  /** z = μ, for a VAE μ + σ ⊙ ε with ε [B, D], for a VQ-VAE the nearest codes. */
  sample(posterior: Posterior, eps: Tensor2D): Tensor2D;
  /** z [B, D] → x̂ [B, P], in [0, 1] but for the linear autoencoder, which may leave it. */
  decode(z: Tensor2D): Tensor2D;
  /** x̂ [B, P] of x [B, P] without any chance: decoded from μ, or from the nearest codes. */
  rebuild(x: Tensor2D): Tensor2D;
  /** log p(x|z) [B], nats: of each x under its own z, or of one x [1, P] under many. Absent where x̂ is no distribution. */
  logLikelihood?(x: Tensor2D, z: Tensor2D): Tensor1D;
  /** x ~ p(x|z) [B, P], the same for the same key. Absent where x̂ is no distribution. */
  generate?(z: Tensor2D, draw: number): Tensor2D;
  /** log σ of p(x|z) [1], where it is learned. */
  readonly logSigma?: Variable | undefined;
  /** From x to the loss. */
  pass(batch: Batch, knobs: PassKnobs): Pass;
}

/** A model whose x̂ is the mean of a distribution. */
export type LikelihoodModel = Model & Required<Pick<Model, "logLikelihood">>;

/** A grid of choices among the vectors of a codebook. */
export interface CodeLevel extends CodeGrid {
  readonly codebook: Codebook;
}

/** A model whose code is a choice. */
export interface DiscreteModel extends Model {
  /** The coarsest first: one, but for a VQ-VAE-2. */
  readonly levels: readonly CodeLevel[];
  /** Of the finest of them. */
  readonly codebook: Codebook;
  /** What each level has for itself: how the names of its parameters begin. */
  readonly ofLevel: readonly (readonly string[])[];
  /** z_q, the nearest code of every cell. */
  sample(posterior: Posterior): Tensor2D;
  /** The number of each cell's nearest code: int32 [B · cells], sample by sample, of each level by level. */
  nearest(posterior: Posterior): Tensor1D;
  /** The z of codes by their numbers, int32 [B · cells] → [B, D]. */
  lookup(indices: Tensor1D): Tensor2D;
}
export const isDiscrete = (model: Model): model is DiscreteModel => "codebook" in model;

type ModelFields = Pick<Experiment, "seed" | "tie" | "decoder" | "sigma" | "corruption" | "estimator">;
type CodebookFields = Pick<Experiment, "codes" | "codeLevels" | "codeSpace" | "codebookLearning" | "lock">;
type OptionalKnobs = Pick<Experiment, "freeBits" | "sparsity" | "contraction">;

/** What a model is built from: the experiment and the size of a sample. A term whose knob is 0 is left out of the pass. */
export interface ModelShape extends NetworkShape, ModelFields, CodebookFields, OptionalKnobs {}
