import {
  add,
  div,
  mul,
  sqrt,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import { ADAM, hasKernel, runInPlace } from "./names";

export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** PyTorch's. */
export const CONSTANTS: AdamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What differs from step to step: learning rate ÷ (1 − β₁ᵗ), and √(1 − β₂ᵗ). */
export type AdamSchedule = readonly [rate: number, correction: number];

/** @param step counts from 1 */
export const adamSchedule = (step: number, learningRate: number): AdamSchedule => [
  learningRate / (1 - CONSTANTS.beta1 ** step),
  Math.sqrt(1 - CONSTANTS.beta2 ** step),
];

/**
 * One Adam update of a parameter and its two moments, where they lie (Kingma & Ba 2015, algorithm 1).
 * @param schedule as a tensor [2] on WebGPU, where a recorded step finds it changed each time that it is replayed
 */
export function adamUpdate(p: Variable, m: Variable, v: Variable, g: Tensor, schedule: AdamSchedule | Tensor1D): void {
  const { beta1, beta2, epsilon } = CONSTANTS;
  if (!isNumbers(schedule)) {
    runInPlace(ADAM, { p, m, v, g, schedule }, { ...CONSTANTS });
    return;
  }
  const [rate, correction] = schedule;
  if (hasKernel(ADAM)) {
    runInPlace(ADAM, { p, m, v, g }, { ...CONSTANTS, rate, correction });
    return;
  }
  tidy(() => {
    m.assign(add(mul(m, beta1), mul(g, 1 - beta1)));
    v.assign(add(mul(v, beta2), mul(square(g), 1 - beta2)));
    p.assign(sub(p, mul(div(m, add(div(sqrt(v), correction), epsilon)), rate)));
  });
}

const isNumbers = (schedule: AdamSchedule | Tensor1D): schedule is AdamSchedule => Array.isArray(schedule);
