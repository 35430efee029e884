/** The three directions of a convolution, as TensorFlow.js names them, on our WebAssembly. */
import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs-core";
import { type ConvAttributes, convGeometry, type Shape4D } from "../convGeometry";
import type { WasmKernels } from "./module";

type KernelFunc = KernelConfig["kernelFunc"];

/** Sets the geometry for the next call, where our kernels know it. */
function prepare(kernels: WasmKernels, image: Shape4D, filter: Shape4D, attributes: ConvAttributes, dy?: number[]) {
  const info = convGeometry(image, filter, attributes, dy);
  if (!info) return undefined;
  kernels.run.convShape(
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    info.outHeight,
    info.outWidth,
    info.outChannels,
  );
  return { ...info, scratch: kernels.scratch(kernels.run.convScratch(info.batchSize)) };
}

/** Where our kernels do not know the geometry: the stock kernel, or its own complaint that there is none. */
function fallBack(stock: KernelFunc | undefined, call: Parameters<KernelFunc>[0], name: string) {
  if (!stock) throw new Error(`${name}: dilation and NCHW have no kernel on the wasm backend`);
  return stock(call);
}

/** y = x ∗ filter. */
export const conv2d =
  (kernels: WasmKernels, stock: KernelFunc | undefined): KernelFunc =>
  (call) => {
    const { x, filter } = call.inputs as { x: TensorInfo; filter: TensorInfo };
    const info = prepare(kernels, x.shape as Shape4D, filter.shape as Shape4D, call.attrs as unknown as ConvAttributes);
    if (!info) return fallBack(stock, call, "Conv2D");
    const y = kernels.makeOutput([info.batchSize, info.outHeight, info.outWidth, info.outChannels]);
    kernels.run.convForward(
      kernels.address(x),
      kernels.address(filter),
      kernels.address(y),
      info.batchSize,
      info.scratch,
    );
    return y;
  };

/** dx, and the transposed convolution. */
export const conv2dBackpropInput =
  (kernels: WasmKernels, stock: KernelFunc | undefined): KernelFunc =>
  (call) => {
    const { dy, filter } = call.inputs as { dy: TensorInfo; filter: TensorInfo };
    const { inputShape, ...attributes } = call.attrs as unknown as ConvAttributes & { inputShape: Shape4D };
    const info = prepare(kernels, inputShape, filter.shape as Shape4D, attributes, dy.shape);
    if (!info) return fallBack(stock, call, "Conv2DBackpropInput");
    const dx = kernels.makeOutput([...inputShape]);
    kernels.run.convBackwardInput(
      kernels.address(dy),
      kernels.address(filter),
      kernels.address(dx),
      info.batchSize,
      info.scratch,
    );
    return dx;
  };

/** dFilter, which the stock backend lacks. */
export const conv2dBackpropFilter =
  (kernels: WasmKernels, stock: KernelFunc | undefined): KernelFunc =>
  (call) => {
    const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
    const { filterShape, ...attributes } = call.attrs as unknown as ConvAttributes & { filterShape: Shape4D };
    const info = prepare(kernels, x.shape as Shape4D, filterShape, attributes, dy.shape);
    if (!info) return fallBack(stock, call, "Conv2DBackpropFilter");
    const dFilter = kernels.makeOutput([...filterShape]);
    kernels.run.convBackwardFilter(
      kernels.address(x),
      kernels.address(dy),
      kernels.address(dFilter),
      info.batchSize,
      info.scratch,
    );
    return dFilter;
  };

type Call = Parameters<KernelFunc>[0];
type Direction = (kernels: WasmKernels, stock: undefined) => KernelFunc;

/** A convolution in either direction, then the bias and the activation where its result lies. */
const layer =
  (direction: Direction, name: "x" | "dy") =>
  (kernels: WasmKernels): KernelFunc => {
    const convolve = direction(kernels, undefined);
    return (call: Call) => {
      const { x, filter, bias } = call.inputs as Record<"x" | "filter" | "bias", TensorInfo>;
      const y = convolve({ ...call, inputs: { [name]: x, filter } as never }) as TensorInfo;
      const [columns = 0] = bias.shape;
      const rows = y.shape.slice(0, -1).reduce((size, side) => size * side, 1);
      const relu = (call.attrs as unknown as { relu: boolean }).relu;
      kernels.run.biasActivation(kernels.address(y), kernels.address(bias), rows, columns, +relu);
      return y;
    };
  };

/** y = activation(x ∗ filter + bias). */
export const convLayer = layer(conv2d, "x");
export const convTransposeLayer = layer(conv2dBackpropInput, "dy");
