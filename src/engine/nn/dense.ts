import { add, matMul, relu, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Dense, Parameters } from "./parameters";

/** y = x·W + b, [B, inputs] → [B, outputs]. */
export function dense(x: Tensor2D, { weight, bias }: Dense): Tensor2D {
  return add(matMul(x, weight as unknown as Tensor2D), bias as unknown as Tensor1D);
}

/** Hidden layers, each followed by max(0, ·). */
export function mlp(x: Tensor2D, layers: readonly Dense[]): Tensor2D {
  return layers.reduce((h, layer) => relu(dense(h, layer)), x);
}

/** `depth` hidden layers of one width after `inputs` numbers. */
export function hiddenLayers(
  parameters: Parameters,
  name: string,
  inputs: number,
  width: number,
  depth: number,
): Dense[] {
  return Array.from({ length: depth }, (_, i) => parameters.dense(`${name}.${i}`, i === 0 ? inputs : width, width));
}
