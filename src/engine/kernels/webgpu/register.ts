import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from "@tensorflow/tfjs-core";
import type { AdamConstants } from "../adam";
import {
  ADAM,
  BERNOULLI_NLL,
  COLUMN_SUMS,
  CONV,
  CONV_TRANSPOSE,
  DENSE,
  DENSE_GRADIENT,
  GATHER,
  KL,
  KL_GRADIENT,
  MOVING_AVERAGE,
  NOISE,
  RECORD,
  RELU_GRADIENT,
  REPARAMETERIZE,
  REPARAMETERIZE_GRADIENT,
  WEIGHTED_SUM,
  WEIGHTED_SUM_GRADIENT,
} from "../names";
import type { NoiseKind } from "../noise";
import { type ProductShape, productShape } from "../productShape";
import { rowsAndColumns, sizeOf } from "../shapes";
import { ATTENTION_KERNELS } from "./attention";
import { CAUSAL_DRAW_KERNELS } from "./causalDraw";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, convLayer, convTransposeLayer } from "./conv";
import { CORRUPT_KERNELS } from "./corrupt";
import { adamProgram, columnSumsProgram, movingAverageProgram, reluGradientProgram } from "./elementwise";
import { GATE_KERNELS } from "./gate";
import { GAUSSIAN_KERNELS } from "./gaussian";
import { Gpu, type Kernel, type Kernels } from "./gpu";
import { GROUP_NORM_KERNELS } from "./groupNorm";
import {
  bernoulliProgram,
  klGradientProgram,
  klProgram,
  recordProgram,
  reparameterizeGradientProgram,
  reparameterizeProgram,
  weightedSumGradientProgram,
  weightedSumProgram,
} from "./losses";
import { MASK_FILTER_KERNELS } from "./maskFilter";
import { matmulProgram } from "./matmul";
import { QUANTIZE_KERNELS } from "./quantize";
import { gatherProgram, noiseProgram } from "./sampling";
import { SOFTMAX_KERNELS } from "./softmax";
import { partsOf, sumProgram } from "./sums";

type KernelFunc = KernelConfig["kernelFunc"];

const matMul =
  (gpu: Gpu, stock: KernelFunc): KernelFunc =>
  (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const shape = productShape(a, b, call.attrs as unknown as ProductShape);
    if (!shape || !gpu.holdsFloats(a, b)) return stock(call);
    const y = gpu.make([...a.shape.slice(0, -2), shape.m, shape.n]);
    gpu.run(matmulProgram(shape), [y, a, b]);
    return y;
  };

const dense: Kernel<"x" | "weight" | "bias"> = (gpu, { x, weight, bias }, { relu }) => {
  const [m, k] = rowsAndColumns(x);
  const [, n] = rowsAndColumns(weight);
  const y = gpu.make([m, n]);
  const product = { m, n, k, transposeA: false, transposeB: false, bias: true, relu: relu as boolean };
  gpu.run(matmulProgram(product), [y, x, weight, bias]);
  return y;
};

/** dW = xᵀ·dz and db = Σ_batch dz in one go. */
const denseGradient: Kernel<"x" | "dz"> = (gpu, { x, dz }) => {
  const [k, m] = rowsAndColumns(x);
  const [, n] = rowsAndColumns(dz);
  const [dWeight, dBias] = [gpu.make([m, n]), gpu.make([n])];
  const product = { m, n, k, transposeA: true, transposeB: false, columnSums: true };
  gpu.run(matmulProgram(product), [dWeight, x, dz, dBias]);
  return [dWeight, dBias];
};

const reluGradient: Kernel<"dy" | "y"> = (gpu, { dy, y }) => {
  const dz = gpu.make(dy.shape);
  gpu.run(reluGradientProgram(sizeOf(dy)), [dz, dy, y]);
  return dz;
};

/** Of many rows, each part first and then the parts: one invocation would be long at it. */
const columnSums: Kernel<"x"> = (gpu, { x }) => {
  const [rows, columns] = rowsAndColumns(x);
  const sums = gpu.make([columns]);
  const parts = Math.ceil(rows / ROWS_AT_ONCE);
  if (parts === 1) {
    gpu.run(columnSumsProgram(rows, columns), [sums, x]);
    return sums;
  }
  const partial = gpu.make([parts, columns]);
  gpu.run(columnSumsProgram(rows, columns, parts), [partial, x]);
  gpu.run(columnSumsProgram(parts, columns), [sums, partial]);
  gpu.release(partial);
  return sums;
};
const ROWS_AT_ONCE = 128;

const bernoulliNll: Kernel<"x" | "logits"> = (gpu, { x, logits }) => {
  const [size, batch] = [sizeOf(logits), logits.shape[0] as number];
  const parts = partsOf(size);
  const [nll, gradient, partial] = [gpu.make([]), gpu.make(logits.shape), gpu.make([parts])];
  gpu.run(bernoulliProgram(size, batch), [gradient, partial, x, logits]);
  gpu.run(sumProgram(parts, 1 / batch), [nll, partial]);
  gpu.release(partial);
  return [nll, gradient];
};

const kl: Kernel<"mu" | "logVar"> = (gpu, { mu, logVar }) => {
  const value = gpu.make([]);
  gpu.run(klProgram(sizeOf(mu), mu.shape[0] as number), [value, mu, logVar]);
  return value;
};

const klGradient: Kernel<"mu" | "logVar" | "dy"> = (gpu, { mu, logVar, dy }) => {
  const [dMu, dLogVar] = [gpu.make(mu.shape), gpu.make(mu.shape)];
  gpu.run(klGradientProgram(sizeOf(mu), mu.shape[0] as number), [dMu, dLogVar, mu, logVar, dy]);
  return [dMu, dLogVar];
};

