import { runTraining } from "./training/compare";
import type { Options } from "./training/withPeers";

/** Convolutional autoencoder on 28×28, channels 32 and 64, 4×4 filters with stride 2, batch 64. */
export const run = (options: Options) => runTraining("cpu", "conv", options);
