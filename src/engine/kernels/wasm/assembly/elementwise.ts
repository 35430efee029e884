/** What a training step does to every number once. Arrays need no alignment; lengths need not be multiples of four. */
import { Job } from "./jobs";
import { exp4, laneOf, loadPart, log1p4, madd, storePart, sumLanes } from "./simd";
import { jobArguments, share } from "./threads";

/** Numbers in a chunk: a multiple of four, and some 10 µs of work. */
const CHUNK: i32 = 1 << 14;

// @ts-ignore: decorator
@inline
function chunksOf(length: i32): i32 {
  return (length + CHUNK - 1) / CHUNK;
}

/** dz = dy where y > 0, else 0: the gradient of max(0, ·), from its output. */
export function reluGradient(dy: usize, y: usize, dz: usize, length: i32): void {
  const gate = changetype<Gate>(jobArguments());
  gate.dy = dy;
  gate.y = y;
  gate.dz = dz;
  gate.length = length;
  share(Job.ReluGradient, chunksOf(length));
}

// @ts-ignore: decorator
@unmanaged
class Gate {
  dy: usize;
  y: usize;
  dz: usize;
  length: i32;
}

export function reluGradientChunk(chunk: i32): void {
  const gate = changetype<Gate>(jobArguments());
  const from = (<usize>chunk * CHUNK) << 2;
  const dy = gate.dy + from;
  const y = gate.y + from;
  const dz = gate.dz + from;
  const length = min(CHUNK, gate.length - chunk * CHUNK);
  const zero = f32x4.splat(0);
  const end = (<usize>(length & ~3)) << 2;
  let i: usize = 0;
  for (; i < end; i += 16) v128.store(dz + i, v128.and(v128.load(dy + i), f32x4.gt(v128.load(y + i), zero)));
  for (; i < (<usize>length) << 2; i += 4) store<f32>(dz + i, load<f32>(y + i) > 0 ? load<f32>(dy + i) : 0);
}

/** y = activation(y + bias), where it lies; y [rows, columns], bias [columns]. */
export function biasActivation(y: usize, bias: usize, rows: i32, columns: i32, relu: bool): void {
  const layer = changetype<Layer>(jobArguments());
  layer.y = y;
  layer.bias = bias;
  layer.rows = rows;
  layer.columns = columns;
  layer.relu = relu;
  layer.rowsAChunk = (CHUNK + columns - 1) / columns;
  share(Job.BiasActivation, (rows + layer.rowsAChunk - 1) / layer.rowsAChunk);
}

// @ts-ignore: decorator
@unmanaged
class Layer {
  y: usize;
  bias: usize;
  rows: i32;
  columns: i32;
  rowsAChunk: i32;
  relu: bool;
}

export function biasActivationChunk(chunk: i32): void {
  const layer = changetype<Layer>(jobArguments());
  const bias = layer.bias;
  const columns = layer.columns;
  const relu = layer.relu;
  const first = chunk * layer.rowsAChunk;
  const last = min(layer.rows, first + layer.rowsAChunk);
  const zero = f32x4.splat(0);
  const end = (<usize>(columns & ~3)) << 2;
  for (let row = first; row < last; row++) {
    const at = layer.y + ((<usize>row * <usize>columns) << 2);
    let i: usize = 0;
    for (; i < end; i += 16) {
      const sum = f32x4.add(v128.load(at + i), v128.load(bias + i));
      v128.store(at + i, relu ? f32x4.max(sum, zero) : sum);
    }
    for (; i < (<usize>columns) << 2; i += 4) {
      const sum = load<f32>(at + i) + load<f32>(bias + i);
      store<f32>(at + i, relu ? max<f32>(sum, 0) : sum);
    }
  }
}

/** sums[n] = Σ over the rows of x [m, n]. */
export function columnSums(x: usize, sums: usize, m: i32, n: i32): void {
  memory.fill(sums, 0, (<usize>n) << 2);
  for (let row = 0; row < m; row++) {
    const from = x + ((<usize>(row * n)) << 2);
    const end = (<usize>(n & ~3)) << 2;
    let i: usize = 0;
    for (; i < end; i += 16) v128.store(sums + i, f32x4.add(v128.load(sums + i), v128.load(from + i)));
    for (; i < (<usize>n) << 2; i += 4) store<f32>(sums + i, load<f32>(sums + i) + load<f32>(from + i));
  }
}

/**
 * Σ −log Bernoulli(x; σ(l)) = Σ max(l, 0) − l·x + log(1 + e^−|l|), and its gradient (σ(l) − x)·scale in the same pass.
 * The sum is kept in f64 a row of 4 at a time, so that its error does not grow with the batch; each chunk has one of its own.
 * @param scratch address of `bernoulliNllScratch(length)` bytes
 */
export function bernoulliNll(x: usize, logits: usize, gradient: usize, length: i32, scale: f32, scratch: usize): f64 {
  const nll = changetype<Bernoulli>(jobArguments());
  nll.x = x;
  nll.logits = logits;
  nll.gradient = gradient;
  nll.length = length;
  nll.scale = scale;
  nll.sums = scratch;
  const chunks = chunksOf(length);
  share(Job.BernoulliNll, chunks);
  let total: f64 = 0;
  for (let chunk = 0; chunk < chunks; chunk++) total += load<f64>(scratch + (<usize>chunk << 3));
  return total;
}

/** Bytes of scratch memory that `bernoulliNll` needs. */
export function bernoulliNllScratch(length: i32): usize {
  return <usize>chunksOf(length) << 3;
}

