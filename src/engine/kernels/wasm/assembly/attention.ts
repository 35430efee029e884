/** Softmax attention, one image at a time: products of matrices with a softmax of the rows between them. */
import { gemm, gemmScratch } from "./gemm";
import { loadPart, madd, storePart, sumLanes } from "./simd";
import { exponentials, largestOf, multiply } from "./softmax";

/** Bytes of scratch memory that both functions need: for their products, and for one image's gradient of the scores. */
export function attentionScratch(length: i32, d: i32, e: i32): usize {
  const product = max(gemmScratch(length, length), gemmScratch(length, max(d, e)));
  return product + ((<usize>length * <usize>length) << 2);
}

/**
 * p = softmax(q·kᵀ / √d) over the places that a query may see, 0 elsewhere, and y = p·v.
 * @param q [batch, length, d], as is k; v is [batch, length, e]
 * @param p [batch, length, length], written
 * @param causal whether query i sees no place after i
 * @param self whether it then sees place i
 */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  y: usize,
  p: usize,
  batch: i32,
  length: i32,
  d: i32,
  e: i32,
  causal: bool,
  self: bool,
  scratch: usize,
): void {
  const rowBytes = (<usize>length) << 2;
  const scale: f32 = <f32>(1 / sqrt<f64>(<f64>d));
  for (let image = 0; image < batch; image++) {
    gemm(q, k, p, length, length, d, false, true, 0, false, false, scratch);
    for (let i = 0; i < length; i++) {
      const row = p + <usize>i * rowBytes;
      const seen = causal ? i + i32(self) : length;
      if (seen > 0) {
        const sum = exponentials(row, row, seen, largestOf(row, seen), scale);
        multiply(row, seen, 1 / sum);
      }
      const seenBytes = (<usize>seen) << 2;
      memory.fill(row + seenBytes, 0, rowBytes - seenBytes);
    }
    gemm(p, v, y, length, e, length, false, false, 0, false, false, scratch);
    q += (<usize>(length * d)) << 2;
    k += (<usize>(length * d)) << 2;
    v += (<usize>(length * e)) << 2;
    y += (<usize>(length * e)) << 2;
    p += (<usize>length) * rowBytes;
  }
}

/** ds = scale·p·(dp − Σ p·dp), in place of dp, for one row. */
function softmaxGradient(p: usize, dp: usize, length: i32, scale: f32): void {
  let products = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    products = madd(v128.load(p + at), v128.load(dp + at), products);
  }
  const left = length - i;
  const tail = (<usize>i) << 2;
  if (left > 0) products = madd(loadPart(p + tail, left, 0), loadPart(dp + tail, left, 0), products);
  const mean = f32x4.splat(sumLanes(products));
  const scales = f32x4.splat(scale);
  for (i = 0; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    const d = f32x4.sub(v128.load(dp + at), mean);
    v128.store(dp + at, f32x4.mul(f32x4.mul(v128.load(p + at), d), scales));
  }
  if (left > 0) {
    const d = f32x4.sub(loadPart(dp + tail, left, 0), mean);
    storePart(dp + tail, f32x4.mul(f32x4.mul(loadPart(p + tail, left, 0), d), scales), left);
  }
}

/** The gradients of `attention`, from the p that it wrote. What a query does not see has p = 0, and gets none. */
export function attentionGradient(
  dy: usize,
  q: usize,
  k: usize,
  v: usize,
  p: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  batch: i32,
  length: i32,
  d: i32,
  e: i32,
  scratch: usize,
): void {
  const rowBytes = (<usize>length) << 2;
  const scale: f32 = <f32>(1 / sqrt<f64>(<f64>d));
  const ds = scratch;
  scratch += (<usize>length) * rowBytes;
  for (let image = 0; image < batch; image++) {
    gemm(dy, v, ds, length, length, e, false, true, 0, false, false, scratch);
    for (let i = 0; i < length; i++) {
      softmaxGradient(p + <usize>i * rowBytes, ds + <usize>i * rowBytes, length, scale);
    }
    gemm(ds, k, dq, length, d, length, false, false, 0, false, false, scratch);
    gemm(ds, q, dk, length, d, length, true, false, 0, false, false, scratch);
    gemm(p, dy, dv, length, e, length, true, false, 0, false, false, scratch);
    dy += (<usize>(length * e)) << 2;
    v += (<usize>(length * e)) << 2;
    dv += (<usize>(length * e)) << 2;
    q += (<usize>(length * d)) << 2;
    k += (<usize>(length * d)) << 2;
    dq += (<usize>(length * d)) << 2;
    dk += (<usize>(length * d)) << 2;
    p += (<usize>length) * rowBytes;
  }
}
