/** Losses of the lecture. Each is a mean over the batch. */
export { klByDimension, klToPrior, reparameterize } from "../kernels/gaussian";
export { meanSquaredError } from "../kernels/squaredError";
