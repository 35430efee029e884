import type { Shape4D } from "../convGeometry";
import type { FilterMask } from "../maskFilter";
import { MASK_FILTER } from "../names";
import type { Kernel, Kernels } from "./kernel";

const maskFilter: Kernel<"filter"> = (kernels, { filter }, attributes) => {
  const { kind, colours } = attributes as unknown as FilterMask;
  const [height, width, inputs, outputs] = filter.shape as Shape4D;
  const y = kernels.makeOutput(filter.shape);
  const later = kind === "A" ? 1 : 0;
  const [from, to] = [kernels.address(filter), kernels.address(y)];
  kernels.run.maskFilter(from, to, height * width, inputs, outputs, colours, later);
  return y;
};

export const MASK_FILTER_KERNELS: Kernels = { [MASK_FILTER]: maskFilter };
