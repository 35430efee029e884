import { SOFTMAX_CROSS_ENTROPY } from "../names";
import { rowsAndColumns } from "../shapes";
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

export const LOSS_KERNELS: Kernels = { [SOFTMAX_CROSS_ENTROPY]: softmaxCrossEntropy };
