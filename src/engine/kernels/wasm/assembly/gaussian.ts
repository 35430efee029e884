/** Squared errors, weighed or not. Sums are kept in f64 four numbers at a time, so that their error does not grow. */
import { exp4, loadPart, storePart, sumLanes } from "./simd";

/** value = scale·Σ (x − x̂)² + offset, and its gradient 2·scale·(x̂ − x). */
export function squaredError(
  x: usize,
  xHat: usize,
  value: usize,
  gradient: usize,
  length: i32,
  scale: f64,
  offset: f64,
): void {
  const slope = f32x4.splat(<f32>(2 * scale));
  let total: f64 = 0;
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const whole = left >= 4;
    const target = whole ? v128.load(x + at) : loadPart(x + at, left, 0);
    const guess = whole ? v128.load(xHat + at) : loadPart(xHat + at, left, 0);
    const error = f32x4.sub(guess, target);
    total += <f64>sumLanes(f32x4.mul(error, error));
    const slopes = f32x4.mul(error, slope);
    if (whole) v128.store(gradient + at, slopes);
    else storePart(gradient + at, slopes, left);
  }
  store<f32>(value, <f32>(scale * total + offset));
}

/**
 * value = 1/batch · Σ ½ ((x − x̂)²/σ² + log σ²) + offset, and its gradients (x̂ − x)/σ² and ½ (1 − (x − x̂)²/σ²), each ÷ batch.
 */
export function gaussianNll(
  x: usize,
  xHat: usize,
  logVar: usize,
  value: usize,
  dXHat: usize,
  dLogVar: usize,
  length: i32,
  batch: i32,
  offset: f64,
): void {
  const one = f32x4.splat(1);
  const share = f32x4.splat(1 / (<f32>batch));
  const half = f32x4.splat(0.5 / (<f32>batch));
  let total: f64 = 0;
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const whole = left >= 4;
    // The lanes past the end add 0.
    const target = whole ? v128.load(x + at) : loadPart(x + at, left, 0);
    const guess = whole ? v128.load(xHat + at) : loadPart(xHat + at, left, 0);
    const l = whole ? v128.load(logVar + at) : loadPart(logVar + at, left, 0);
    const error = f32x4.sub(guess, target);
    const weighed = f32x4.mul(error, exp4(f32x4.neg(l)));
    const surprise = f32x4.mul(weighed, error);
    total += <f64>sumLanes(f32x4.add(surprise, l));
    const slopes = f32x4.mul(weighed, share);
    const spread = f32x4.mul(f32x4.sub(one, surprise), half);
    if (whole) {
      v128.store(dXHat + at, slopes);
      v128.store(dLogVar + at, spread);
    } else {
      storePart(dXHat + at, slopes, left);
      storePart(dLogVar + at, spread, left);
    }
  }
  store<f32>(value, <f32>((0.5 * total) / <f64>batch + offset));
}
