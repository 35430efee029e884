/** Attention of one pixel over all up to it, for `causalDraw`. */
import { exp4, laneOf, madd, sumLanes } from "./simd";

/** Σ a_i·b_i over `count` numbers. */
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    sums = madd(v128.load(a + at), v128.load(b + at), sums);
  }
  let sum = sumLanes(sums);
  for (; i < count; i++) sum += load<f32>(a + ((<usize>i) << 2)) * load<f32>(b + ((<usize>i) << 2));
  return sum;
}

// @ts-ignore: decorator
@inline
function exp(x: f32): f32 {
  return laneOf(exp4(f32x4.splat(x)), 0);
}

/** y ← before·y + weight·v, `count` numbers. */
// @ts-ignore: decorator
@inline
function blend(y: usize, before: f32, v: usize, weight: f32, count: i32): void {
  const b4 = f32x4.splat(before);
  const w4 = f32x4.splat(weight);
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, madd(v128.load(v + at), w4, f32x4.mul(v128.load(y + at), b4)));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    store<f32>(y + at, before * load<f32>(y + at) + weight * load<f32>(v + at));
  }
}

/**
 * y = softmax(q·kᵀ / √d)·v over pixels up to (y, x), with the largest score so far taken out of the sums.
 * @param keys address of pixel (0, 0): d numbers of k, then e of v
 * @param there address of the answer, [e]
 * @param rowStride numbers from one row to the next
 */
export function attend(
  query: usize,
  keys: usize,
  there: usize,
  d: i32,
  e: i32,
  width: i32,
  rowStride: i32,
  columnStride: i32,
  y: i32,
  x: i32,
): void {
  const scale = <f32>1 / sqrt<f32>(<f32>d);
  memory.fill(there, 0, (<usize>e) << 2);
  let most: f32 = -Infinity;
  let all: f32 = 0;
  for (let row = 0; row <= y; row++) {
    const end = row === y ? x + 1 : width;
    for (let column = 0; column < end; column++) {
      const k = keys + ((<usize>(row * rowStride + column * columnStride)) << 2);
      const score = scale * dot(query, k, d);
      const larger = max(most, score);
      const before: f32 = all > 0 ? exp(most - larger) : 0;
      const weight = exp(score - larger);
      all = all * before + weight;
      blend(there, before, k + ((<usize>d) << 2), weight, e);
      most = larger;
    }
  }
  blend(there, <f32>1 / all, there, 0, e);
}
