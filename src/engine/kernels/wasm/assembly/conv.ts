/**
 * Convolution as matrix products (Chellapilla, Puri & Simard 2006): every patch of the image becomes a row, and the filter a
 * matrix [KH·KW·C, O]. Images are NHWC and filters HWIO, as in TensorFlow.js. The batch is taken in groups of images whose
 * patches fit the processor's second cache; the three directions share the two copies below.
 *
 *   y  = patches(x)·W                forward
 *   dW = patches(x)ᵀ·dy              backward to the filter
 *   dx = unpatch(dy·Wᵀ)              backward to the image, and the transposed convolution forward
 */
import { gemm, gemmScratch } from "./gemm";

/** Bytes of patches that are worked on at a time. */
const GROUP_BYTES: i32 = 1 << 19;

/** What every direction needs to know of the geometry; set by `convShape`, as WebAssembly calls carry only numbers. */
let inHeight: i32, inWidth: i32, inChannels: i32;
let kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, padTop: i32, padLeft: i32;
let outHeight: i32, outWidth: i32, outChannels: i32;

export function convShape(
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  stepY: i32,
  stepX: i32,
  top: i32,
  left: i32,
  heightOut: i32,
  widthOut: i32,
  channelsOut: i32,
): void {
  inHeight = height;
  inWidth = width;
  inChannels = channels;
  kernelHeight = filterHeight;
  kernelWidth = filterWidth;
  strideY = stepY;
  strideX = stepX;
  padTop = top;
  padLeft = left;
  outHeight = heightOut;
  outWidth = widthOut;
  outChannels = channelsOut;
}

// @ts-ignore: decorator
@inline
function patchLength(): i32 {
  return kernelHeight * kernelWidth * inChannels;
}

/** Images whose patches are worked on at a time. */
function groupSize(batch: i32): i32 {
  return max(1, min(batch, GROUP_BYTES / (outHeight * outWidth * patchLength() * 4)));
}

/** Bytes of scratch memory that any direction needs for this geometry. */
export function convScratch(batch: i32): usize {
  const rows = groupSize(batch) * outHeight * outWidth;
  const patches = <usize>(rows * patchLength()) << 2;
  const products = max(gemmScratch(rows, patchLength()), max(gemmScratch(patchLength(), rows), gemmScratch(rows, outChannels)));
  return patches + products;
}

// @ts-ignore: decorator
@inline
function copyRun(to: usize, from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

// @ts-ignore: decorator
@inline
function zeroRun(to: usize, length: i32): void {
  const bytes = <usize>length << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, f32x4.splat(0));
  for (; i < bytes; i += 4) store<f32>(to + i, 0);
}

// @ts-ignore: decorator
@inline
function addRun(to: usize, from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/** patches[images·OH·OW, KH·KW·C]; what lies outside the image is 0. A row of the kernel is one run of memory. */
function patch(x: usize, patches: usize, images: i32): void {
  const runLength = kernelWidth * inChannels;
  const imageBytes = <usize>(inHeight * inWidth * inChannels) << 2;
  let to = patches;
  for (let image = 0; image < images; image++) {
    const from = x + <usize>image * imageBytes;
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const x0 = ox * strideX - padLeft;
        const first = max(0, -x0);
        const last = min(kernelWidth, inWidth - x0);
        for (let ky = 0; ky < kernelHeight; ky++) {
          const y = oy * strideY - padTop + ky;
          if (y < 0 || y >= inHeight || last <= first) {
            zeroRun(to, runLength);
          } else {
            if (first > 0) zeroRun(to, first * inChannels);
            copyRun(
              to + (<usize>(first * inChannels) << 2),
              from + (<usize>((y * inWidth + x0 + first) * inChannels) << 2),
              (last - first) * inChannels,
            );
            if (last < kernelWidth) zeroRun(to + (<usize>(last * inChannels) << 2), (kernelWidth - last) * inChannels);
          }
          to += <usize>runLength << 2;
        }
      }
    }
  }
}

/** The transpose of `patch`: adds every patch back to where it came from. */
function unpatch(patches: usize, dx: usize, images: i32): void {
  const runLength = kernelWidth * inChannels;
  const imageBytes = <usize>(inHeight * inWidth * inChannels) << 2;
  let from = patches;
  for (let image = 0; image < images; image++) {
    const to = dx + <usize>image * imageBytes;
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const x0 = ox * strideX - padLeft;
        const first = max(0, -x0);
        const last = min(kernelWidth, inWidth - x0);
        for (let ky = 0; ky < kernelHeight; ky++) {
          const y = oy * strideY - padTop + ky;
          if (y >= 0 && y < inHeight && last > first) {
            addRun(
              to + (<usize>((y * inWidth + x0 + first) * inChannels) << 2),
              from + (<usize>(first * inChannels) << 2),
              (last - first) * inChannels,
            );
          }
          from += <usize>runLength << 2;
        }
      }
    }
  }
}

/** y [B, OH, OW, O] = x [B, H, W, C] ∗ filter [KH, KW, C, O]. */
export function convForward(x: usize, filter: usize, y: usize, batch: i32, scratch: usize): void {
  const group = groupSize(batch);
  const patches = scratch;
  const work = scratch + (<usize>(group * outHeight * outWidth * patchLength()) << 2);
  for (let start = 0; start < batch; start += group) {
    const images = min(group, batch - start);
    const rows = images * outHeight * outWidth;
    patch(x + (<usize>(start * inHeight * inWidth * inChannels) << 2), patches, images);
    const to = y + (<usize>(start * outHeight * outWidth * outChannels) << 2);
    gemm(patches, filter, to, rows, outChannels, patchLength(), false, false, 0, false, false, work);
  }
}

/** dFilter [KH, KW, C, O] from x and dy. */
export function convBackwardFilter(x: usize, dy: usize, dFilter: usize, batch: i32, scratch: usize): void {
  const group = groupSize(batch);
  const patches = scratch;
  const work = scratch + (<usize>(group * outHeight * outWidth * patchLength()) << 2);
  for (let start = 0; start < batch; start += group) {
    const images = min(group, batch - start);
    const rows = images * outHeight * outWidth;
    patch(x + (<usize>(start * inHeight * inWidth * inChannels) << 2), patches, images);
    const from = dy + (<usize>(start * outHeight * outWidth * outChannels) << 2);
    gemm(patches, from, dFilter, patchLength(), outChannels, rows, true, false, 0, start > 0, false, work);
  }
}

/** dx [B, H, W, C] from dy and the filter. */
export function convBackwardInput(dy: usize, filter: usize, dx: usize, batch: i32, scratch: usize): void {
  const group = groupSize(batch);
  const patches = scratch;
  const work = scratch + (<usize>(group * outHeight * outWidth * patchLength()) << 2);
  memory.fill(dx, 0, <usize>(batch * inHeight * inWidth * inChannels) << 2);
  for (let start = 0; start < batch; start += group) {
    const images = min(group, batch - start);
    const rows = images * outHeight * outWidth;
    const from = dy + (<usize>(start * outHeight * outWidth * outChannels) << 2);
    gemm(from, filter, patches, rows, patchLength(), outChannels, false, true, 0, false, false, work);
    unpatch(patches, dx + (<usize>(start * inHeight * inWidth * inChannels) << 2), images);
  }
}
