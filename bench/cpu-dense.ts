import { runCpu } from "./training/cpu";

/** VAE 784-400-20, batch 128. */
export const run = (options: { quick: boolean }) => runCpu("dense", options);
