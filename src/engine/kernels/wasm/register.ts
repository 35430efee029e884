import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend as currentBackend,
  getKernel,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import type { AdamConstants } from "../adam";
import { ADAM, BERNOULLI_NLL, COLUMN_SUMS, CONV, CONV_TRANSPOSE, DENSE, MOVING_AVERAGE, RELU_GRADIENT } from "../names";
import { type ProductShape, productShape } from "../productShape";
import { rowsAndColumns, sizeOf } from "../shapes";
import { ATTENTION_KERNELS } from "./attention";
import { CAUSAL_DRAW_KERNELS } from "./causalDraw";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, convLayer, convTransposeLayer } from "./conv";
import { CORRUPT_KERNELS } from "./corrupt";
import { GATE_KERNELS } from "./gate";
import { GROUP_NORM_KERNELS } from "./groupNorm";
import { type KernelFunc, type Kernels, kernelFunc } from "./kernel";
import { LOSS_KERNELS } from "./losses";
import { MASK_FILTER_KERNELS } from "./maskFilter";
import { type BuildSource, type Threads, WasmKernels } from "./module";
import { POSTERIOR_KERNELS } from "./posterior";
import { QUANTIZE_KERNELS } from "./quantize";

type Inputs = Readonly<Record<string, TensorInfo>>;

/** op(A)·op(B) of two matrices. */
function product(
  kernels: WasmKernels,
  a: TensorInfo,
  b: TensorInfo,
  { m, n, k, transposeA, transposeB }: ProductShape,
  bias?: TensorInfo,
  relu = false,
): TensorInfo {
  const out = kernels.makeOutput([...a.shape.slice(0, -2), m, n]);
  const scratch = kernels.scratch(kernels.run.gemmScratch(m, k));
  kernels.run.gemm(
    kernels.address(a),
    kernels.address(b),
    kernels.address(out),
    m,
    n,
    k,
    +transposeA,
    +transposeB,
    bias ? kernels.address(bias) : 0,
    0,
    +relu,
    scratch,
  );
  return out;
}

const matMul =
  (kernels: WasmKernels, stock: KernelFunc): KernelFunc =>
  (call) => {
    const { a, b } = call.inputs as Inputs as { a: TensorInfo; b: TensorInfo };
    const shape = productShape(a, b, call.attrs as unknown as ProductShape);
    return shape ? product(kernels, a, b, shape) : stock(call);
  };

const dense =
  (kernels: WasmKernels): KernelFunc =>
  ({ inputs, attrs }) => {
    const { x, weight, bias } = inputs as Inputs as { x: TensorInfo; weight: TensorInfo; bias: TensorInfo };
    const [[m, k], [, n]] = [rowsAndColumns(x), rowsAndColumns(weight)];
    const shape = { m, n, k, transposeA: false, transposeB: false };
    return product(kernels, x, weight, shape, bias, (attrs as unknown as { relu: boolean }).relu);
  };

const reluGradient =
  (kernels: WasmKernels): KernelFunc =>
  ({ inputs }) => {
    const { dy, y } = inputs as Inputs as { dy: TensorInfo; y: TensorInfo };
    const out = kernels.makeOutput(dy.shape);
    kernels.run.reluGradient(kernels.address(dy), kernels.address(y), kernels.address(out), sizeOf(dy));
    return out;
  };

const columnSums =
  (kernels: WasmKernels): KernelFunc =>
  ({ inputs }) => {
    const { x } = inputs as Inputs as { x: TensorInfo };
    const [rows, columns] = rowsAndColumns(x);
    const out = kernels.makeOutput([columns]);
    kernels.run.columnSums(kernels.address(x), kernels.address(out), rows, columns);
    return out;
  };

const bernoulliNll =
  (kernels: WasmKernels, backend: BackendWasm): KernelFunc =>
  ({ inputs }) => {
    const { x, logits } = inputs as Inputs as { x: TensorInfo; logits: TensorInfo };
    const batch = logits.shape[0] as number;
    const gradient = kernels.makeOutput(logits.shape);
    const nll = kernels.makeOutput([]);
    const sum = kernels.run.bernoulliNll(
      kernels.address(x),
      kernels.address(logits),
      kernels.address(gradient),
      sizeOf(logits),
      1 / batch,
      kernels.scratch(kernels.run.bernoulliNllScratch(sizeOf(logits))),
    );
    backend.typedArrayFromHeap(nll)[0] = sum / batch;
    return [nll, gradient];
  };

