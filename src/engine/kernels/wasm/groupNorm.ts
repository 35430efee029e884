import type { TensorInfo } from "@tensorflow/tfjs-core";
import { GROUP_NORM, GROUP_NORM_GRADIENT } from "../names";
import type { Kernel, Kernels } from "./kernel";

function dimensions({ shape }: TensorInfo) {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return { batch, pixels: height * width, channels };
}

const groupNorm: Kernel<"x" | "scale" | "shift"> = (kernels, { x, scale, shift }, attributes) => {
  const { groups, epsilon } = attributes as { groups: number; epsilon: number };
  const { batch, pixels, channels } = dimensions(x);
  const [y, statistics] = [kernels.makeOutput(x.shape), kernels.makeOutput([batch, groups, 2])];
  const scratch = kernels.scratch(kernels.run.groupNormScratch(channels));
  kernels.run.groupNorm(
    kernels.address(x),
    kernels.address(scale),
    kernels.address(shift),
    kernels.address(y),
    kernels.address(statistics),
    batch,
    pixels,
    channels,
    groups,
    epsilon,
    scratch,
  );
  return [y, statistics];
};

const groupNormGradient: Kernel<"dy" | "x" | "scale" | "statistics"> = (kernels, inputs) => {
  const { dy, x, scale, statistics } = inputs;
  const { batch, pixels, channels } = dimensions(x);
  const outputs = [x.shape, scale.shape, scale.shape].map((shape) => kernels.makeOutput(shape));
  const [dx, dScale, dShift] = outputs.map((output) => kernels.address(output)) as [number, number, number];
  const scratch = kernels.scratch(kernels.run.groupNormScratch(channels));
  kernels.run.groupNormGradient(
    kernels.address(dy),
    kernels.address(x),
    kernels.address(scale),
    kernels.address(statistics),
    dx,
    dScale,
    dShift,
    batch,
    pixels,
    channels,
    statistics.shape[1] as number,
    scratch,
  );
  return outputs;
};

export const GROUP_NORM_KERNELS: Kernels = { [GROUP_NORM]: groupNorm, [GROUP_NORM_GRADIENT]: groupNormGradient };
