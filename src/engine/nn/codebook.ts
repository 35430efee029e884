import {
  add,
  div,
  mul,
  ones,
  sqrt,
  square,
  sum,
  type Tensor1D,
  type Tensor2D,
  tanh,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { Experiment } from "../experiment";
import { updateAverage } from "../kernels/movingAverage";
import { lookup, nearestCode, type Quantized, quantize, sumByCode } from "../kernels/nearestCode";
import { lattice } from "./lattice";
import type { Parameters } from "./parameters";

/** What is kept of an average at each step (van den Oord et al. 2017, appendix A.1). */
const DECAY = 0.99;
/** As many vectors as count for the code itself, which stays where it is when nothing else chooses it. */
const ITSELF = 1e-5;
/**
 * Added to ‖z‖² before z is put on the unit sphere: what is much shorter than 0.01, as the vector of an empty place may be, has no
 * direction yet, and would else have gradients without bounds.
 */
const SHORT = 1e-4;
/** The same of codes, which are never 0. */
const SHORTEST = 1e-12;

type CodebookShape = Pick<Experiment, "codes" | "latent" | "codeSpace" | "codebookLearning" | "lock">;

/** K vectors of which the nearest stands for what the encoder says (van den Oord, Vinyals & Kavukcuoglu 2017). */
export class Codebook {
  /** As they are learned, [K, D]. */
  readonly vectors: Variable;
  /** N [K, 1]: how many vectors of a batch choose each code, a moving average that starts at 0. */
  readonly usage: Variable;
  /** m [K, D]: the sum of those vectors, the same. */
  readonly sums: Variable;
  /** What moves the codes. */
  readonly learning: Experiment["codebookLearning"] | "nothing";
  /** It stands still, and no dead code of it begins anew by itself. */
  readonly isLocked: boolean;
  private readonly space: Experiment["codeSpace"];
  private readonly follows: boolean;

  constructor(
    parameters: Parameters,
    { codes, latent, codeSpace, codebookLearning, lock }: CodebookShape,
    name = "codebook",
  ) {
    this.space = codeSpace;
    this.learning = codeSpace === "lattice" ? "nothing" : codebookLearning;
    this.isLocked = lock === "codebook";
    this.follows = this.learning === "ema" && !this.isLocked;
    this.vectors =
      codeSpace === "lattice"
        ? parameters.constant(lattice(codes, latent), [codes, latent])
        : parameters.table(name, codes, latent, 1 / codes);
    this.usage = parameters.average([codes, 1]);
    this.sums = parameters.average([codes, latent]);
  }

  /** K */
  get size(): number {
    return this.vectors.shape[0] as number;
  }

  /** e [K, D], as they are compared and decoded. */
  get codes(): Tensor2D {
    const vectors = this.vectors as unknown as Tensor2D;
    return this.space === "sphere" ? unit(vectors, SHORTEST) : vectors;
  }

  /**
   * What the encoder says where it is compared with the codes, [N, D]: put on the unit sphere (Yu et al. 2022), or in the cube, where
   * the nearest code is each coordinate rounded by itself (Mentzer et al. 2024, Finite Scalar Quantization, eq. 1).
   */
  placed(z: Tensor2D): Tensor2D {
    if (this.space === "anywhere") return z;
    return this.space === "sphere" ? unit(z, SHORT) : tanh(z);
  }

  /** @param z [N, D], placed */
  quantize(z: Tensor2D): Quantized {
    return quantize(z, this.codes);
  }

  /** The number of the nearest code of each row of z [N, D], placed: int32 [N]. */
  nearest(z: Tensor2D): Tensor1D {
    return nearestCode(z, this.codes);
  }

  /** Rows of codes by their numbers, int32 [N] → [N, D]. */
  lookup(indices: Tensor1D): Tensor2D {
    return lookup(this.codes, indices);
  }

  /**
   * After a step: N ← 0.99 N + 0.01 n and m ← 0.99 m + 0.01 Σ z over the z that chose a code. Where the codes learn by them,
   * e = m / N   (van den Oord et al. 2017, appendix A.1, eq. 6 to 8).
   *
   * @param z of a batch, [N, D], placed
   * @param indices the codes that they chose, int32 [N]
   */
  follow(z: Tensor2D, indices: Tensor1D): void {
    tidy(() => {
      updateAverage(this.usage, sumByCode(ones([indices.size, 1]), indices, this.size), DECAY);
      updateAverage(this.sums, sumByCode(z, indices, this.size), DECAY);
      if (this.follows) updateAverage(this.vectors, meanByCode(this.vectors, this.usage, this.sums), 0);
    });
  }
}

const unit = (rows: Tensor2D, short: number): Tensor2D => div(rows, sqrt(add(sum(square(rows), 1, true), short)));

/** e = m / N [K, D], but e where N is nothing. */
export const meanByCode = (e: Tensor2D | Variable, n: Tensor2D | Variable, m: Tensor2D | Variable): Tensor2D =>
  div(add(m, mul(e, ITSELF)), add(n, ITSELF));