// @ts-ignore: decorator
@unmanaged
class Bernoulli {
  x: usize;
  logits: usize;
  gradient: usize;
  length: i32;
  scale: f32;
  sums: usize;
}

export function bernoulliNllChunk(chunk: i32): void {
  const task = changetype<Bernoulli>(jobArguments());
  const from = (<usize>chunk * CHUNK) << 2;
  const x = task.x + from;
  const logits = task.logits + from;
  const gradient = task.gradient + from;
  const length = min(CHUNK, task.length - chunk * CHUNK);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const scales = f32x4.splat(task.scale);
  let total: f64 = 0;
  // The last, incomplete four are computed on a copy of themselves padded with l = −100, x = 0, which add nothing.
  for (let i: i32 = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const whole = i + 4 <= length;
    const l = whole ? v128.load(logits + at) : loadPart(logits + at, length - i, -100);
    const target = whole ? v128.load(x + at) : loadPart(x + at, length - i, 0);
    const e = exp4(f32x4.neg(f32x4.abs(l))); // in (0, 1]
    const positive = f32x4.ge(l, zero);
    const sigmoid = f32x4.div(v128.bitselect(one, e, positive), f32x4.add(one, e));
    const dLogits = f32x4.mul(f32x4.sub(sigmoid, target), scales);
    const nll = f32x4.add(f32x4.sub(f32x4.max(l, zero), f32x4.mul(l, target)), log1p4(e));
    if (whole) {
      v128.store(gradient + at, dLogits);
      total += <f64>sumLanes(nll);
    } else {
      storePart(gradient + at, dLogits, length - i);
      for (let lane = 0; lane < length - i; lane++) total += <f64>laneOf(nll, lane);
    }
  }
  store<f64>(task.sums + (<usize>chunk << 3), total);
}

/** average += take · (value − average), where it lies. */
export function movingAverage(average: usize, value: usize, length: i32, take: f32): void {
  const takes = f32x4.splat(take);
  const end = (<usize>(length & ~3)) << 2;
  let i: usize = 0;
  for (; i < end; i += 16) {
    const old = v128.load(average + i);
    v128.store(average + i, madd(takes, f32x4.sub(v128.load(value + i), old), old));
  }
  for (; i < (<usize>length) << 2; i += 4) {
    const old = load<f32>(average + i);
    store<f32>(average + i, old + take * (load<f32>(value + i) - old));
  }
}

/**
 * One Adam update in place (Kingma & Ba 2015, algorithm 1): reads each gradient once, reads and writes p, m and v once.
 * @param rate learning rate ÷ (1 − β₁ᵗ)
 * @param correction √(1 − β₂ᵗ)
 */
export function adam(
  p: usize,
  m: usize,
  v: usize,
  g: usize,
  length: i32,
  beta1: f64,
  beta2: f64,
  rate: f32,
  correction: f32,
  epsilon: f32,
): void {
  const update = changetype<Update>(jobArguments());
  update.p = p;
  update.m = m;
  update.v = v;
  update.g = g;
  update.length = length;
  update.rate = rate;
  update.correction = correction;
  update.epsilon = epsilon;
  update.beta1 = beta1;
  update.beta2 = beta2;
  share(Job.Adam, chunksOf(length));
}

// @ts-ignore: decorator
@unmanaged
class Update {
  beta1: f64;
  beta2: f64;
  p: usize;
  m: usize;
  v: usize;
  g: usize;
  length: i32;
  rate: f32;
  correction: f32;
  epsilon: f32;
}

export function adamChunk(chunk: i32): void {
  const update = changetype<Update>(jobArguments());
  const from = (<usize>chunk * CHUNK) << 2;
  const p = update.p + from;
  const m = update.m + from;
  const v = update.v + from;
  const g = update.g + from;
  const length = min(CHUNK, update.length - chunk * CHUNK);
  const beta1 = update.beta1;
  const beta2 = update.beta2;
  const rate = update.rate;
  const correction = update.correction;
  const epsilon = update.epsilon;
  // 1 − β₂ is taken in f64: in f32 it would be off by 5 in 100,000.
  const keep1 = <f32>beta1;
  const keep2 = <f32>beta2;
  const take1 = <f32>(1 - beta1);
  const take2 = <f32>(1 - beta2);
  const b1 = f32x4.splat(keep1);
  const b2 = f32x4.splat(keep2);
  const c1 = f32x4.splat(take1);
  const c2 = f32x4.splat(take2);
  const inverse = f32x4.splat(1 / correction);
  const eps = f32x4.splat(epsilon);
  const rates = f32x4.splat(rate);
  const end = (<usize>(length & ~3)) << 2;
  let i: usize = 0;
  for (; i < end; i += 16) {
    const gradient = v128.load(g + i);
    const first = madd(b1, v128.load(m + i), f32x4.mul(c1, gradient));
    const second = madd(b2, v128.load(v + i), f32x4.mul(c2, f32x4.mul(gradient, gradient)));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const denominator = madd(f32x4.sqrt(second), inverse, eps);
    v128.store(p + i, f32x4.sub(v128.load(p + i), f32x4.div(f32x4.mul(rates, first), denominator)));
  }
  for (; i < (<usize>length) << 2; i += 4) {
    const gradient = load<f32>(g + i);
    const first = keep1 * load<f32>(m + i) + take1 * gradient;
    const second = keep2 * load<f32>(v + i) + take2 * gradient * gradient;
    store<f32>(m + i, first);
    store<f32>(v + i, second);
    store<f32>(p + i, load<f32>(p + i) - (rate * first) / (sqrt<f32>(second) / correction + epsilon));
  }
}
