/** Squared errors, weighed or not, with their gradients. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { GAUSSIAN_NLL, SQUARED_ERROR } from "../names";
import { sizeOf } from "../shapes";
import type { Gpu, Kernel, Kernels, Program } from "./gpu";
import { partsOf, REDUCE, sumProgram, THREADS } from "./sums";

/** Runs `body`, which adds to `sum`, for every `i`, and leaves a partial sum for each workgroup. */
const summing = (size: number, body: string): string => /* wgsl */ `${REDUCE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = group.x * ${THREADS}u + lane; i < ${size}u; i += ${partsOf(size) * THREADS}u) {
${body}
  }
  reduce(lane, sum);
  if (lane == 0u) { partial[group.x] = shared_sum[0]; }
}`;

/** Σ (x − x̂)², and the gradient 2·scale·(x̂ − x). */
function squaredErrorProgram(size: number, scale: number): Program {
  return {
    key: `squaredError ${size} ${scale}`,
    access: ["write", "write", "read", "read"],
    buffers: ["partial", "gradient", "x", "xHat"].map((name) => [name, "f32"]),
    workgroups: [partsOf(size)],
    source: () =>
      summing(
        size,
        `    let error = xHat[i] - x[i];
    sum += error * error;
    gradient[i] = error * ${2 * scale};`,
      ),
  };
}

/** Σ (x − x̂)²/σ² + log σ², and the gradients (x̂ − x)/σ² and ½ (1 − (x − x̂)²/σ²), each ÷ batch. */
function gaussianNllProgram(size: number, batch: number): Program {
  return {
    key: `gaussianNll ${size} ${batch}`,
    access: ["write", "write", "write", "read", "read", "read"],
    buffers: ["partial", "dXHat", "dLogVar", "x", "xHat", "logVar"].map((name) => [name, "f32"]),
    workgroups: [partsOf(size)],
    source: () =>
      summing(
        size,
        `    let error = xHat[i] - x[i];
    let weighed = error * exp(-logVar[i]);
    let surprise = weighed * error;
    sum += surprise + logVar[i];
    dXHat[i] = weighed * ${1 / batch};
    dLogVar[i] = (1.0 - surprise) * ${0.5 / batch};`,
      ),
  };
}

/** Runs a program that leaves partial sums first among its outputs; their sum takes that place. */
function summed(
  gpu: Gpu,
  program: Program,
  [size, scale, offset]: [size: number, scale: number, offset: number],
  outputs: TensorInfo[],
  inputs: TensorInfo[],
): TensorInfo[] {
  const parts = partsOf(size);
  const [value, partial] = [gpu.make([]), gpu.make([parts])];
  gpu.run(program, [partial, ...outputs, ...inputs]);
  gpu.run(sumProgram(parts, scale, offset), [value, partial]);
  gpu.release(partial);
  return [value, ...outputs];
}

const squaredError: Kernel<"x" | "xHat"> = (gpu, { x, xHat }, attributes) => {
  const { scale, offset } = attributes as { scale: number; offset: number };
  const size = sizeOf(xHat);
  return summed(gpu, squaredErrorProgram(size, scale), [size, scale, offset], [gpu.make(xHat.shape)], [x, xHat]);
};

const gaussianNll: Kernel<"x" | "xHat" | "logVar"> = (gpu, { x, xHat, logVar }, { offset }) => {
  const [size, batch] = [sizeOf(xHat), xHat.shape[0] as number];
  const sum: [number, number, number] = [size, 0.5 / batch, offset as number];
  const outputs = [gpu.make(xHat.shape), gpu.make(xHat.shape)];
  return summed(gpu, gaussianNllProgram(size, batch), sum, outputs, [x, xHat, logVar]);
};

export const GAUSSIAN_KERNELS: Kernels = { [SQUARED_ERROR]: squaredError, [GAUSSIAN_NLL]: gaussianNll };
