/** Filters that do not look ahead. */
import type { Shape4D } from "../convGeometry";
import { type FilterMask, openings } from "../maskFilter";
import { MASK_FILTER } from "../names";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";

/**
 * From each place and input channel, the outputs from `first` on are let through.
 * @see maskFilter
 */
function maskFilterProgram(shape: Shape4D, mask: FilterMask): Program {
  const [height, width, inputs, outputs] = shape;
  const { kind, colours } = mask;
  const { places, later } = openings(shape, mask);
  const size = height * width * inputs * outputs;
  const middle = (height * width - 1) / 2;
  const [inColour, outColour] = [inputs / colours, outputs / colours];
  return {
    key: `maskFilter ${shape} ${kind} ${colours}`,
    access: ["write", "read"],
    buffers: [
      ["y", "f32"],
      ["weights", "f32"],
    ],
    workgroups: grid(size),
    source: () =>
      forEach(
        size,
        `  let row = i / ${outputs}u;
  let pixel = row / ${inputs}u;
  var first = ${outputs}u;
  if (pixel == ${middle}u) { first = (row % ${inputs}u / ${inColour}u + ${later}u) * ${outColour}u; }
  if (pixel < ${places}u) { first = 0u; }
  y[i] = select(0.0, weights[i], i % ${outputs}u >= first);`,
      ),
  };
}

const maskFilter: Kernel<"filter"> = (gpu, { filter }, mask) => {
  const y = gpu.make(filter.shape);
  gpu.run(maskFilterProgram(filter.shape as Shape4D, mask as unknown as FilterMask), [y, filter]);
  return y;
};

export const MASK_FILTER_KERNELS: Kernels = { [MASK_FILTER]: maskFilter };
