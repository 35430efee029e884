/** The counter-based generator of `engine/random.ts`, four draws at a time: the same integers, the same numbers but for their last digits. */

/** Draws `key + counter`, PCG-RXS-M-XS-32 (O'Neill 2014). */
// @ts-ignore: decorator
@inline
export function bits4(key: i32, counters: v128): v128 {
  const input = i32x4.add(i32x4.splat(key), counters);
  const state = i32x4.add(i32x4.mul(input, i32x4.splat(747796405)), i32x4.splat(<i32>2891336453));
  // state >> (4 + its first four bits): lanes cannot be shifted by different amounts, but each can do with a shift or without it.
  let shifted = i32x4.shr_u(state, 4);
  shifted = v128.bitselect(i32x4.shr_u(shifted, 8), shifted, i32x4.shr_s(state, 31));
  shifted = v128.bitselect(i32x4.shr_u(shifted, 4), shifted, i32x4.shr_s(i32x4.shl(state, 1), 31));
  shifted = v128.bitselect(i32x4.shr_u(shifted, 2), shifted, i32x4.shr_s(i32x4.shl(state, 2), 31));
  shifted = v128.bitselect(i32x4.shr_u(shifted, 1), shifted, i32x4.shr_s(i32x4.shl(state, 3), 31));
  const word = i32x4.mul(v128.xor(shifted, state), i32x4.splat(277803737));
  return v128.xor(i32x4.shr_u(word, 22), word);
}

/** As a share of 2³², in (0, 1]. */
// @ts-ignore: decorator
@inline
function share4(drawn: v128): v128 {
  return f32x4.mul(f32x4.add(f32x4.convert_i32x4_u(drawn), f32x4.splat(0.5)), f32x4.splat(1.0 / 4294967296.0));
}

/** ln x for normal x > 0: x = m · 2ᵉ with m near 1, and ln m = 2 artanh s with s = (m − 1) / (m + 1). */
// @ts-ignore: decorator
@inline
function ln4(x: v128): v128 {
  let e = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
  let m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
  const large = f32x4.gt(m, f32x4.splat(1.41421356));
  m = v128.bitselect(f32x4.mul(m, f32x4.splat(0.5)), m, large);
  e = i32x4.sub(e, large); // all bits set are −1
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const t = f32x4.mul(s, s);
  let series = f32x4.add(f32x4.mul(t, f32x4.splat(1.0 / 9)), f32x4.splat(1.0 / 7));
  series = f32x4.add(f32x4.mul(series, t), f32x4.splat(1.0 / 5));
  series = f32x4.add(f32x4.mul(series, t), f32x4.splat(1.0 / 3));
  series = f32x4.add(f32x4.mul(series, t), one);
  const whole = f32x4.mul(f32x4.convert_i32x4_s(e), f32x4.splat(0.6931471805599453));
  return f32x4.add(whole, f32x4.mul(f32x4.add(s, s), series));
}

/** Normal draws `first` … `first` + 7 by Box & Muller (1958): 16-byte halves are written to `to`. */
export function normals8(key: i32, first: i32, to: usize): void {
  const counters = i32x4.add(i32x4.splat(first), i32x4(0, 2, 4, 6));
  const squared = f32x4.mul(f32x4.splat(-2), ln4(share4(bits4(key, counters))));
  const radius = f32x4.sqrt(f32x4.max(squared, f32x4.splat(0)));
  // A turn is quarters and at most an eighth more or less, whose cosine and sine are their series.
  const turn = share4(bits4(key, i32x4.add(counters, i32x4.splat(1))));
  const quarters = f32x4.floor(f32x4.add(f32x4.mul(turn, f32x4.splat(4)), f32x4.splat(0.5)));
  const rest = f32x4.sub(turn, f32x4.mul(quarters, f32x4.splat(0.25)));
  const a = f32x4.mul(rest, f32x4.splat(6.283185307179586));
  const a2 = f32x4.mul(a, a);
  let c = f32x4.add(f32x4.mul(a2, f32x4.splat(1.0 / 40320)), f32x4.splat(-1.0 / 720));
  c = f32x4.add(f32x4.mul(c, a2), f32x4.splat(1.0 / 24));
  c = f32x4.add(f32x4.mul(c, a2), f32x4.splat(-1.0 / 2));
  c = f32x4.add(f32x4.mul(c, a2), f32x4.splat(1));
  let s = f32x4.add(f32x4.mul(a2, f32x4.splat(1.0 / 362880)), f32x4.splat(-1.0 / 5040));
  s = f32x4.add(f32x4.mul(s, a2), f32x4.splat(1.0 / 120));
  s = f32x4.add(f32x4.mul(s, a2), f32x4.splat(-1.0 / 6));
  s = f32x4.mul(f32x4.add(f32x4.mul(s, a2), f32x4.splat(1)), a);
  // One quarter on, (c, s) is (−s, c).
  const q = i32x4.trunc_sat_f32x4_s(quarters);
  const odd = i32x4.shr_s(i32x4.shl(q, 31), 31);
  const signBit = i32x4.splat(<i32>0x80000000);
  const cosineSign = v128.and(i32x4.shl(i32x4.add(q, i32x4.splat(1)), 30), signBit);
  const sineSign = v128.and(i32x4.shl(q, 30), signBit);
  const cosine = f32x4.mul(radius, v128.xor(v128.bitselect(s, c, odd), cosineSign));
  const sine = f32x4.mul(radius, v128.xor(v128.bitselect(c, s, odd), sineSign));
  v128.store(to, v128.shuffle<i32>(cosine, sine, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<i32>(cosine, sine, 2, 6, 3, 7), 16);
}

/** −ln(1 − u): of a small u by its series, of a large one from the digits of 1 − u, which are those of u turned over. */
// @ts-ignore: decorator
@inline
function minusLnRest4(drawn: v128): v128 {
  const u = share4(drawn);
  let series = f32x4.add(f32x4.mul(u, f32x4.splat(1.0 / 5)), f32x4.splat(1.0 / 4));
  series = f32x4.add(f32x4.mul(series, u), f32x4.splat(1.0 / 3));
  series = f32x4.add(f32x4.mul(series, u), f32x4.splat(1.0 / 2));
  series = f32x4.add(f32x4.mul(series, u), f32x4.splat(1));
  const rest = f32x4.neg(ln4(share4(v128.not(drawn))));
  return v128.bitselect(f32x4.mul(u, series), rest, f32x4.lt(u, f32x4.splat(0.03)));
}

/** Four draws of the standard Gumbel distribution, −ln(−ln(1 − u)). */
// @ts-ignore: decorator
@inline
export function gumbels4(key: i32, counters: v128): v128 {
  return f32x4.neg(ln4(minusLnRest4(bits4(key, counters))));
}
