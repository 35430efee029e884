import {
  add,
  type GradFunc,
  matMul,
  registerGradient,
  relu,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { COLUMN_SUMS, DENSE, DENSE_GRADIENT, hasKernel, RELU_GRADIENT, runKernel } from "./names";

export type Activation = "linear" | "relu";

/** y = activation(x·W + b), [B, inputs] → [B, outputs], in one kernel where the backend has it. */
export function denseLayer(x: Tensor2D, weight: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D {
  if (hasKernel(DENSE)) return runKernel(DENSE, { x, weight, bias }, { relu: activation === "relu" });
  const y = add(matMul(x, weight), bias) as Tensor2D;
  return activation === "relu" ? relu(y) : y;
}

/**
 * With dz = dy ⊙ activation′: dx = dz·Wᵀ, dW = xᵀ·dz, db = Σ_batch dz. Each is computed only if it is asked for, but for
 * the last two where a backend makes them together.
 */
const gradFunc: GradFunc = (upstream, saved, attributes) => {
  const dy = upstream as Tensor2D;
  const [x, weight, y] = saved as [Tensor2D, Tensor2D, Tensor2D];
  const dz = attributes.relu ? runKernel<Tensor2D>(RELU_GRADIENT, { dy, y }) : dy;
  const dx = () => matMul(dz, weight, false, true);
  if (hasKernel(DENSE_GRADIENT)) {
    const [dWeight, dBias] = runKernel<[Tensor2D, Tensor1D]>(DENSE_GRADIENT, { x, dz });
    return { x: dx, weight: () => dWeight, bias: () => dBias };
  }
  return {
    x: dx,
    weight: () => matMul(x, dz, true, false),
    bias: () => runKernel<Tensor1D>(COLUMN_SUMS, { x: dz }),
  };
};

registerGradient({ kernelName: DENSE, inputsToSave: ["x", "weight"], outputsToSave: [true], gradFunc });
