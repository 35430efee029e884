/** The three directions of a convolution, as TensorFlow.js names them, on our WebAssembly. */
import { backend_util, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmKernels } from "./module";

type KernelFunc = KernelConfig["kernelFunc"];
type Shape4D = [batch: number, height: number, width: number, channels: number];

/** What the attributes of Conv2D and of both its gradients have in common. */
interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Sets the geometry for the next call, and says whether our kernels know it: images last-channel, no holes in the filter. */
function prepare(kernels: WasmKernels, image: Shape4D, filter: Shape4D, attributes: Attributes) {
  const { strides, pad, dilations = 1, dimRoundingMode, dataFormat } = attributes;
  const info = backend_util.computeConv2DInfo(image, filter, strides, dilations, pad, dimRoundingMode);
  const holes = info.dilationHeight > 1 || info.dilationWidth > 1;
  if (dataFormat !== "NHWC" || holes || info.batchSize === 0) return undefined;
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
    const info = prepare(kernels, x.shape as Shape4D, filter.shape as Shape4D, call.attrs as unknown as Attributes);
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
    const { inputShape, ...attributes } = call.attrs as unknown as Attributes & { inputShape: Shape4D };
    const info = prepare(kernels, inputShape, filter.shape as Shape4D, attributes);
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
    const { filterShape, ...attributes } = call.attrs as unknown as Attributes & { filterShape: Shape4D };
    const info = prepare(kernels, x.shape as Shape4D, filterShape, attributes);
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
