import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { Gpu } from "./gpu";

type Inputs<Names extends string> = Record<Names, TensorInfo> & Record<string, TensorInfo>;

/** What TensorFlow.js calls under one of the names in `../names`. */
export type Kernel<Names extends string = never> = (
  gpu: Gpu,
  inputs: Inputs<Names>,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

export type Kernels = Readonly<Record<string, Kernel<string>>>;
