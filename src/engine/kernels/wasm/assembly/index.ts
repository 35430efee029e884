/** Training kernels on the memory of the WebAssembly backend. Addresses are bytes; every array is f32, indices are i32. */
export {
  adam,
  bernoulliNll,
  bernoulliNllScratch,
  biasActivation,
  columnSums,
  movingAverage,
  reluGradient,
} from "./elementwise";
export { gemm, gemmScratch } from "./gemm";
export { convBackwardFilter, convBackwardInput, convForward, convScratch, convShape } from "./conv";
export { boardBytes, help, meet } from "./threads";
export { lookup, lookupGradient, nearestCode, nearestCodeScratch } from "./quantize";
export { softmaxCrossEntropy } from "./softmax";
export { gaussianNll, squaredError } from "./gaussian";
export { groupNorm, groupNormGradient, groupNormScratch } from "./groupNorm";
export { attention, attentionGradient, attentionScratch } from "./attention";
export { corruptGaussian, corruptHits, corruptScratch } from "./corrupt";
export { kl, klGradient, reparameterize, reparameterizeGradient } from "./posterior";
export { maskFilter } from "./maskFilter";
export { gate, gateGradient } from "./gate";
export { causalDraw } from "./causalDraw";
