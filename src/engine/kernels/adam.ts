import { add, div, mul, sqrt, square, sub, type Tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { ADAM, hasKernel, runInPlace } from "./names";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * One Adam update of a parameter and its two moments (Kingma & Ba 2015, algorithm 1), with PyTorch's constants.
 * @param step counts from 1
 */
export function adamUpdate(p: Variable, m: Variable, v: Variable, g: Tensor, step: number, learningRate: number): void {
  const rate = learningRate / (1 - BETA_1 ** step);
  const correction = Math.sqrt(1 - BETA_2 ** step);
  if (hasKernel(ADAM)) {
    const attributes = { beta1: BETA_1, beta2: BETA_2, rate, correction, epsilon: EPSILON };
    runInPlace(ADAM, { p, m, v, g }, attributes);
    return;
  }
  tidy(() => {
    m.assign(add(mul(m, BETA_1), mul(g, 1 - BETA_1)));
    v.assign(add(mul(v, BETA_2), mul(square(g), 1 - BETA_2)));
    p.assign(sub(p, mul(div(m, add(div(sqrt(v), correction), EPSILON)), rate)));
  });
}
