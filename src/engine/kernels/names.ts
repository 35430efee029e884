/** Names of the kernels that are ours, in TensorFlow.js's registry; a backend has those that were written for it. */
import {
  backend,
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from "@tensorflow/tfjs-core";

export const DENSE = "PlaygroundDense";
export const DENSE_GRADIENT = "PlaygroundDenseGradient";
export const CONV = "PlaygroundConv";
export const CONV_TRANSPOSE = "PlaygroundConvTranspose";
export const MASK_FILTER = "PlaygroundMaskFilter";
export const GATE = "PlaygroundGate";
export const GATE_GRADIENT = "PlaygroundGateGradient";
export const RELU_GRADIENT = "PlaygroundReluGradient";
export const COLUMN_SUMS = "PlaygroundColumnSums";
export const BERNOULLI_NLL = "PlaygroundBernoulliNll";
export const SOFTMAX_CROSS_ENTROPY = "PlaygroundSoftmaxCrossEntropy";
export const SQUARED_ERROR = "PlaygroundSquaredError";
export const GAUSSIAN_NLL = "PlaygroundGaussianNll";
export const KL = "PlaygroundKl";
export const KL_GRADIENT = "PlaygroundKlGradient";
export const REPARAMETERIZE = "PlaygroundReparameterize";
export const REPARAMETERIZE_GRADIENT = "PlaygroundReparameterizeGradient";
export const NEAREST_CODE = "PlaygroundNearestCode";
export const LOOKUP = "PlaygroundLookup";
export const LOOKUP_GRADIENT = "PlaygroundLookupGradient";
export const GROUP_NORM = "PlaygroundGroupNorm";
export const GROUP_NORM_GRADIENT = "PlaygroundGroupNormGradient";
export const ATTENTION = "PlaygroundAttention";
export const ATTENTION_GRADIENT = "PlaygroundAttentionGradient";
export const CAUSAL_DRAW = "PlaygroundCausalDraw";
export const ADAM = "PlaygroundAdam";
export const MOVING_AVERAGE = "PlaygroundMovingAverage";
export const NOISE = "PlaygroundNoise";
export const GATHER = "PlaygroundGather";
export const GATHER_CORRUPTED = "PlaygroundGatherCorrupted";
export const CORRUPT = "PlaygroundCorrupt";
export const WEIGHTED_SUM = "PlaygroundWeightedSum";
export const WEIGHTED_SUM_GRADIENT = "PlaygroundWeightedSumGradient";
export const RECORD = "PlaygroundRecord";

/** Whether the current backend has a kernel; where it has not, callers compose stock operations. */
export const hasKernel = (name: string): boolean => getKernel(name, getBackend()) !== undefined;

export function runKernel<Output extends Tensor | Tensor[]>(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap = {},
): Output {
  return engine().runKernel(name, inputs, attributes) as Output;
}

/** Runs a kernel that only writes into its inputs, outside TensorFlow.js's books. */
export function runInPlace(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap): void {
  getKernel(name, getBackend())?.kernelFunc({ inputs, backend: backend(), attrs: attributes });
}
