import { runTraining } from "./training/compare";

/** As cpu-dense, on WebGPU without a GPU. */
export const run = (options: { quick: boolean }) => runTraining("gpu", "dense", options);
