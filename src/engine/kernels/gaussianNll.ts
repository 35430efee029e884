import { add, div, exp, mul, neg, type Scalar, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import { GAUSSIAN_NLL, hasKernel, runKernel } from "./names";
import { squaredError } from "./squaredError";
import { withGradient } from "./withGradient";

/** How wide the decoder's Gaussian is: one σ for all pixels, or log σ² of each, learned, of x's shape. */
export type Spread = { readonly sigma: number } | { readonly logVar: Tensor };

/**
 * −log N(x; x̂, σ²) = Σ ½ ((x − x̂)²/σ² + log σ² + log 2π) over pixels, averaged over the batch; nats per image
 * (Kingma & Welling 2014, appendix C.2). With one fixed σ it is the squared error in other units.
 * @param x [B, …]; constant: no gradient flows into it
 * @param xHat of the same shape
 */
export function gaussianNll(x: Tensor, xHat: Tensor, spread: Spread): Scalar {
  const batch = x.shape[0] as number;
  const pixels = x.size / batch;
  const offset = (pixels / 2) * Math.log(2 * Math.PI);
  if ("sigma" in spread) {
    const { sigma } = spread;
    return squaredError(x, xHat, 1 / (2 * sigma * sigma * batch), offset + pixels * Math.log(sigma));
  }
  const { logVar } = spread;
  const forward = hasKernel(GAUSSIAN_NLL) ? fused : composed;
  return withGradient(
    [xHat, logVar],
    () => {
      const [value, ...saved] = forward(x, xHat, logVar, offset);
      return { value, saved };
    },
    (dy, gradients) => gradients.map((gradient) => mul(gradient, dy)),
  );
}

type Forward = (
  x: Tensor,
  xHat: Tensor,
  logVar: Tensor,
  offset: number,
) => [value: Scalar, dXHat: Tensor, dLogVar: Tensor];

const fused: Forward = (x, xHat, logVar, offset) => runKernel(GAUSSIAN_NLL, { x, xHat, logVar }, { offset });

const composed: Forward = (x, xHat, logVar, offset) => {
  const batch = x.shape[0] as number;
  const error = sub(xHat, x);
  const weighed = mul(error, exp(neg(logVar))); // (x̂ − x)/σ²
  const surprise = mul(weighed, error);
  const value = add(mul(sum(add(surprise, logVar)), 0.5 / batch), offset) as Scalar;
  return [value, div(weighed, batch), mul(sub(1, surprise), 0.5 / batch)];
};