/** Writes into the memory of its inputs; there is no output. */
const adam =
  (kernels: WasmKernels): KernelFunc =>
  ({ inputs, attrs }) => {
    const { p, m, v, g } = inputs as Inputs as { p: TensorInfo; m: TensorInfo; v: TensorInfo; g: TensorInfo };
    const { beta1, beta2, rate, correction, epsilon } = attrs as unknown as AdamConstants & {
      rate: number;
      correction: number;
    };
    kernels.run.adam(
      kernels.address(p),
      kernels.address(m),
      kernels.address(v),
      kernels.address(g),
      sizeOf(p),
      beta1,
      beta2,
      rate,
      correction,
      epsilon,
    );
    return [];
  };

/** Writes into the memory of its first input; there is no output. */
const movingAverage =
  (kernels: WasmKernels): KernelFunc =>
  ({ inputs, attrs }) => {
    const { average, value } = inputs as Inputs as { average: TensorInfo; value: TensorInfo };
    const { decay } = attrs as unknown as { decay: number };
    kernels.run.movingAverage(kernels.address(average), kernels.address(value), sizeOf(average), 1 - decay);
    return [];
  };

/** A clone is the same numbers under another name, as on the other backends; the stock kernel copies them. */
const identity =
  (backend: BackendWasm): KernelFunc =>
  ({ inputs }) => {
    const { x } = inputs as Inputs as { x: TensorInfo };
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };

const OURS: Kernels = {
  ...ATTENTION_KERNELS,
  ...CAUSAL_DRAW_KERNELS,
  ...CORRUPT_KERNELS,
  ...GATE_KERNELS,
  ...GROUP_NORM_KERNELS,
  ...LOSS_KERNELS,
  ...MASK_FILTER_KERNELS,
  ...POSTERIOR_KERNELS,
  ...QUANTIZE_KERNELS,
};

/** The kernels that were there before ours, kept for the shapes that ours do not know. */
const stockKernels = new Map<string, KernelFunc | undefined>();

function stockKernel(name: string): KernelFunc | undefined {
  if (!stockKernels.has(name)) stockKernels.set(name, getKernel(name, "wasm")?.kernelFunc);
  return stockKernels.get(name);
}

/**
 * Puts our kernels in place of, and beside, those of the current WebAssembly backend.
 * @returns them, or nothing where the browser has no SIMD and everything stays stock
 */
export async function registerWasmKernels(source: BuildSource, threads?: Threads): Promise<WasmKernels | undefined> {
  const backend = currentBackend() as BackendWasm;
  const kernels = await WasmKernels.load(backend, source, threads);
  if (!kernels) return undefined;
  const all: Record<string, KernelFunc> = {
    BatchMatMul: matMul(kernels, stockKernel("BatchMatMul") as KernelFunc),
    Conv2D: conv2d(kernels, stockKernel("Conv2D")),
    Conv2DBackpropInput: conv2dBackpropInput(kernels, stockKernel("Conv2DBackpropInput")),
    Conv2DBackpropFilter: conv2dBackpropFilter(kernels, stockKernel("Conv2DBackpropFilter")),
    Identity: identity(backend),
    [DENSE]: dense(kernels),
    [CONV]: convLayer(kernels),
    [CONV_TRANSPOSE]: convTransposeLayer(kernels),
    [RELU_GRADIENT]: reluGradient(kernels),
    [COLUMN_SUMS]: columnSums(kernels),
    [BERNOULLI_NLL]: bernoulliNll(kernels, backend),
    [ADAM]: adam(kernels),
    [MOVING_AVERAGE]: movingAverage(kernels),
  };
  for (const [name, kernel] of Object.entries(OURS)) all[name] = kernelFunc(kernels, kernel);
  for (const [kernelName, kernelFunc] of Object.entries(all)) {
    if (getKernel(kernelName, "wasm")) unregisterKernel(kernelName, "wasm");
    registerKernel({ kernelName, backendName: "wasm", kernelFunc });
  }
  return kernels;
}
