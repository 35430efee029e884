import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { type Activation, denseLayer } from "../kernels/dense";
import type { Dense, Parameters } from "./parameters";

/** y = activation(x·W + b), [B, inputs] → [B, outputs]. */
export function dense(x: Tensor2D, { weight, bias }: Dense, activation: Activation = "linear"): Tensor2D {
  return denseLayer(x, weight as unknown as Tensor2D, bias as unknown as Tensor1D, activation);
}

/** Hidden layers, each followed by max(0, ·). */
export function mlp(x: Tensor2D, layers: readonly Dense[]): Tensor2D {
  return layers.reduce((h, layer) => dense(h, layer, "relu"), x);
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
