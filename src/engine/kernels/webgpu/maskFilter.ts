/** Filters that do not look ahead. */
import type { Shape4D } from "../convGeometry";
import type { FilterMask } from "../maskFilter";
import { MASK_FILTER } from "../names";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";

/**
 * From each place and input channel, the outputs from `first` on are let through.
 * @see maskFilter
 */
function maskFilterProgram([height, width, inputs, outputs]: Shape4D, { kind, colours }: FilterMask): Program {
  const size = height * width * inputs * outputs;
  const middle = Math.floor((height * width) / 2);
  const [inColour, outColour] = [inputs / colours, outputs / colours];
  return {
    key: `maskFilter ${[height, width, inputs, outputs]} ${kind} ${colours}`,
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
  var first = (row % ${inputs}u / ${inColour}u + ${kind === "A" ? 1 : 0}u) * ${outColour}u;
  if (pixel < ${middle}u) { first = 0u; }
  if (pixel > ${middle}u) { first = ${outputs}u; }
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
