/**
 * Convolution as matrix products (Chellapilla, Puri & Simard 2006): every patch of the image becomes a row, and the filter a
 * matrix [KH·KW·C, O]. Images are NHWC and filters HWIO, as in TensorFlow.js. The batch is taken in groups of images whose
 * patches fit the processor's second cache; the three directions share the two copies below.
 *
 *   y  = patches(x)·W                forward
 *   dW = patches(x)ᵀ·dy              backward to the filter
 *   dx = unpatch(dy·Wᵀ)              backward to the image, and the transposed convolution forward
 *
 * Threads share the groups of images. The filter's gradient is a sum over all images: it is summed in PARTS parts of the batch,
 * as many for one thread as for eight, and these are added up in order, so that no sum depends on who was faster.
 */
import { gemmAlone, gemmAloneScratch } from "./gemm";
import { Job } from "./jobs";
import { jobArguments, ownBytes, share, thread, threads } from "./threads";

/** Bytes of patches that are worked on at a time. */
const GROUP_BYTES: i32 = 1 << 19;
/** Parts of the batch over which the filter's gradient is summed on its own. */
const PARTS: i32 = 8;

/** What every direction needs to know of the geometry. Set by `convShape`, as WebAssembly calls carry only numbers. */
// @ts-ignore: decorator
@unmanaged
class Geometry {
  height: i32;
  width: i32;
  channels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideY: i32;
  strideX: i32;
  padTop: i32;
  padLeft: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  batch: i32;
  /** x, filter and y, or their gradients; which of them is written is the direction's to know. */
  image: usize;
  filter: usize;
  out: usize;
  scratch: usize;
}

/** It lies on the board, where every thread sees it. */
// @ts-ignore: decorator
@inline
function geometry(): Geometry {
  return changetype<Geometry>(jobArguments());
}

export function convShape(
  height: i32,
  width: i32,
  channels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
): void {
  const g = geometry();
  g.height = height;
  g.width = width;
  g.channels = channels;
  g.kernelHeight = kernelHeight;
  g.kernelWidth = kernelWidth;
  g.strideY = strideY;
  g.strideX = strideX;
  g.padTop = padTop;
  g.padLeft = padLeft;
  g.outHeight = outHeight;
  g.outWidth = outWidth;
  g.outChannels = outChannels;
}

// @ts-ignore: decorator
@inline
function patchLength(g: Geometry): i32 {
  return g.kernelHeight * g.kernelWidth * g.channels;
}

/** Bytes of `images` images, and of their outputs. */
// @ts-ignore: decorator
@inline
function imageBytes(g: Geometry, images: i32): usize {
  return <usize>(images * g.height * g.width * g.channels) << 2;
}

// @ts-ignore: decorator
@inline
function outBytes(g: Geometry, images: i32): usize {
  return <usize>(images * g.outHeight * g.outWidth * g.outChannels) << 2;
}

// @ts-ignore: decorator
@inline
function filterBytes(g: Geometry): usize {
  return <usize>(patchLength(g) * g.outChannels) << 2;
}

// @ts-ignore: decorator
@inline
function patchBytes(g: Geometry, images: i32): usize {
  return <usize>(images * g.outHeight * g.outWidth * patchLength(g)) << 2;
}

/** Images in a part of the batch. */
// @ts-ignore: decorator
@inline
function partSize(batch: i32): i32 {
  return (batch + PARTS - 1) / PARTS;
}

/** Images whose patches are worked on at a time. */
function groupSize(g: Geometry, batch: i32): i32 {
  return max(1, min(partSize(batch), GROUP_BYTES / <i32>patchBytes(g, 1)));
}

/** What a thread needs for itself: the patches of a group, and what their product needs. */
function ownScratch(g: Geometry, batch: i32): usize {
  const group = groupSize(g, batch);
  const rows = group * g.outHeight * g.outWidth;
  const length = patchLength(g);
  const products = max(
    gemmAloneScratch(rows, length),
    max(gemmAloneScratch(length, rows), gemmAloneScratch(rows, g.outChannels)),
  );
  return ownBytes(patchBytes(g, group) + products);
}

/** Bytes of scratch memory that any direction needs for this geometry. */
export function convScratch(batch: i32): usize {
  const g = geometry();
  return <usize>threads * ownScratch(g, batch) + <usize>PARTS * filterBytes(g);
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
function patch(g: Geometry, x: usize, patches: usize, images: i32): void {
  const channels = g.channels, height = g.height, width = g.width;
  const kernelHeight = g.kernelHeight, kernelWidth = g.kernelWidth;
  const strideY = g.strideY, strideX = g.strideX, padTop = g.padTop, padLeft = g.padLeft;
  const outHeight = g.outHeight, outWidth = g.outWidth;
  const runLength = kernelWidth * channels;
  let to = patches;
  for (let image = 0; image < images; image++) {
    const from = x + imageBytes(g, image);
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const x0 = ox * strideX - padLeft;
        const first = max(0, -x0);
        const last = min(kernelWidth, width - x0);
        for (let ky = 0; ky < kernelHeight; ky++) {
          const y = oy * strideY - padTop + ky;
          if (y < 0 || y >= height || last <= first) {
            zeroRun(to, runLength);
          } else {
            if (first > 0) zeroRun(to, first * channels);
            copyRun(
              to + (<usize>(first * channels) << 2),
              from + (<usize>((y * width + x0 + first) * channels) << 2),
              (last - first) * channels,
            );
            if (last < kernelWidth) zeroRun(to + (<usize>(last * channels) << 2), (kernelWidth - last) * channels);
          }
          to += <usize>runLength << 2;
        }
      }
    }
  }
}

