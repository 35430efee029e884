import { add, mul, type Scalar, square, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import { hasKernel, runKernel, SQUARED_ERROR } from "./names";
import { withGradient } from "./withGradient";

/**
 * Mean squared error per pixel, 1/(B·P)·Σ (x − x̂)², with its gradient in one go.
 * @param x [B, …]; constant: no gradient flows into it
 * @param xHat of the same shape
 */
export const meanSquaredError = (x: Tensor, xHat: Tensor): Scalar => squaredError(x, xHat, 1 / x.size);

/** scale·Σ (x − x̂)² + offset. No gradient flows into x. */
export function squaredError(x: Tensor, xHat: Tensor, scale: number, offset = 0): Scalar {
  const forward = hasKernel(SQUARED_ERROR) ? fused : composed;
  return withGradient(
    [xHat],
    () => {
      const [value, gradient] = forward(x, xHat, scale, offset);
      return { value, saved: [gradient] };
    },
    (dy, [gradient]) => [mul(gradient as Tensor, dy)],
  );
}

type Forward = (x: Tensor, xHat: Tensor, scale: number, offset: number) => [value: Scalar, gradient: Tensor];

const fused: Forward = (x, xHat, scale, offset) => runKernel(SQUARED_ERROR, { x, xHat }, { scale, offset });

const composed: Forward = (x, xHat, scale, offset) => {
  const error = sub(xHat, x);
  return [add(mul(sum(square(error)), scale), offset), mul(error, 2 * scale)];
};
