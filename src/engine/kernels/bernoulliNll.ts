import {
  abs,
  add,
  customGrad,
  div,
  exp,
  log1p,
  mul,
  neg,
  relu,
  type Scalar,
  sigmoid,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

/**
 * −log p(x|z) for x_i ~ Bernoulli(σ(logits_i)), summed over pixels, averaged over the batch; nats per image.
 * Computed as max(l, 0) − l·x + log(1 + e^−|l|), which cannot overflow, with its gradient σ(l) − x in one go.
 * Grey pixels are taken as probabilities of ink, as is usual for MNIST (Kingma & Welling 2014, appendix C.1).
 *
 * @param x [B, P] in [0, 1]; constant: no gradient flows into it
 * @param logits [B, P]
 */
export function bernoulliNll(x: Tensor2D, logits: Tensor2D): Scalar {
  const batch = x.shape[0];
  const nll = customGrad((l, save) => {
    const logits = l as Tensor;
    (save as (tensors: Tensor[]) => void)([logits]);
    const value = add(sub(relu(logits), mul(logits, x)), log1p(exp(neg(abs(logits)))));
    return {
      value: div(sum(value), batch) as Scalar,
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(sub(sigmoid(saved as Tensor), x), div(dy, batch)),
    };
  });
  return nll(logits) as Scalar;
}
