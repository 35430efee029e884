import { add, mul, sub, type Tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { hasKernel, MOVING_AVERAGE, runInPlace } from "./names";

/**
 * average ← average + (1 − decay) · (value − average), where it lies, so that a recorded step keeps it too: the running μ and σ² of
 * batch normalisation (Ioffe & Szegedy 2015, section 3.1), the codes of a VQ-VAE (van den Oord et al. 2017, appendix A.1).
 * @param value of the same shape
 * @param decay what is kept of the average, in [0, 1]
 */
export function updateAverage(average: Variable, value: Tensor, decay: number): void {
  if (hasKernel(MOVING_AVERAGE)) {
    runInPlace(MOVING_AVERAGE, { average, value }, { decay });
    return;
  }
  tidy(() => average.assign(add(average, mul(sub(value, average), 1 - decay))));
}
