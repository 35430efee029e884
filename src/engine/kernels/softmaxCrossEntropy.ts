import {
  div,
  logSoftmax,
  mul,
  neg,
  type Scalar,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { hasKernel, runKernel, SOFTMAX_CROSS_ENTROPY } from "./names";
import { oneHotRows } from "./oneHot";
import { withGradient } from "./withGradient";

/**
 * −log softmax(logits)[label], averaged over the rows; nats. The categorical likelihood of a PixelCNN's pixels
 * (van den Oord, Kalchbrenner & Kavukcuoglu 2016, § 2.2), a classifier's loss, a code prior's.
 * The largest logit of a row is taken off first, so that nothing overflows; the gradient (softmax − onehot) / N comes in one go.
 *
 * @param logits [N, C]
 * @param labels int32 [N], each in 0 … C − 1; constant
 */
export function softmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D): Scalar {
  const forward = hasKernel(SOFTMAX_CROSS_ENTROPY) ? fused : composed;
  return withGradient(
    [logits],
    () => {
      const [value, gradient] = forward(logits, labels);
      return { value, saved: [gradient] };
    },
    (dy, [gradient]) => [mul(gradient as Tensor, dy)],
  );
}

const fused = (logits: Tensor2D, labels: Tensor1D) =>
  runKernel<[Scalar, Tensor2D]>(SOFTMAX_CROSS_ENTROPY, { logits, labels });

function composed(logits: Tensor2D, labels: Tensor1D): [value: Scalar, gradient: Tensor2D] {
  const [n, classes] = logits.shape;
  const target = oneHotRows(labels, classes); // [N, C]
  const value = div(neg(sum(mul(target, logSoftmax(logits)))), n) as Scalar;
  return [value, div(sub(softmax(logits), target), n)];
}
