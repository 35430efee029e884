import { runTraining } from "./training/compare";

/** VAE 784-400-20, batch 128. */
export const run = (options: { quick: boolean }) => runTraining("cpu", "dense", options);
