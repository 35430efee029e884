import { add, mul, type NamedTensorMap, type Scalar, scalar, type Tensor } from "@tensorflow/tfjs-core";
import { hasKernel, runKernel, WEIGHTED_SUM, WEIGHTED_SUM_GRADIENT } from "./names";
import { withGradient } from "./withGradient";

/** A WebGPU program may have eight buffers: three values, three weights, and one or two more. */
const MOST_FUSED = 3;

/**
 * Σ weight · value over scalars. No gradient flows into the weights.
 * @param weights as tensors where a recorded step is to find them changed when it is replayed
 */
export function weightedSum(values: readonly Scalar[], weights: readonly (number | Scalar)[]): Scalar {
  if (!hasKernel(WEIGHTED_SUM) || values.length > MOST_FUSED) {
    return values
      .map((value, i) => mul(value, weights[i] as number | Scalar) as Scalar)
      .reduce((sum, term) => add(sum, term));
  }
  const fixed = weights.map((weight) => (typeof weight === "number" ? scalar(weight) : weight));
  return withGradient(
    values,
    () => ({
      value: runKernel<Scalar>(WEIGHTED_SUM, { ...named("value", values), ...named("weight", fixed) }),
      saved: fixed,
    }),
    (dy, saved) => runKernel<Tensor[]>(WEIGHTED_SUM_GRADIENT, { dy, ...named("weight", saved) }),
  );
}

/** value0, value1, … */
export function named(name: string, tensors: readonly Tensor[]): NamedTensorMap {
  return Object.fromEntries(tensors.map((tensor, i) => [`${name}${i}`, tensor]));
}
