/** Arithmetic that the other files share. Everything is f32, four lanes at a time. */

/** a·b + c: fused where the build has relaxed SIMD, two roundings where it has not. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/**
 * e^x for x ≤ 88, relative error below 2e-7: x = n·ln 2 + r, e^r by a polynomial of degree 6 (Cephes `expf`), 2^n by its bits.
 * Below −87 the result is 0, as a subnormal would be of no use to a gradient.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, f32x4.splat(-87.3)), f32x4.splat(88.0));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.4426950408889634)));
  let r = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  const underflow = f32x4.lt(x, f32x4.splat(-87.3));
  return v128.andnot(f32x4.mul(p, power), underflow);
}

/** log(1 + y) for y in [0, 1], absolute error below 1e-7: 2·artanh(s) with s = y / (2 + y) ≤ 1/3, as an odd series. */
// @ts-ignore: decorator
@inline
export function log1p4(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, f32x4.splat(2)));
  const t = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 15.0);
  p = madd(p, t, f32x4.splat(2.0 / 13.0));
  p = madd(p, t, f32x4.splat(2.0 / 11.0));
  p = madd(p, t, f32x4.splat(2.0 / 9.0));
  p = madd(p, t, f32x4.splat(2.0 / 7.0));
  p = madd(p, t, f32x4.splat(2.0 / 5.0));
  p = madd(p, t, f32x4.splat(2.0 / 3.0));
  p = madd(p, t, f32x4.splat(2));
  return f32x4.mul(s, p);
}

/** `count` numbers, 1 to 3, and `padding` in the lanes after them. */
// @ts-ignore: decorator
@inline
export function loadPart(from: usize, count: i32, padding: f32): v128 {
  let v = f32x4.splat(padding);
  v = f32x4.replace_lane(v, 0, load<f32>(from));
  if (count > 1) v = f32x4.replace_lane(v, 1, load<f32>(from, 4));
  if (count > 2) v = f32x4.replace_lane(v, 2, load<f32>(from, 8));
  return v;
}

/** The first `count` lanes, 1 to 3. */
// @ts-ignore: decorator
@inline
export function storePart(to: usize, v: v128, count: i32): void {
  store<f32>(to, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(v, 2), 8);
}

// @ts-ignore: decorator
@inline
export function laneOf(v: v128, lane: i32): f32 {
  if (lane === 0) return f32x4.extract_lane(v, 0);
  if (lane === 1) return f32x4.extract_lane(v, 1);
  return lane === 2 ? f32x4.extract_lane(v, 2) : f32x4.extract_lane(v, 3);
}

/**
 * ln x for normal x > 0: x = m · 2ᵉ with m near 1, and ln m = 2 artanh s with s = (m − 1) / (m + 1), |s| ≤ 0.172.
 * The compiler's own has tables, which would lie in the memory that we share.
 */
export function ln(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let e = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    e++;
  }
  const s = (m - 1) / (m + 1);
  const t = s * s;
  const series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13))))));
  return <f64>e * 0.6931471805599453 + 2 * s * series;
}