const reparameterize: Kernel<"mu" | "logVar" | "eps"> = (gpu, { mu, logVar, eps }) => {
  const z = gpu.make(mu.shape);
  gpu.run(reparameterizeProgram(sizeOf(mu)), [z, mu, logVar, eps]);
  return z;
};

const reparameterizeGradient: Kernel<"dz" | "logVar" | "eps"> = (gpu, { dz, logVar, eps }) => {
  const dLogVar = gpu.make(dz.shape);
  gpu.run(reparameterizeGradientProgram(sizeOf(dz)), [dLogVar, dz, logVar, eps]);
  return dLogVar;
};

const weightedSum: Kernel = (gpu, inputs) => {
  const sum = gpu.make([]);
  const terms = Object.values(inputs); // values, then weights
  gpu.run(weightedSumProgram(terms.length / 2), [sum, ...terms]);
  return sum;
};

const weightedSumGradient: Kernel = (gpu, inputs) => {
  const given = Object.values(inputs); // dy, then weights
  const gradients = given.slice(1).map(() => gpu.make([]));
  gpu.run(weightedSumGradientProgram(gradients.length), [...gradients, ...given]);
  return gradients;
};

/** Writes into the buffer of its first input; there is no output. */
const record: Kernel = (gpu, inputs) => {
  const given = Object.values(inputs); // history, row, values
  gpu.run(recordProgram(given.length - 2), given);
  return [];
};

/** Writes into the buffers of p, m and v; there is no output. */
const adam: Kernel<"p" | "m" | "v" | "g"> = (gpu, { p, m, v, g, schedule }, attributes) => {
  const { rate, correction, ...constants } = attributes as unknown as AdamConstants &
    Record<"rate" | "correction", number>;
  const held = schedule ?? gpu.make([2], "float32", Float32Array.of(rate, correction));
  gpu.run(adamProgram(sizeOf(p), constants), [p, m, v, g, held]);
  if (!schedule) gpu.release(held);
  return [];
};

/** Writes into the buffer of its first input; there is no output. */
const movingAverage: Kernel<"average" | "value"> = (gpu, { average, value }, { decay }) => {
  gpu.run(movingAverageProgram(sizeOf(average), decay as number), [average, value]);
  return [];
};

const noise: Kernel<"draw"> = (gpu, { draw }, { kind, shape }) => {
  const numbers = gpu.make(shape as number[]);
  gpu.run(noiseProgram(kind as NoiseKind, sizeOf(numbers)), [numbers, draw]);
  return numbers;
};

const gather: Kernel<"pixels" | "indices"> = (gpu, { pixels, indices }, { size }) => {
  const rows = sizeOf(indices);
  const x = gpu.make([rows, size as number]);
  gpu.run(gatherProgram(rows, size as number), [x, pixels, indices]);
  return x;
};

const KERNELS: Kernels = {
  [DENSE]: dense,
  [CONV]: convLayer,
  [CONV_TRANSPOSE]: convTransposeLayer,
  [DENSE_GRADIENT]: denseGradient,
  [RELU_GRADIENT]: reluGradient,
  [COLUMN_SUMS]: columnSums,
  [BERNOULLI_NLL]: bernoulliNll,
  [KL]: kl,
  [KL_GRADIENT]: klGradient,
  [REPARAMETERIZE]: reparameterize,
  [REPARAMETERIZE_GRADIENT]: reparameterizeGradient,
  [WEIGHTED_SUM]: weightedSum,
  [WEIGHTED_SUM_GRADIENT]: weightedSumGradient,
  [RECORD]: record,
  [ADAM]: adam,
  [MOVING_AVERAGE]: movingAverage,
  [NOISE]: noise,
  [GATHER]: gather,
  ...CAUSAL_DRAW_KERNELS,
  ...CORRUPT_KERNELS,
  ...GATE_KERNELS,
  ...GAUSSIAN_KERNELS,
  ...GROUP_NORM_KERNELS,
  ...ATTENTION_KERNELS,
  ...MASK_FILTER_KERNELS,
  ...QUANTIZE_KERNELS,
  ...SOFTMAX_KERNELS,
};

/** Kernels that are there before ours, kept for the shapes that ours do not know. */
const REPLACED: Readonly<Record<string, (gpu: Gpu, stock: KernelFunc) => KernelFunc>> = {
  BatchMatMul: matMul,
  Conv2D: conv2d,
  Conv2DBackpropInput: conv2dBackpropInput,
  Conv2DBackpropFilter: conv2dBackpropFilter,
};
const stockKernels = new Map<string, KernelFunc>();
let registered: Gpu | undefined;

/** The GPU that our kernels run on, where the current backend is WebGPU with them. */
export const currentGpu = (): Gpu | undefined => (registered?.isCurrent ? registered : undefined);

/** Puts our kernels in place of, and beside, those of the current WebGPU backend. */
export function registerWebgpuKernels(): Gpu {
  if (registered?.isCurrent) return registered;
  const gpu = Gpu.current();
  const all: Record<string, KernelFunc> = {};
  for (const [name, replace] of Object.entries(REPLACED)) {
    const stock = stockKernels.get(name) ?? (getKernel(name, "webgpu")?.kernelFunc as KernelFunc);
    stockKernels.set(name, stock);
    all[name] = replace(gpu, stock);
  }
  for (const [name, kernel] of Object.entries(KERNELS))
    all[name] = ({ inputs, attrs }) => kernel(gpu, inputs as Record<string, TensorInfo>, attrs ?? {});
  for (const [kernelName, kernelFunc] of Object.entries(all)) {
    if (getKernel(kernelName, "webgpu")) unregisterKernel(kernelName, "webgpu");
    registerKernel({ kernelName, backendName: "webgpu", kernelFunc });
  }
  registered = gpu;
  return gpu;
}
