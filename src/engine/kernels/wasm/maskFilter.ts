import type { Shape4D } from "../convGeometry";
import { type FilterMask, openings } from "../maskFilter";
import { MASK_FILTER } from "../names";
import type { Kernel, Kernels } from "./kernel";

const maskFilter: Kernel<"filter"> = (kernels, { filter }, attributes) => {
  const mask = attributes as unknown as FilterMask;
  const [height, width, inputs, outputs] = filter.shape as Shape4D;
  const y = kernels.makeOutput(filter.shape);
  const { places, later } = openings(filter.shape, mask);
  const [from, to] = [kernels.address(filter), kernels.address(y)];
  kernels.run.maskFilter(from, to, height * width, inputs, outputs, mask.colours, places, later);
  return y;
};

export const MASK_FILTER_KERNELS: Kernels = { [MASK_FILTER]: maskFilter };
