/** Losses of the lecture. Each is a mean over the batch. */
export { bernoulliNll } from "../kernels/bernoulliNll";
export { klToPrior, reparameterize } from "../kernels/gaussian";
export { gaussianNll } from "../kernels/gaussianNll";
export { meanSquaredError } from "../kernels/squaredError";
