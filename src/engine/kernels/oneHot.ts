import { cast, equal, expandDims, range, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/** Row n is 1 at labels[n], else 0: int32 [N] → [N, classes]. Unlike the stock operation, it knows a single class too. */
export const oneHotRows = (labels: Tensor1D, classes: number): Tensor2D =>
  cast(equal(expandDims(labels, 1), range(0, classes, 1, "int32")), "float32") as Tensor2D;
