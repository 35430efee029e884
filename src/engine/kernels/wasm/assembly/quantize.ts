/** Vector quantisation: which row of a codebook is nearest, those rows, and the gradient back into the codebook. */
import { madd } from "./simd";

/** Codes that are compared at once: two registers of four. */
const CODES: i32 = 8;
/** Vectors that are compared at once. */
const ROWS: i32 = 4;

/** Bytes of scratch memory that `nearestCode` needs: the codebook in panels, and one vector's best eight. */
export function nearestCodeScratch(k: i32, d: i32): usize {
  return ((<usize>((k + CODES - 1) / CODES) * <usize>(CODES * d)) << 2) + 64;
}

/** Codes 8p … 8p + 7 as d groups of 8. Those past the end repeat the last one, which never wins a tie. */
function packCodes(codebook: usize, scratch: usize, k: i32, d: i32): void {
  let to = scratch;
  for (let first = 0; first < k; first += CODES) {
    for (let j = 0; j < d; j++) {
      for (let c = 0; c < CODES; c++) {
        store<f32>(to, load<f32>(codebook + ((<usize>(min(first + c, k - 1) * d + j)) << 2)));
        to += 4;
      }
    }
  }
}

/** Of eight distances and their codes the nearest, and of equally near ones the first; 0 where nothing was nearer than ∞. */
function nearestOf(best: usize, d0: v128, d1: v128, i0: v128, i1: v128): i32 {
  v128.store(best, d0);
  v128.store(best, d1, 16);
  v128.store(best, i0, 32);
  v128.store(best, i1, 48);
  let distance = load<f32>(best);
  let index = load<i32>(best, 32);
  for (let c = 1; c < CODES; c++) {
    const other = load<f32>(best + ((<usize>c) << 2));
    const code = load<i32>(best + ((<usize>c) << 2), 32);
    if (other < distance || (other === distance && code < index)) {
      distance = other;
      index = code;
    }
  }
  return index;
}

/**
 * indices[n] = argmin_k Σ_j (z[n, j] − codebook[k, j])², of equals the first.
 * @param scratch address of `nearestCodeScratch(k, d)` bytes
 */
