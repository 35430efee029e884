/** Rows that become probabilities: e^l ÷ Σ e^l, with the largest of a row taken off first. */
import { exp4, laneOf, ln, loadPart, storePart, sumLanes } from "./simd";

/** The largest of `length` numbers. */
export function largestOf(x: usize, length: i32): f32 {
  let most = f32x4.splat(-Infinity);
  let i = 0;
  for (; i + 4 <= length; i += 4) most = f32x4.max(most, v128.load(x + ((<usize>i) << 2)));
  if (i < length) most = f32x4.max(most, loadPart(x + ((<usize>i) << 2), length - i, -Infinity));
  return max(max(laneOf(most, 0), laneOf(most, 1)), max(laneOf(most, 2), laneOf(most, 3)));
}

/** to = e^(scale·(x − largest)), which may be x itself; returns their sum. */
export function exponentials(x: usize, to: usize, length: i32, largest: f32, scale: f32): f32 {
  const most = f32x4.splat(largest);
  const scales = f32x4.splat(scale);
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(x + at), most), scales));
    v128.store(to + at, e);
    sum = f32x4.add(sum, e);
  }
  if (i < length) {
    const at = (<usize>i) << 2;
    // The lanes past the end are 0, as is e^−∞.
    const e = exp4(f32x4.mul(f32x4.sub(loadPart(x + at, length - i, -Infinity), most), scales));
    storePart(to + at, e, length - i);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

/** x *= factor. */
export function multiply(x: usize, length: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = x + ((<usize>i) << 2);
    v128.store(at, f32x4.mul(v128.load(at), factors));
  }
  for (; i < length; i++) {
    const at = x + ((<usize>i) << 2);
    store<f32>(at, load<f32>(at) * factor);
  }
}

/** The mean over n rows of −log softmax(logits)[label], and its gradient (softmax − onehot) / n. */
export function softmaxCrossEntropy(
  logits: usize,
  labels: usize,
  value: usize,
  gradient: usize,
  n: i32,
  classes: i32,
): void {
  let total: f64 = 0;
  const share: f32 = <f32>1 / <f32>n;
  for (let row = 0; row < n; row++) {
    const at = (<usize>row * <usize>classes) << 2;
    const largest = largestOf(logits + at, classes);
    const sum = exponentials(logits + at, gradient + at, classes, largest, 1);
    multiply(gradient + at, classes, share / sum);
    total += ln(<f64>sum);
    const label = load<i32>(labels + ((<usize>row) << 2));
    if (<u32>label < <u32>classes) {
      const there = at + ((<usize>label) << 2);
      total -= <f64>load<f32>(logits + there) - <f64>largest;
      store<f32>(gradient + there, load<f32>(gradient + there) - share);
    }
  }
  store<f32>(value, <f32>(total / <f64>n));
}
