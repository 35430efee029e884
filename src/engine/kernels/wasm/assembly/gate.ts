/** The gate of a PixelCNN, y = tanh(a) ⊙ σ(b), on rows [2, p] of numbers: a before b. */
import { Job } from "./jobs";
import { exp4, loadPart, storePart } from "./simd";
import { jobArguments, MOST_CHUNKS, share } from "./threads";

/** Numbers of a result that make a chunk: about 10 µs. */
const CHUNK: i32 = 4096;

/** 1 ÷ (1 + e^−x) */
// @ts-ignore: decorator
@inline
function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x = 2σ(2x) − 1 */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const s = sigmoid4(f32x4.add(x, x));
  return f32x4.sub(f32x4.add(s, s), f32x4.splat(1));
}

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

/** y [rows, p] of x [rows, 2, p]. */
export function gateRows(x: usize, y: usize, rows: i32, p: i32): void {
  const half = (<usize>p) << 2;
  for (let row = 0; row < rows; row++) {
    for (let n = 0; n < p; n += 4) {
      const at = (<usize>n) << 2;
      const a = loadUpTo4(x + at, p - n);
      const b = loadUpTo4(x + half + at, p - n);
      storeUpTo4(y + at, f32x4.mul(tanh4(a), sigmoid4(b)), p - n);
    }
    x += 2 * half;
    y += half;
  }
}

/** With t = tanh(a) and s = σ(b): da = dy·s·(1 − t²), db = dy·t·s·(1 − s). */
function gateGradientRows(x: usize, dy: usize, dx: usize, rows: i32, p: i32): void {
  const half = (<usize>p) << 2;
  const one = f32x4.splat(1);
  for (let row = 0; row < rows; row++) {
    for (let n = 0; n < p; n += 4) {
      const at = (<usize>n) << 2;
      const t = tanh4(loadUpTo4(x + at, p - n));
      const s = sigmoid4(loadUpTo4(x + half + at, p - n));
      const up = f32x4.mul(loadUpTo4(dy + at, p - n), s);
      storeUpTo4(dx + at, f32x4.mul(up, f32x4.sub(one, f32x4.mul(t, t))), p - n);
      storeUpTo4(dx + half + at, f32x4.mul(f32x4.mul(up, t), f32x4.sub(one, s)), p - n);
    }
    x += 2 * half;
    dx += 2 * half;
    dy += half;
  }
}

// @ts-ignore: decorator
@unmanaged
class Gate {
  x: usize;
  dy: usize;
  to: usize;
  rows: i32;
  p: i32;
  rowsAChunk: i32;
}

function shareRows(job: i32, x: usize, dy: usize, to: usize, rows: i32, p: i32): void {
  const gate = changetype<Gate>(jobArguments());
  gate.x = x;
  gate.dy = dy;
  gate.to = to;
  gate.rows = rows;
  gate.p = p;
  gate.rowsAChunk = max((CHUNK + p - 1) / p, (rows + MOST_CHUNKS - 1) / MOST_CHUNKS);
  share(job, (rows + gate.rowsAChunk - 1) / gate.rowsAChunk);
}

export function gate(x: usize, y: usize, rows: i32, p: i32): void {
  shareRows(Job.Gate, x, 0, y, rows, p);
}

export function gateGradient(x: usize, dy: usize, dx: usize, rows: i32, p: i32): void {
  shareRows(Job.GateGradient, x, dy, dx, rows, p);
}

export function gateChunk(chunk: i32): void {
  const gate = changetype<Gate>(jobArguments());
  const first = chunk * gate.rowsAChunk;
  const at = ((<usize>first * <usize>gate.p)) << 2;
  gateRows(gate.x + 2 * at, gate.to + at, min(gate.rows - first, gate.rowsAChunk), gate.p);
}

export function gateGradientChunk(chunk: i32): void {
  const gate = changetype<Gate>(jobArguments());
  const first = chunk * gate.rowsAChunk;
  const at = ((<usize>first * <usize>gate.p)) << 2;
  gateGradientRows(gate.x + 2 * at, gate.dy + at, gate.to + 2 * at, min(gate.rows - first, gate.rowsAChunk), gate.p);
}
