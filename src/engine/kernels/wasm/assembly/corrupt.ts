/** Images with noise on them (Vincent et al. 2010). Number i of x gets the i-th draw of a key. */
import { loadPart, storePart } from "./simd";
import { bits4, normals8 } from "./random";

/** Bytes of scratch memory that Gaussian noise needs: eight draws. */
export function corruptScratch(): usize {
  return 32;
}

/** x̃ = x + σ·n for four or fewer numbers, in [0, 1] where `clamp` says so. */
// @ts-ignore: decorator
@inline
function addNoise(x: usize, y: usize, n: v128, sigma: v128, clamp: bool, left: i32): void {
  const clean = left >= 4 ? v128.load(x) : loadPart(x, left, 0);
  let noisy = f32x4.add(clean, f32x4.mul(sigma, n));
  if (clamp) noisy = f32x4.min(f32x4.max(noisy, f32x4.splat(0)), f32x4.splat(1));
  if (left >= 4) v128.store(y, noisy);
  else storePart(y, noisy, left);
}

/**
 * y = x + σ·n with n ~ N(0, 1).
 * @param strength where σ lies
 * @param draw where the key lies
 */
export function corruptGaussian(
  x: usize,
  y: usize,
  strength: usize,
  draw: usize,
  length: i32,
  clamp: bool,
  scratch: usize,
): void {
  const sigma = v128.load32_splat(strength);
  const key = load<i32>(draw);
  for (let i = 0; i < length; i += 8) {
    const at = (<usize>i) << 2;
    normals8(key, i, scratch);
    addNoise(x + at, y + at, v128.load(scratch), sigma, clamp, length - i);
    if (length - i > 4) addNoise(x + at + 16, y + at + 16, v128.load(scratch, 16), sigma, clamp, length - i - 4);
  }
}

/**
 * y = x, but with probability p 0, or where `salt` says so 0 or 1. The first 24 bits of a draw decide whether a number is hit,
 * which a float holds exactly; the last bit is the coin.
 */
export function corruptHits(
  x: usize,
  y: usize,
  strength: usize,
  draw: usize,
  length: i32,
  salt: bool,
): void {
  const p = v128.load32_splat(strength);
  const key = load<i32>(draw);
  const coins = i32x4.splat(salt ? 1 : 0);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const left = length - i;
    const drawn = bits4(key, i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)));
    const chance = f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(drawn, 8)), f32x4.splat(1.0 / 16777216.0));
    const instead = f32x4.convert_i32x4_u(v128.and(drawn, coins));
    const clean = left >= 4 ? v128.load(x + at) : loadPart(x + at, left, 0);
    const spoilt = v128.bitselect(instead, clean, f32x4.lt(chance, p));
    if (left >= 4) v128.store(y + at, spoilt);
    else storePart(y + at, spoilt, left);
  }
}
