import { runIssue } from "./training/issue";

/** VAE 784-400-20, batch 128, on WebGPU: what one step costs the thread that hands it over. */
export const run = runIssue;
