/** Group normalisation of images, and its gradients. A workgroup takes a group of one image, or a channel of all. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { GROUP_NORM, GROUP_NORM_GRADIENT } from "../names";
import type { Kernel, Kernels, Program } from "./gpu";

interface Shape {
  readonly batch: number;
  readonly pixels: number;
  readonly channels: number;
  readonly groups: number;
}

function shapeOf({ shape }: TensorInfo, groups: number): Shape {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return { batch, pixels: height * width, channels, groups };
}

const keyOf = ({ batch, pixels, channels, groups }: Shape) => `${batch} ${pixels} ${channels} ${groups}`;

/** Runs `body` for every number of a group of an image: `at` says where it lies, `c` in which channel. */
const everyInGroup = ({ pixels, channels, groups }: Shape, body: string) => /* wgsl */ `
  for (var i = lane; i < ${(pixels * channels) / groups}u; i += ${THREADS}u) {
    let c = group.x * ${channels / groups}u + i % ${channels / groups}u;
    let at = (group.y * ${pixels}u + i / ${channels / groups}u) * ${channels}u + c;
    ${body}
  }`;

/** Invocations of a workgroup. */
const THREADS = 128;

/** Two sums over all invocations, in all of them. */
const TOTAL = /* wgsl */ `
var<workgroup> held: array<vec2f, ${THREADS}>;
fn total(lane: u32, mine: vec2f) -> vec2f {
  held[lane] = mine;
  workgroupBarrier();
  for (var width = ${THREADS / 2}u; width > 0u; width /= 2u) {
    if (lane < width) { held[lane] += held[lane + width]; }
    workgroupBarrier();
  }
  let sums = held[0];
  workgroupBarrier();
  return sums;
}`;

const MAIN = /* wgsl */ `@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32)`;

/** y = (x − μ) / √(σ² + ε) · scale + shift; keeps μ and 1 / √(σ² + ε) of each group. */
function groupNormProgram(shape: Shape, epsilon: number): Program {
  const count = (shape.pixels * shape.channels) / shape.groups;
  return {
    key: `groupNorm ${keyOf(shape)} ${epsilon}`,
    access: ["write", "write", "read", "read", "read"],
    buffers: ["y", "statistics", "x", "scale", "shift"].map((name) => [name, "f32"]),
    workgroups: [shape.groups, shape.batch],
    source: () => /* wgsl */ `${TOTAL}
${MAIN} {
  var sum = 0.0;
  ${everyInGroup(shape, "sum += x[at];")}
  let first = total(lane, vec2f(sum, 0.0)).x / ${count}.0;
  // Around a first mean, which may be off by rounding, the second one and the variance lose nothing.
  var moments = vec2f();
  ${everyInGroup(shape, "let d = x[at] - first; moments += vec2f(d, d * d);")}
  moments = total(lane, moments) / ${count}.0;
  let mean = first + moments.x;
  let inverse = 1.0 / sqrt(max(moments.y - moments.x * moments.x, 0.0) + ${epsilon});
  ${everyInGroup(shape, "y[at] = (x[at] - mean) * inverse * scale[c] + shift[c];")}
  if (lane == 0u) {
    let place = 2u * (group.y * ${shape.groups}u + group.x);
    statistics[place] = mean;
    statistics[place + 1u] = inverse;
  }
}`,
  };
}

/** With x̄ = (x − μ)/s and means over the group: dx = (dy·scale − mean(dy·scale) − x̄·mean(dy·scale·x̄)) / s. */
function inputGradientProgram(shape: Shape): Program {
  const count = (shape.pixels * shape.channels) / shape.groups;
  return {
    key: `groupNormInputGradient ${keyOf(shape)}`,
    access: ["write", "read", "read", "read", "read"],
    buffers: ["dx", "dy", "x", "scale", "statistics"].map((name) => [name, "f32"]),
    workgroups: [shape.groups, shape.batch],
    source: () => /* wgsl */ `${TOTAL}
${MAIN} {
  let place = 2u * (group.y * ${shape.groups}u + group.x);
  let mean = statistics[place];
  let inverse = statistics[place + 1u];
  var means = vec2f();
  ${everyInGroup(shape, "means += dy[at] * scale[c] * vec2f(1.0, (x[at] - mean) * inverse);")}
  means = total(lane, means) / ${count}.0;
  ${everyInGroup(shape, "dx[at] = (dy[at] * scale[c] - means.x - (x[at] - mean) * inverse * means.y) * inverse;")}
}`,
  };
}

/** dScale = Σ dy·x̄ and dShift = Σ dy, over images and pixels, for one channel in a workgroup. */
function parameterGradientProgram(shape: Shape): Program {
  const { batch, pixels, channels, groups } = shape;
  return {
    key: `groupNormParameterGradient ${keyOf(shape)}`,
    access: ["write", "write", "read", "read", "read"],
    buffers: ["dScale", "dShift", "dy", "x", "statistics"].map((name) => [name, "f32"]),
    workgroups: [channels],
    source: () => /* wgsl */ `${TOTAL}
${MAIN} {
  let c = group.x;
  var sums = vec2f();
  for (var i = lane; i < ${batch * pixels}u; i += ${THREADS}u) {
    let place = 2u * (i / ${pixels}u * ${groups}u + c / ${channels / groups}u);
    let at = i * ${channels}u + c;
    sums += dy[at] * vec2f(1.0, (x[at] - statistics[place]) * statistics[place + 1u]);
  }
  sums = total(lane, sums);
  if (lane == 0u) {
    dShift[c] = sums.x;
    dScale[c] = sums.y;
  }
}`,
  };
}

const groupNorm: Kernel<"x" | "scale" | "shift"> = (gpu, { x, scale, shift }, attributes) => {
  const { groups, epsilon } = attributes as { groups: number; epsilon: number };
  const shape = shapeOf(x, groups);
  const [y, statistics] = [gpu.make(x.shape), gpu.make([shape.batch, groups, 2])];
  gpu.run(groupNormProgram(shape, epsilon), [y, statistics, x, scale, shift]);
  return [y, statistics];
};

const groupNormGradient: Kernel<"dy" | "x" | "scale" | "statistics"> = (gpu, { dy, x, scale, statistics }) => {
  const shape = shapeOf(x, statistics.shape[1] as number);
  const [dx, dScale, dShift] = [gpu.make(x.shape), gpu.make(scale.shape), gpu.make(scale.shape)];
  gpu.run(inputGradientProgram(shape), [dx, dy, x, scale, statistics]);
  gpu.run(parameterGradientProgram(shape), [dScale, dShift, dy, x, statistics]);
  return [dx, dScale, dShift];
};

export const GROUP_NORM_KERNELS: Kernels = { [GROUP_NORM]: groupNorm, [GROUP_NORM_GRADIENT]: groupNormGradient };
