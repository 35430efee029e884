import { runTraining } from "./training/compare";
import type { Options } from "./training/withPeers";

/** As cpu-dense, on WebGPU. */
export const run = (options: Options) => runTraining("gpu", "dense", options);
