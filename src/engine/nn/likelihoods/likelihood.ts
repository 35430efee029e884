import type { Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";

/** p(x|z), read from what the decoder gives for z: `output` [B, P], any numbers. The pixels are independent given z. */
export interface Likelihood {
  /** x̂ = E[x|z] [B, P]. */
  mean(output: Tensor2D): Tensor2D;
  /** −log p(x|z), nats per image, averaged over the batch. No gradient flows into x. Of a density it may be negative. */
  nll(x: Tensor2D, output: Tensor2D): Scalar;
  /** log p(x|z) of each row, nats: [B]. x is [B, P], or [1, P] for one x under many z. */
  logLikelihood(x: Tensor2D, output: Tensor2D): Tensor1D;
  /** x ~ p(x|z) [B, P]; a Gaussian's may leave [0, 1]. The same key draws the same noise. */
  sample(output: Tensor2D, draw: number): Tensor2D;
  /** log σ [1], where one σ for all pixels is learned. */
  readonly logSigma?: Variable;
}
