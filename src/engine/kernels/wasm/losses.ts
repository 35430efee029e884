import { GAUSSIAN_NLL, SOFTMAX_CROSS_ENTROPY, SQUARED_ERROR } from "../names";
import { rowsAndColumns, sizeOf } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

const softmaxCrossEntropy: Kernel<"logits" | "labels"> = (kernels, { logits, labels }) => {
  const [n, classes] = rowsAndColumns(logits);
  const [value, gradient] = [kernels.makeOutput([]), kernels.makeOutput([n, classes])];
  kernels.run.softmaxCrossEntropy(
    kernels.address(logits),
    kernels.address(labels),
    kernels.address(value),
    kernels.address(gradient),
    n,
    classes,
  );
  return [value, gradient];
};

const squaredError: Kernel<"x" | "xHat"> = (kernels, { x, xHat }, { scale, offset }) => {
  const [value, gradient] = [kernels.makeOutput([]), kernels.makeOutput(xHat.shape)];
  kernels.run.squaredError(
    kernels.address(x),
    kernels.address(xHat),
    kernels.address(value),
    kernels.address(gradient),
    sizeOf(xHat),
    scale as number,
    offset as number,
  );
  return [value, gradient];
};

const gaussianNll: Kernel<"x" | "xHat" | "logVar"> = (kernels, { x, xHat, logVar }, { offset }) => {
  const outputs = [[], xHat.shape, xHat.shape].map((shape) => kernels.makeOutput(shape));
  const [value, dXHat, dLogVar] = outputs.map((output) => kernels.address(output)) as [number, number, number];
  kernels.run.gaussianNll(
    kernels.address(x),
    kernels.address(xHat),
    kernels.address(logVar),
    value,
    dXHat,
    dLogVar,
    sizeOf(xHat),
    xHat.shape[0] as number,
    offset as number,
  );
  return outputs;
};

export const LOSS_KERNELS: Kernels = {
  [SOFTMAX_CROSS_ENTROPY]: softmaxCrossEntropy,
  [SQUARED_ERROR]: squaredError,
  [GAUSSIAN_NLL]: gaussianNll,
};
