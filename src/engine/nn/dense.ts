import { matMul, type Tensor1D, type Tensor2D, transpose, type Variable } from "@tensorflow/tfjs-core";
import { type Activation, denseLayer } from "../kernels/dense";
import type { EncoderLayer } from "./layer";
import type { Dense } from "./parameters";

/** y = activation(x·W + b), [B, inputs] → [B, outputs]. */
export function dense(x: Tensor2D, { weight, bias }: Dense, activation: Activation = "linear"): Tensor2D {
  return denseLayer(x, weight as unknown as Tensor2D, bias as unknown as Tensor1D, activation);
}

/** The same as a layer of a network. */
export function fullLayer(weights: Dense): EncoderLayer {
  const W = weights.weight as unknown as Tensor2D;
  const [inputs, outputs] = W.shape;
  return {
    outputs,
    apply: (h, activation) => dense(h, weights, activation),
    push: (v) => matMul(v, W),
    turned(parameters, name) {
      const bias: Variable = parameters.bias(name, inputs);
      const apply = (h: Tensor2D, activation: Activation) =>
        denseLayer(h, transpose(W), bias as unknown as Tensor1D, activation);
      return { outputs: inputs, apply };
    },
  };
}