/** The transpose of `patch`: adds every patch back to where it came from. */
function unpatch(g: Geometry, patches: usize, dx: usize, images: i32): void {
  const channels = g.channels, height = g.height, width = g.width;
  const kernelHeight = g.kernelHeight, kernelWidth = g.kernelWidth;
  const strideY = g.strideY, strideX = g.strideX, padTop = g.padTop, padLeft = g.padLeft;
  const outHeight = g.outHeight, outWidth = g.outWidth;
  const runLength = kernelWidth * channels;
  let from = patches;
  for (let image = 0; image < images; image++) {
    const to = dx + imageBytes(g, image);
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const x0 = ox * strideX - padLeft;
        const first = max(0, -x0);
        const last = min(kernelWidth, width - x0);
        for (let ky = 0; ky < kernelHeight; ky++) {
          const y = oy * strideY - padTop + ky;
          if (y >= 0 && y < height && last > first) {
            addRun(
              to + (<usize>((y * width + x0 + first) * channels) << 2),
              from + (<usize>(first * channels) << 2),
              (last - first) * channels,
            );
          }
          from += <usize>runLength << 2;
        }
      }
    }
  }
}

/** Puts what a direction works on beside the geometry, and shares it out; the last chunk may be smaller than the others. */
function shareImages(job: Job, image: usize, filter: usize, out: usize, batch: i32, scratch: usize, size: i32): void {
  const g = geometry();
  g.image = image;
  g.filter = filter;
  g.out = out;
  g.batch = batch;
  g.scratch = scratch;
  share(job, (batch + size - 1) / size);
}

/** y [B, OH, OW, O] = x [B, H, W, C] ∗ filter [KH, KW, C, O]. */
export function convForward(x: usize, filter: usize, y: usize, batch: i32, scratch: usize): void {
  shareImages(Job.ConvForward, x, filter, y, batch, scratch, groupSize(geometry(), batch));
}

/** One group of images. */
export function convForwardChunk(chunk: i32): void {
  const g = geometry();
  const group = groupSize(g, g.batch);
  const start = chunk * group;
  const images = min(group, g.batch - start);
  const rows = images * g.outHeight * g.outWidth;
  const patches = g.scratch + <usize>thread * ownScratch(g, g.batch);
  const work = patches + patchBytes(g, group);
  patch(g, g.image + imageBytes(g, start), patches, images);
  const y = g.out + outBytes(g, start);
  gemmAlone(patches, g.filter, y, rows, g.outChannels, patchLength(g), false, false, 0, false, false, work);
}

/** dFilter [KH, KW, C, O] from x and dy. */
export function convBackwardFilter(x: usize, dy: usize, dFilter: usize, batch: i32, scratch: usize): void {
  const size = partSize(batch);
  shareImages(Job.ConvBackwardFilter, x, dFilter, dy, batch, scratch, size);
  const g = geometry();
  const length = patchLength(g) * g.outChannels;
  memory.copy(dFilter, partialFilter(g, 0), filterBytes(g));
  for (let part = 1; part * size < batch; part++) addRun(dFilter, partialFilter(g, part), length);
}

/** Where the gradient of a part of the batch is summed, after the memory of all threads. */
// @ts-ignore: decorator
@inline
function partialFilter(g: Geometry, part: i32): usize {
  return g.scratch + <usize>threads * ownScratch(g, g.batch) + <usize>part * filterBytes(g);
}

/** One part of the batch, group after group. */
export function convBackwardFilterChunk(chunk: i32): void {
  const g = geometry();
  const group = groupSize(g, g.batch);
  const patches = g.scratch + <usize>thread * ownScratch(g, g.batch);
  const work = patches + patchBytes(g, group);
  const sum = partialFilter(g, chunk);
  const size = partSize(g.batch);
  const first = chunk * size;
  const end = min(g.batch, first + size);
  for (let start = first; start < end; start += group) {
    const images = min(group, end - start);
    const rows = images * g.outHeight * g.outWidth;
    patch(g, g.image + imageBytes(g, start), patches, images);
    const dy = g.out + outBytes(g, start);
    gemmAlone(patches, dy, sum, patchLength(g), g.outChannels, rows, true, false, 0, start > first, false, work);
  }
}

/** dx [B, H, W, C] from dy and the filter. */
export function convBackwardInput(dy: usize, filter: usize, dx: usize, batch: i32, scratch: usize): void {
  shareImages(Job.ConvBackwardInput, dx, filter, dy, batch, scratch, groupSize(geometry(), batch));
}

/** One group of images. */
export function convBackwardInputChunk(chunk: i32): void {
  const g = geometry();
  const group = groupSize(g, g.batch);
  const start = chunk * group;
  const images = min(group, g.batch - start);
  const rows = images * g.outHeight * g.outWidth;
  const patches = g.scratch + <usize>thread * ownScratch(g, g.batch);
  const work = patches + patchBytes(g, group);
  const dx = g.image + imageBytes(g, start);
  memory.fill(dx, 0, imageBytes(g, images));
  const dy = g.out + outBytes(g, start);
  gemmAlone(dy, g.filter, patches, rows, patchLength(g), g.outChannels, false, true, 0, false, false, work);
  unpatch(g, patches, dx, images);
}
