import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { Activation } from "../kernels/dense";
import type { Parameters } from "./parameters";

/** One layer of a network: rows of a batch in, rows out. */
export interface Layer {
  /** Numbers in a row of what it gives. */
  readonly outputs: number;
  /** activation(A·h + b) */
  apply(h: Tensor2D, activation: Activation): Tensor2D;
}

/** A layer of an encoder: it can also be linearised, and be turned round for a decoder. */
export interface EncoderLayer extends Layer {
  /** A·v: by what its sum changes when h changes by v. */
  push(v: Tensor2D): Tensor2D;
  /** The layer whose A is this one's transposed, with a bias of its own. */
  turned(parameters: Parameters, name: string): Layer;
}
