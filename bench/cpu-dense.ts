import { runTraining } from "./training/compare";
import type { Options } from "./training/withPeers";

/** VAE 784-400-20, batch 128. */
export const run = (options: Options) => runTraining("cpu", "dense", options);
