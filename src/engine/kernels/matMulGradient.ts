/**
 * The gradient of a matrix product with the transposes written out.
 *
 * TensorFlow.js asks its backends for A·Bᵀ and Aᵀ·B. The WebAssembly backend answers those with an element-by-element
 * loop, ten times slower than a transpose followed by a plain product, and with the same sums.
 */
import {
  type GradFunc,
  matMul,
  registerGradient,
  type Tensor2D,
  transpose,
  unregisterGradient,
} from "@tensorflow/tfjs-core";

const KERNEL = "BatchMatMul";

const gradFunc: GradFunc = (dy, saved, attributes) => {
  const [a, b] = saved as [Tensor2D, Tensor2D];
  if (attributes.transposeA || attributes.transposeB) throw new Error("matMul: write transposes out with tf.transpose");
  return {
    a: () => matMul(dy as Tensor2D, transposeLast(b)),
    b: () => matMul(transposeLast(a), dy as Tensor2D),
  };
};

function transposeLast(x: Tensor2D): Tensor2D {
  const axes = x.shape.map((_, axis) => axis);
  axes.push(...axes.splice(-2).reverse());
  return transpose(x, axes);
}

export function useExplicitTransposes(): void {
  unregisterGradient(KERNEL);
  registerGradient({ kernelName: KERNEL, inputsToSave: ["a", "b"], gradFunc });
}
