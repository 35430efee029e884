/**
 * Convolutions, as matrix products whose left side is never written down: an invocation keeps a tile of the result in
 * registers, pixels × channels, and for each tap of the filter reads its pixels where they lie, four channels at a time.
 * Conditions are joined with `&`, which does not branch: `&&` does, and two dozen branches in a loop take seconds to compile.
 */
import type { backend_util, KernelConfig, TensorInfo } from "@tensorflow/tfjs-core";
import { type ConvAttributes, convGeometry, type Shape4D } from "../convGeometry";
import { columnSumsProgram } from "./elementwise";
import type { Gpu, Kernel, Program } from "./gpu";

type ConvGeometry = backend_util.Conv2DInfo;
type KernelFunc = KernelConfig["kernelFunc"];

const THREADS = 64;
const PIXELS = 8;
/** Tiles that keep a GPU busy; the filter's gradient splits its long sum until it has about as many. */
const ENOUGH_TILES = 1024;

/** Channels of the result that one invocation computes: a multiple of four in vectors, or a few one by one. */
function channelsOf(count: number): { tile: number; vector: boolean; type: string; step: number } {
  if (count % 4 !== 0) return { tile: Math.min(4, count), vector: false, type: "f32", step: 1 };
  return { tile: count % 8 === 0 ? 8 : 4, vector: true, type: "vec4f", step: 4 };
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

const keyOf = (name: string, geometry: ConvGeometry): string => {
  const { padInfo } = geometry;
  return `${name} ${NUMBERS.map((number) => geometry[number]).join(" ")} ${padInfo.top} ${padInfo.left}`;
};
const NUMBERS = [
  "batchSize",
  "inHeight",
  "inWidth",
  "inChannels",
  "filterHeight",
  "filterWidth",
  "strideHeight",
  "strideWidth",
  "outHeight",
  "outWidth",
  "outChannels",
] as const;

/** A result whose pixels each gather from some pixels of another image: the convolution, or its gradient for the input. */
interface Gathering {
  /** Channels that are summed over, and channels of the result. */
  readonly summed: number;
  readonly channels: number;
  /** Groups of pixels that see the same taps, and pixels in each. */
  readonly phases: number;
  readonly pixels: number;
  /** Sets `height{i}` and `width{i}` (i32) and `image{i}` (u32) from `pixel{i}` and `phase`. */
  readonly place: (i: number) => string;
  /** Whether pixel i is part of the result, and where its channels begin in it. */
  readonly inside: (i: number) => string;
  readonly address: (i: number) => string;
  /** Loops over the taps that a phase sees; inside, `kh` and `kw` (i32). */
  readonly taps: string;
  /** Sets `ok{i}` and `at{i}` (u32): whether the tap meets a pixel of the other image, and where its channels begin. */
  readonly meet: (i: number) => string;
  /** Four summed channels (or one) of the filter at `kh`, `kw`, from `c` on: one result channel or four of them each. */
  readonly weight: (kk: number, j: number) => string;
  readonly weightVectors: boolean;
}

/** What follows a convolution in the same program. */
interface Ending {
  readonly bias: boolean;
  readonly relu: boolean;
}
const NOTHING: Ending = { bias: false, relu: false };

function gatheringProgram(key: string, gathering: Gathering, { bias, relu }: Ending): Program {
  const { summed, channels, phases, pixels, place, inside, address, taps, meet, weight, weightVectors } = gathering;
  const { tile, vector, type, step } = channelsOf(channels);
  const groups = tile / step;
  const summedStep = summed % 4 === 0 ? 4 : 1;
  const [tilesAcross, tilesDown] = [Math.ceil(channels / tile), Math.ceil(pixels / PIXELS)];
  const tiles = tilesAcross * tilesDown * phases;
  const each = (line: (i: number) => string) => lines(PIXELS, line);
  const eachSum = (line: (i: number, j: number) => string) => each((i) => lines(groups, (j) => line(i, j)));
  const at = (i: number) => (summedStep === 4 ? `x[(at${i} + c) / 4u]` : `x[at${i} + c]`);
  return {
    key: `${key} ${bias} ${relu}`,
    access: ["write", "read", "read", ...(bias ? (["read"] as const) : [])],
    buffers: [
      ["y", type],
      ["x", summedStep === 4 ? "vec4f" : "f32"],
      ["weights", weightVectors ? "vec4f" : "f32"],
      ...(bias ? [["bias", type] as const] : []),
    ],
    workgroups: gridOf(tiles),
    source: () => /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let tile = id.x + id.y * workgroups.x * ${THREADS}u;
  if (tile >= ${tiles}u) { return; }
  let channel = (tile % ${tilesAcross}u) * ${tile}u;
  let phase = tile / ${tilesAcross * tilesDown}u;
  let first = (tile / ${tilesAcross}u) % ${tilesDown}u * ${PIXELS}u;
${each((i) => `  let pixel${i} = min(first + ${i}u, ${pixels - 1}u);\n${place(i)}`)}
${eachSum((i, j) => `  var sum${i}_${j} = ${bias ? `bias[(channel + ${j * step}u)${vector ? " / 4u" : ""}]` : `${type}()`};`)}
${taps}
${each((i) => meet(i))}
    for (var c = 0u; c < ${summed}u; c += ${summedStep}u) {
${each((i) => `      let x${i} = select(${summedStep === 4 ? "vec4f()" : "0.0"}, ${at(i)}, ok${i});`)}
${lines(groups, (j) => lines(summedStep, (kk) => `      let w${j}_${kk} = ${weight(kk, j)};`))}
${lines(summedStep, (kk) => eachSum((i, j) => `      sum${i}_${j} += x${i}${summedStep === 4 ? `[${kk}]` : ""} * w${j}_${kk};`))}
    }
  }}
${eachSum(
  (i, j) =>
    `  if ((first + ${i}u < ${pixels}u) & ${inside(i)} & (channel + ${j * step}u < ${channels}u)) { y[(${address(i)} + channel + ${j * step}u)${vector ? " / 4u" : ""}] = ${relu ? `max(sum${i}_${j}, ${type}())` : `sum${i}_${j}`}; }`,
)}
}`,
  };
}

/** y = x ∗ filter. Buffers: y, x, filter. */
function convProgram(geometry: ConvGeometry, ending = NOTHING): Program {
  const { batchSize, inHeight, inWidth, inChannels, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo, outHeight, outWidth, outChannels } = geometry;
  const { vector, step } = channelsOf(outChannels);
  const weightAt = (kk: number, j: number) =>
    `((u32(kh) * ${filterWidth}u + u32(kw)) * ${inChannels}u + c + ${kk}u) * ${outChannels}u + channel + ${j * step}u`;
  return gatheringProgram(
    keyOf("conv", geometry),
    {
      summed: inChannels,
      channels: outChannels,
      phases: 1,
      pixels: batchSize * outHeight * outWidth,
      place: (i) => `  let image${i} = pixel${i} / ${outHeight * outWidth}u;
  let height${i} = i32(pixel${i} / ${outWidth}u % ${outHeight}u) * ${strideHeight} - ${padInfo.top};
  let width${i} = i32(pixel${i} % ${outWidth}u) * ${strideWidth} - ${padInfo.left};`,
      inside: () => "true",
      address: (i) => `pixel${i} * ${outChannels}u`,
      taps: `  for (var kh = 0; kh < ${filterHeight}; kh++) { for (var kw = 0; kw < ${filterWidth}; kw++) {`,
      meet: (i) => `    let h${i} = height${i} + kh;
    let w${i} = width${i} + kw;
    let ok${i} = (u32(h${i}) < ${inHeight}u) & (u32(w${i}) < ${inWidth}u);
    let at${i} = select(0u, ((image${i} * ${inHeight}u + u32(h${i})) * ${inWidth}u + u32(w${i})) * ${inChannels}u, ok${i});`,
      weightVectors: vector,
      weight: (kk, j) => (vector ? `weights[(${weightAt(kk, j)}) / 4u]` : `weights[${weightAt(kk, j)}]`),
    },
    ending,
  );
}

/**
 * dx from dy, and the transposed convolution. Buffers: dx, dy, filter.
 * Pixels of x that differ by whole strides meet the same taps: they are computed together, and no tap is tried in vain.
 */
function convInputProgram(geometry: ConvGeometry, ending = NOTHING): Program {
  const { batchSize, inHeight, inWidth, inChannels, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo, outHeight, outWidth, outChannels } = geometry;
  const [rows, columns] = [Math.ceil(inHeight / strideHeight), Math.ceil(inWidth / strideWidth)];
  const { vector } = channelsOf(inChannels);
  const summedVectors = outChannels % 4 === 0;
  const weightAt = (channel: string) =>
    `((u32(kh) * ${filterWidth}u + u32(kw)) * ${inChannels}u + ${channel}) * ${outChannels}u + c`;
  const one = (kk: number, channel: string) =>
    summedVectors ? `weights[(${weightAt(channel)}) / 4u][${kk}]` : `weights[${weightAt(channel)} + ${kk}u]`;
  return gatheringProgram(
    keyOf("convInput", geometry),
    {
      summed: outChannels,
      channels: inChannels,
      phases: strideHeight * strideWidth,
      pixels: batchSize * rows * columns,
      place: (i) => `  let image${i} = pixel${i} / ${rows * columns}u;
  let height${i} = i32(pixel${i} / ${columns}u % ${rows}u * ${strideHeight}u + phase / ${strideWidth}u);
  let width${i} = i32(pixel${i} % ${columns}u * ${strideWidth}u + phase % ${strideWidth}u);`,
      inside: (i) => `(height${i} < ${inHeight}) & (width${i} < ${inWidth})`,
      address: (i) => `((image${i} * ${inHeight}u + u32(height${i})) * ${inWidth}u + u32(width${i})) * ${inChannels}u`,
      taps: `  let firstHeight = i32((phase / ${strideWidth}u + ${padInfo.top}u) % ${strideHeight}u);
  let firstWidth = i32((phase % ${strideWidth}u + ${padInfo.left}u) % ${strideWidth}u);
  for (var kh = firstHeight; kh < ${filterHeight}; kh += ${strideHeight}) { for (var kw = firstWidth; kw < ${filterWidth}; kw += ${strideWidth}) {`,
      meet: (i) => `    let h${i} = (height${i} + ${padInfo.top} - kh) / ${strideHeight};
    let w${i} = (width${i} + ${padInfo.left} - kw) / ${strideWidth};
    let ok${i} = (height${i} + ${padInfo.top} >= kh) & (h${i} < ${outHeight}) & (width${i} + ${padInfo.left} >= kw) & (w${i} < ${outWidth});
    let at${i} = select(0u, ((image${i} * ${outHeight}u + u32(h${i})) * ${outWidth}u + u32(w${i})) * ${outChannels}u, ok${i});`,
      weightVectors: summedVectors,
      weight: (kk, j) =>
        vector
          ? `vec4f(${[0, 1, 2, 3].map((q) => one(kk, `channel + ${4 * j + q}u`)).join(", ")})`
          : one(kk, `channel + ${j}u`),
    },
    ending,
  );
}

/** Into how many parts the batch is split for the filter's gradient, so that enough tiles are under way. */
function filterParts({ batchSize, filterHeight, filterWidth, inChannels, outChannels }: ConvGeometry): number {
  const tiles = Math.ceil(
    (filterHeight * filterWidth * inChannels * outChannels) / (PIXELS * channelsOf(outChannels).tile),
  );
  return Math.max(1, Math.min(batchSize, Math.ceil(ENOUGH_TILES / tiles)));
}

/** dFilter from x and dy, [parts, filter]: each part of the batch apart. Buffers: partial, x, dy. */
function convFilterProgram(geometry: ConvGeometry): Program {
  const { batchSize, inHeight, inWidth, inChannels, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo, outHeight, outWidth, outChannels } = geometry;
  const parts = filterParts(geometry);
  const perPart = Math.ceil(batchSize / parts);
  const rows = filterHeight * filterWidth * inChannels;
  const { tile, vector, type, step } = channelsOf(outChannels);
  const groups = tile / step;
  // Four neighbouring rows are four channels of one tap, where the channels come in fours.
  const rowStep = inChannels % 4 === 0 ? 4 : 1;
  const rowGroups = PIXELS / rowStep;
  const [tilesAcross, tilesDown] = [Math.ceil(outChannels / tile), Math.ceil(rows / PIXELS)];
  const tiles = tilesAcross * tilesDown * parts;
  const x = (i: number) => (rowStep === 4 ? `x${Math.floor(i / 4)}[${i % 4}]` : `x${i}`);
  return {
    key: keyOf("convFilter", geometry),
    access: ["write", "read", "read"],
    buffers: [
      ["partial", type],
      ["x", rowStep === 4 ? "vec4f" : "f32"],
      ["dy", type],
    ],
    workgroups: gridOf(tiles),
    source: () => /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let tile = id.x + id.y * workgroups.x * ${THREADS}u;
  if (tile >= ${tiles}u) { return; }
  let channel = (tile % ${tilesAcross}u) * ${tile}u;
  let row = (tile / ${tilesAcross}u) % ${tilesDown}u * ${PIXELS}u;
  let part = tile / ${tilesAcross * tilesDown}u;
${lines(
  rowGroups,
  (i) => `  let row${i} = min(row + ${i * rowStep}u, ${rows - rowStep}u);
  let kh${i} = i32(row${i} / ${filterWidth * inChannels}u) - ${padInfo.top};
  let kw${i} = i32(row${i} / ${inChannels}u % ${filterWidth}u) - ${padInfo.left};
  let c${i} = row${i} % ${inChannels}u;`,
)}
${lines(PIXELS, (i) => lines(groups, (j) => `  var sum${i}_${j} = ${type}();`))}
  for (var image = part * ${perPart}u; image < min((part + 1u) * ${perPart}u, ${batchSize}u); image++) {
    for (var oh = 0; oh < ${outHeight}; oh++) { for (var ow = 0; ow < ${outWidth}; ow++) {
      let at = ((image * ${outHeight}u + u32(oh)) * ${outWidth}u + u32(ow)) * ${outChannels}u + channel;
${lines(groups, (j) => `      let dy${j} = dy[(at + ${j * step}u)${vector ? " / 4u" : ""}];`)}
${lines(
  rowGroups,
  (i) => `      let h${i} = oh * ${strideHeight} + kh${i};
      let w${i} = ow * ${strideWidth} + kw${i};
      let ok${i} = (u32(h${i}) < ${inHeight}u) & (u32(w${i}) < ${inWidth}u);
      let at${i} = select(0u, ((image * ${inHeight}u + u32(h${i})) * ${inWidth}u + u32(w${i})) * ${inChannels}u + c${i}, ok${i});
      let x${i} = select(${rowStep === 4 ? `vec4f(), x[at${i} / 4u]` : `0.0, x[at${i}]`}, ok${i});`,
)}
${lines(PIXELS, (i) => lines(groups, (j) => `      sum${i}_${j} += ${x(i)} * dy${j};`))}
    }}
  }
${lines(PIXELS, (i) =>
  lines(
    groups,
    (j) =>
      `  if ((row + ${i}u < ${rows}u) & (channel + ${j * step}u < ${outChannels}u)) { partial[((part * ${rows}u + row + ${i}u) * ${outChannels}u + channel + ${j * step}u)${vector ? " / 4u" : ""}] = sum${i}_${j}; }`,
  ),
)}
}`,
  };
}

function gridOf(tiles: number): [number, number] {
  const groups = Math.ceil(tiles / THREADS);
  return groups <= 32768 ? [groups, 1] : [32768, Math.ceil(groups / 32768)];
}

/** y = x ∗ filter. */
export const conv2d =
  (gpu: Gpu, stock: KernelFunc): KernelFunc =>
  (call) => {
    const { x, filter } = call.inputs as { x: TensorInfo; filter: TensorInfo };
    const geometry = convGeometry(x.shape as Shape4D, filter.shape as Shape4D, call.attrs as unknown as ConvAttributes);
    if (!geometry || !gpu.holdsFloats(x, filter)) return stock(call);
    const y = gpu.make([geometry.batchSize, geometry.outHeight, geometry.outWidth, geometry.outChannels]);
    gpu.run(convProgram(geometry), [y, x, filter]);
    return y;
  };

/** dx, and the transposed convolution. */
export const conv2dBackpropInput =
  (gpu: Gpu, stock: KernelFunc): KernelFunc =>
  (call) => {
    const { dy, filter } = call.inputs as { dy: TensorInfo; filter: TensorInfo };
    const { inputShape, ...attributes } = call.attrs as unknown as ConvAttributes & { inputShape: Shape4D };
    const geometry = convGeometry(inputShape, filter.shape as Shape4D, attributes, dy.shape);
    if (!geometry || !gpu.holdsFloats(dy, filter)) return stock(call);
    const dx = gpu.make([...inputShape]);
    gpu.run(convInputProgram(geometry), [dx, dy, filter]);
    return dx;
  };

/** y = activation(x ∗ filter + bias). */
export const convLayer: Kernel<"x" | "filter" | "bias"> = (gpu, { x, filter, bias }, attributes) => {
  const geometry = known(convGeometry(x.shape as Shape4D, filter.shape as Shape4D, attributes as never));
  const y = gpu.make([geometry.batchSize, geometry.outHeight, geometry.outWidth, geometry.outChannels]);
  gpu.run(convProgram(geometry, { bias: true, relu: attributes.relu as boolean }), [y, x, filter, bias]);
  return y;
};

export const convTransposeLayer: Kernel<"x" | "filter" | "bias"> = (gpu, { x, filter, bias }, attributes) => {
  const { inputShape, ...options } = attributes as unknown as ConvAttributes & { inputShape: Shape4D };
  const geometry = known(convGeometry(inputShape, filter.shape as Shape4D, options, x.shape));
  const y = gpu.make([...inputShape]);
  gpu.run(convInputProgram(geometry, { bias: true, relu: attributes.relu as boolean }), [y, x, filter, bias]);
  return y;
};

function known(geometry: ConvGeometry | undefined): ConvGeometry {
  if (!geometry) throw new Error("the sizes of the images, the filter and the result do not fit together");
  return geometry;
}

export const conv2dBackpropFilter =
  (gpu: Gpu, stock: KernelFunc): KernelFunc =>
  (call) => {
    const { x, dy } = call.inputs as { x: TensorInfo; dy: TensorInfo };
    const { filterShape, ...attributes } = call.attrs as unknown as ConvAttributes & { filterShape: Shape4D };
    const geometry = convGeometry(x.shape as Shape4D, filterShape, attributes, dy.shape);
    if (!geometry || !gpu.holdsFloats(x, dy)) return stock(call);
    const dFilter = gpu.make([...filterShape]);
    const parts = filterParts(geometry);
    if (parts === 1) {
      gpu.run(convFilterProgram(geometry), [dFilter, x, dy]);
      return dFilter;
    }
    const partial = gpu.make([parts, ...filterShape]);
    gpu.run(convFilterProgram(geometry), [partial, x, dy]);
    gpu.run(
      columnSumsProgram(
        parts,
        filterShape.reduce((size, side) => size * side, 1),
      ),
      [dFilter, partial],
    );
    gpu.release(partial);
    return dFilter;
  };
