import { div, mean, mul, type Scalar, scalar, sub, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import { constant, withGradient } from "../kernels/withGradient";

/**
 * 0, whose gradient is the score-function estimate of ∇ E_q[cost], where z ~ q is a draw that no gradient flows through:
 *
 *     1/B Σ (costᵢ − bᵢ) ∇ log q(zᵢ)   (Williams 1992; Mnih & Gregor 2014, eq. 5)
 *
 * The baseline bᵢ is the mean cost of the other rows, which knows nothing of zᵢ: it lowers the variance and leaves the estimate
 * unbiased (Mnih & Rezende 2016, § 2.4). A single row has none.
 *
 * @param cost computes what is to fall, of each row [B]
 * @param logQ log q(z) of each row [B]
 */
export function scoreFunction(cost: () => Tensor1D, logQ: Tensor1D): Scalar {
  const rows = logQ.size;
  const advantage = constant(() => {
    const costs = cost();
    return rows > 1 ? mul(sub(costs, mean(costs)), rows / (rows - 1)) : costs; // cost − mean of the others
  });
  return withGradient(
    [logQ],
    () => ({ value: scalar(0), saved: [div(advantage, rows)] }),
    (dy, [perRow]) => [mul(perRow as Tensor, dy)],
  );
}
