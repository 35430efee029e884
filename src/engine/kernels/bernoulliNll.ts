import {
  abs,
  add,
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
import { BERNOULLI_NLL, hasKernel, runKernel } from "./names";
import { withGradient } from "./withGradient";

/**
 * −log p(x|z) for x_i ~ Bernoulli(σ(logits_i)), summed over pixels, averaged over the batch; nats per image.
 * Computed as max(l, 0) − l·x + log(1 + e^−|l|), which cannot overflow, with its gradient σ(l) − x in one go.
 * Grey pixels are taken as probabilities of ink, as is usual for MNIST (Kingma & Welling 2014, appendix C.1).
 *
 * @param x [B, P] in [0, 1]; constant: no gradient flows into it
 * @param logits [B, P]
 */
export function bernoulliNll(x: Tensor2D, logits: Tensor2D): Scalar {
  const forward = hasKernel(BERNOULLI_NLL) ? fused : composed;
  return withGradient(
    [logits],
    () => {
      const { value, gradient } = forward(x, logits);
      return { value, saved: [gradient] };
    },
    (dy, [gradient]) => [mul(gradient as Tensor, dy)],
  );
}

function fused(x: Tensor2D, logits: Tensor2D): { value: Scalar; gradient: Tensor } {
  const [value, gradient] = runKernel<[Scalar, Tensor2D]>(BERNOULLI_NLL, { x, logits });
  return { value, gradient };
}

function composed(x: Tensor2D, logits: Tensor2D): { value: Scalar; gradient: Tensor } {
  const batch = x.shape[0];
  const nll = add(sub(relu(logits), mul(logits, x)), log1p(exp(neg(abs(logits)))));
  return { value: div(sum(nll), batch) as Scalar, gradient: div(sub(sigmoid(logits), x), batch) };
}
