import { runTraining } from "./training/compare";
import type { Options } from "./training/withPeers";

/** As cpu-conv, on WebGPU. */
export const run = (options: Options) => runTraining("gpu", "conv", options);
