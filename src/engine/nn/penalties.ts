/** What a loss may ask of the code besides rebuilding x. Each is a mean over the batch. */
import { abs, mul, type Scalar, sum, type Tensor2D, zerosLike } from "@tensorflow/tfjs-core";
import { squaredError } from "../kernels/squaredError";
import { constant } from "../kernels/withGradient";

/** ‖z‖₁, z [B, D]. */
export const absoluteSum = (z: Tensor2D): Scalar => mul(sum(abs(z)), 1 / z.shape[0]);

/** ‖z‖², z [B, D]. */
export const squaredNorm = (z: Tensor2D): Scalar =>
  squaredError(
    constant(() => zerosLike(z)),
    z,
    1 / z.shape[0],
  );
