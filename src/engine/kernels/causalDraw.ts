import type { Tensor } from "@tensorflow/tfjs-core";
import { CAUSAL_DRAW, runInPlace } from "./names";

/** What a draw works on, where it lies. */
export interface CausalTensors {
  /** The program as `encode` writes it, int32. */
  readonly steps: Tensor;
  readonly weights: Tensor;
  readonly state: Tensor; // [B, stride]
  /** −1 where a value is to be drawn, int32 [B, draws]; written. */
  readonly values: Tensor;
  /** Of the last number of each image, [B, L]; written. */
  readonly logits: Tensor;
}

/** Numbers `from` … `until` − 1 of each image, all before them being known. */
export interface CausalDraw {
  readonly from: number;
  readonly until: number;
  /** Number i of image b has at level l the Gumbel draw (b · draws + i) · L + l of this key. */
  readonly key: number;
  /** 0 takes the likeliest level. */
  readonly temperature: number;
}

/**
 * x_i = argmax_l logits_l + T · gumbel_l, number by number: row by row, of a pixel its colours in order. Values that are given are
 * kept. Where the backend has no kernel for it, `CausalWalk` does the same.
 */
export function causalDraw(tensors: CausalTensors, draw: CausalDraw): void {
  runInPlace(CAUSAL_DRAW, { ...tensors }, { ...draw });
}
