import type { KernelConfig, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmKernels } from "./module";

export type KernelFunc = KernelConfig["kernelFunc"];

/** A kernel of ours. */
export type Kernel<Names extends string = never> = (
  kernels: WasmKernels,
  inputs: Record<Names, TensorInfo> & Record<string, TensorInfo>,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

export type Kernels = Readonly<Record<string, Kernel<string>>>;

/** As TensorFlow.js wants it. */
export const kernelFunc =
  (kernels: WasmKernels, kernel: Kernel<string>): KernelFunc =>
  ({ inputs, attrs }) =>
    kernel(kernels, inputs as Record<string, TensorInfo>, attrs ?? {});
