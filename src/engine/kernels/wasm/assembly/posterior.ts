/** The Gaussian posterior of a VAE: its divergence from the prior, and draws of it. Sums are kept in f64. */
import { exp4, loadPart, madd, storePart, sumLanes } from "./simd";

// @ts-ignore: decorator
@inline
function loadUpTo4(from: usize, left: i32): v128 {
  return left >= 4 ? v128.load(from) : loadPart(from, left, 0);
}

// @ts-ignore: decorator
@inline
function storeUpTo4(to: usize, v: v128, left: i32): void {
  if (left >= 4) v128.store(to, v);
  else storePart(to, v, left);
}

/** σ = e^(½ log σ²), infinite where it would be above e^88. */
// @ts-ignore: decorator
@inline
function sigma4(logVar: v128): v128 {
  const exponent = f32x4.mul(logVar, f32x4.splat(0.5));
  return v128.bitselect(f32x4.splat(Infinity), exp4(exponent), f32x4.gt(exponent, f32x4.splat(88)));
}

/** value = 1/batch · Σ ½ (μ² + σ² − log σ² − 1). */
export function kl(mu: usize, logVar: usize, value: usize, length: i32, batch: i32): void {
  let total: f64 = 0;
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    // The lanes past the end add 0: σ² is 1 there.
    const m = loadUpTo4(mu + at, length - i);
    const l = loadUpTo4(logVar + at, length - i);
    const sigma = sigma4(l);
    const spread = f32x4.sub(madd(sigma, sigma, f32x4.neg(l)), f32x4.splat(1));
    total += <f64>sumLanes(madd(m, m, spread));
  }
  store<f32>(value, <f32>((0.5 * total) / <f64>batch));
}

/** dμ = μ and d log σ² = ½ (σ² − 1), each times dy / batch. */
export function klGradient(
  mu: usize,
  logVar: usize,
  dy: usize,
  dMu: usize,
  dLogVar: usize,
  length: i32,
  batch: i32,
): void {
  const scale = load<f32>(dy) / <f32>batch;
  const scales = f32x4.splat(scale);
  const halves = f32x4.splat(0.5 * scale);
  const one = f32x4.splat(1);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const sigma = sigma4(loadUpTo4(logVar + at, left));
    storeUpTo4(dMu + at, f32x4.mul(loadUpTo4(mu + at, left), scales), left);
    storeUpTo4(dLogVar + at, f32x4.mul(f32x4.sub(f32x4.mul(sigma, sigma), one), halves), left);
  }
}

/** z = μ + σ ⊙ ε. */
export function reparameterize(mu: usize, logVar: usize, eps: usize, z: usize, length: i32): void {
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const sigma = sigma4(loadUpTo4(logVar + at, left));
    storeUpTo4(z + at, madd(sigma, loadUpTo4(eps + at, left), loadUpTo4(mu + at, left)), left);
  }
}

/** d log σ² = dz ⊙ ½ σ ⊙ ε. */
export function reparameterizeGradient(dz: usize, logVar: usize, eps: usize, dLogVar: usize, length: i32): void {
  const half = f32x4.splat(0.5);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const slope = f32x4.mul(f32x4.mul(sigma4(loadUpTo4(logVar + at, left)), half), loadUpTo4(eps + at, left));
    storeUpTo4(dLogVar + at, f32x4.mul(loadUpTo4(dz + at, left), slope), left);
  }
}