export function nearestCode(z: usize, codebook: usize, indices: usize, n: i32, k: i32, d: i32, scratch: usize): void {
  packCodes(codebook, scratch, k, d);
  const panels = (k + CODES - 1) / CODES;
  const best = scratch + ((<usize>panels * <usize>(CODES * d)) << 2);
  const far = f32x4.splat(Infinity);
  const none = i32x4.splat(0);
  const rowBytes = (<usize>d) << 2;
  for (let row = 0; row < n; row += ROWS) {
    // Rows past the end are the last one again.
    const z0 = z + <usize>row * rowBytes;
    const z1 = z + <usize>min(row + 1, n - 1) * rowBytes;
    const z2 = z + <usize>min(row + 2, n - 1) * rowBytes;
    const z3 = z + <usize>min(row + 3, n - 1) * rowBytes;
    let d00 = far, d10 = far, d20 = far, d30 = far;
    let d01 = far, d11 = far, d21 = far, d31 = far;
    let i00 = none, i10 = none, i20 = none, i30 = none;
    let i01 = none, i11 = none, i21 = none, i31 = none;
    let e = scratch;
    for (let panel = 0; panel < panels; panel++) {
      let s00 = f32x4.splat(0), s10 = s00, s20 = s00, s30 = s00;
      let s01 = s00, s11 = s00, s21 = s00, s31 = s00;
      for (let at: usize = 0; at < rowBytes; at += 4) {
        const e0 = v128.load(e);
        const e1 = v128.load(e, 16);
        e += 32;
        let zj = v128.load32_splat(z0 + at);
        let a = f32x4.sub(zj, e0);
        let b = f32x4.sub(zj, e1);
        s00 = madd(a, a, s00);
        s01 = madd(b, b, s01);
        zj = v128.load32_splat(z1 + at);
        a = f32x4.sub(zj, e0);
        b = f32x4.sub(zj, e1);
        s10 = madd(a, a, s10);
        s11 = madd(b, b, s11);
        zj = v128.load32_splat(z2 + at);
        a = f32x4.sub(zj, e0);
        b = f32x4.sub(zj, e1);
        s20 = madd(a, a, s20);
        s21 = madd(b, b, s21);
        zj = v128.load32_splat(z3 + at);
        a = f32x4.sub(zj, e0);
        b = f32x4.sub(zj, e1);
        s30 = madd(a, a, s30);
        s31 = madd(b, b, s31);
      }
      const c0 = i32x4.add(i32x4.splat(panel * CODES), i32x4(0, 1, 2, 3));
      const c1 = i32x4.add(c0, i32x4.splat(4));
      i00 = v128.bitselect(c0, i00, f32x4.lt(s00, d00));
      i01 = v128.bitselect(c1, i01, f32x4.lt(s01, d01));
      i10 = v128.bitselect(c0, i10, f32x4.lt(s10, d10));
      i11 = v128.bitselect(c1, i11, f32x4.lt(s11, d11));
      i20 = v128.bitselect(c0, i20, f32x4.lt(s20, d20));
      i21 = v128.bitselect(c1, i21, f32x4.lt(s21, d21));
      i30 = v128.bitselect(c0, i30, f32x4.lt(s30, d30));
      i31 = v128.bitselect(c1, i31, f32x4.lt(s31, d31));
      // The smaller one, and the one there was where the new one is not a number.
      d00 = f32x4.pmin(d00, s00);
      d01 = f32x4.pmin(d01, s01);
      d10 = f32x4.pmin(d10, s10);
      d11 = f32x4.pmin(d11, s11);
      d20 = f32x4.pmin(d20, s20);
      d21 = f32x4.pmin(d21, s21);
      d30 = f32x4.pmin(d30, s30);
      d31 = f32x4.pmin(d31, s31);
    }
    const to = indices + ((<usize>row) << 2);
    const rows = min(ROWS, n - row);
    store<i32>(to, nearestOf(best, d00, d01, i00, i01));
    if (rows > 1) store<i32>(to, nearestOf(best, d10, d11, i10, i11), 4);
    if (rows > 2) store<i32>(to, nearestOf(best, d20, d21, i20, i21), 8);
    if (rows > 3) store<i32>(to, nearestOf(best, d30, d31, i30, i31), 12);
  }
}

/** An index that lies in the codebook, so that a wrong one reads no other memory. */
// @ts-ignore: decorator
@inline
function indexAt(indices: usize, i: i32, k: i32): i32 {
  return min(max(load<i32>(indices + ((<usize>i) << 2)), 0), k - 1);
}

/** y[n] = codebook[indices[n]]. */
export function lookup(codebook: usize, indices: usize, y: usize, n: i32, k: i32, d: i32): void {
  const rowBytes = (<usize>d) << 2;
  for (let i = 0; i < n; i++) {
    memory.copy(y + <usize>i * rowBytes, codebook + <usize>indexAt(indices, i, k) * rowBytes, rowBytes);
  }
}

/** dCodebook[k] = Σ dy[n] over the n with indices[n] = k, in the order of n. */
export function lookupGradient(dy: usize, indices: usize, dCodebook: usize, n: i32, k: i32, d: i32): void {
  const rowBytes = (<usize>d) << 2;
  const end = (<usize>(d & ~3)) << 2;
  memory.fill(dCodebook, 0, <usize>k * rowBytes);
  for (let i = 0; i < n; i++) {
    const from = dy + <usize>i * rowBytes;
    const to = dCodebook + <usize>indexAt(indices, i, k) * rowBytes;
    let at: usize = 0;
    for (; at < end; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    for (; at < rowBytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
