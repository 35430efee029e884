import { runTraining } from "./training/compare";

/** As cpu-conv, on WebGPU without a GPU. */
export const run = (options: { quick: boolean }) => runTraining("gpu", "conv", options);
