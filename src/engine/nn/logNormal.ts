import { add, exp, mul, neg, square, sub, sum, type Tensor, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/** log N(x; mean, e^logVar) of each row, nats: [B]. A mean or variance of fewer rows or columns is that of all. */
export function logNormal(x: Tensor2D, mean: Tensor | number, logVar: Tensor | number): Tensor1D {
  const surprise = mul(square(sub(x, mean)), exp(neg(logVar))); // [B, P]
  return mul(-0.5, sum(add(add(surprise, logVar), Math.log(2 * Math.PI)), 1));
}
