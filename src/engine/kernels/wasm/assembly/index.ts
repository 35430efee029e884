/** Training kernels on the memory of the WebAssembly backend. Addresses are bytes; every array is f32. */
export { adam, bernoulliNll, biasActivation, columnSums, reluGradient } from "./elementwise";
export { gemm, gemmScratch } from "./gemm";
export { convBackwardFilter, convBackwardInput, convForward, convScratch, convShape } from "./conv";
