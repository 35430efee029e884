/** Softmax attention. Forwards a workgroup takes one query; backwards one query, and then each place on its own. */
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Mask } from "../attention";
import { ATTENTION, ATTENTION_GRADIENT } from "../names";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";

interface Shape {
  readonly batch: number;
  readonly length: number;
  /** Of queries and keys. */
  readonly d: number;
  /** Of values. */
  readonly e: number;
  readonly mask: Mask;
}

function shapeOf(q: TensorInfo, v: TensorInfo, mask: Mask): Shape {
  const [batch, length, d] = q.shape as [number, number, number];
  return { batch, length, d, e: v.shape[2] as number, mask };
}

const keyOf = ({ batch, length, d, e, mask }: Shape) => `${batch} ${length} ${d} ${e} ${mask}`;

/** How many places, from the first on, query `i` sees. */
const seenBy = ({ mask, length }: Shape, i: string) => ({ none: `${length}u`, causal: `(${i} + 1u)`, strict: i })[mask];

/** The first query that sees place `j`. */
const firstToSee = ({ mask }: Shape, j: string) => ({ none: "0u", causal: j, strict: `(${j} + 1u)` })[mask];

/** Invocations that share a query. */
const THREADS = 32;

/** A workgroup for each query: `begin` is where its row of p begins, `image` where its image's first place lies. */
const perQuery = (shape: Shape, body: string) => /* wgsl */ `
var<workgroup> held: array<f32, ${THREADS}>;
fn largest_of(lane: u32, mine: f32) -> f32 {
  held[lane] = mine;
  workgroupBarrier();
  for (var width = ${THREADS / 2}u; width > 0u; width /= 2u) {
    if (lane < width) { held[lane] = max(held[lane], held[lane + width]); }
    workgroupBarrier();
  }
  let largest = held[0];
  workgroupBarrier();
  return largest;
}
fn sum_of(lane: u32, mine: f32) -> f32 {
  held[lane] = mine;
  workgroupBarrier();
  for (var width = ${THREADS / 2}u; width > 0u; width /= 2u) {
    if (lane < width) { held[lane] += held[lane + width]; }
    workgroupBarrier();
  }
  let sum = held[0];
  workgroupBarrier();
  return sum;
}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = group.x;
  let image = group.y * ${shape.length}u;
  let query = image + i;
  let begin = query * ${shape.length}u;
  let seen = ${seenBy(shape, "i")};
${body}
}`;

/** p = softmax(q·kᵀ / √d) over what a query sees, 0 elsewhere, and y = p·v. */
function attentionProgram(shape: Shape): Program {
  const { batch, length, d, e } = shape;
  return {
    key: `attention ${keyOf(shape)}`,
    access: ["write", "write", "read", "read", "read"],
    buffers: ["y", "p", "q", "k", "v"].map((name) => [name, "f32"]),
    workgroups: [length, batch],
    source: () =>
      perQuery(
        shape,
        /* wgsl */ `
  var largest = -3.4e38;
  for (var j = lane; j < seen; j += ${THREADS}u) {
    var score = 0.0;
    for (var c = 0u; c < ${d}u; c++) { score += q[query * ${d}u + c] * k[(image + j) * ${d}u + c]; }
    score *= ${1 / Math.sqrt(d)};
    p[begin + j] = score;
    largest = max(largest, score);
  }
  largest = largest_of(lane, largest);
  var sum = 0.0;
  for (var j = lane; j < seen; j += ${THREADS}u) {
    let power = exp(p[begin + j] - largest);
    p[begin + j] = power;
    sum += power;
  }
  sum = sum_of(lane, sum);
  for (var j = lane; j < ${length}u; j += ${THREADS}u) {
    if (j < seen) { p[begin + j] /= sum; } else { p[begin + j] = 0.0; }
  }
  storageBarrier();
  for (var c = lane; c < ${e}u; c += ${THREADS}u) {
    var value = 0.0;
    for (var j = 0u; j < seen; j++) { value += p[begin + j] * v[(image + j) * ${e}u + c]; }
    y[query * ${e}u + c] = value;
  }`,
      ),
  };
}

/** dp = dy·vᵀ, ds = p·(dp − Σ p·dp) / √d and dq = ds·k. */
function queryGradientProgram(shape: Shape): Program {
  const { batch, length, d, e } = shape;
  return {
    key: `attentionQueryGradient ${keyOf(shape)}`,
    access: ["write", "write", "read", "read", "read", "read"],
    buffers: ["dq", "ds", "dy", "k", "v", "p"].map((name) => [name, "f32"]),
    workgroups: [length, batch],
    source: () =>
      perQuery(
        shape,
        /* wgsl */ `
  var sum = 0.0;
  for (var j = lane; j < seen; j += ${THREADS}u) {
    var dp = 0.0;
    for (var c = 0u; c < ${e}u; c++) { dp += dy[query * ${e}u + c] * v[(image + j) * ${e}u + c]; }
    ds[begin + j] = dp;
    sum += p[begin + j] * dp;
  }
  sum = sum_of(lane, sum);
  for (var j = lane; j < seen; j += ${THREADS}u) {
    ds[begin + j] = p[begin + j] * (ds[begin + j] - sum) * ${1 / Math.sqrt(d)};
  }
  storageBarrier();
  for (var c = lane; c < ${d}u; c += ${THREADS}u) {
    var slope = 0.0;
    for (var j = 0u; j < seen; j++) { slope += ds[begin + j] * k[(image + j) * ${d}u + c]; }
    dq[query * ${d}u + c] = slope;
  }`,
      ),
  };
}

/** dk = dsᵀ·q and dv = pᵀ·dy: one invocation for each number of either. */
function placeGradientProgram(shape: Shape): Program {
  const { batch, length, d, e } = shape;
  const count = batch * length * (d + e);
  return {
    key: `attentionPlaceGradient ${keyOf(shape)}`,
    access: ["write", "write", "read", "read", "read", "read"],
    buffers: ["dk", "dv", "ds", "p", "q", "dy"].map((name) => [name, "f32"]),
    workgroups: grid(count),
    source: () =>
      forEach(
        count,
        /* wgsl */ `  let place = i / ${d + e}u;
  let c = i % ${d + e}u;
  let j = place % ${length}u;
  let image = place - j;
  var sum = 0.0;
  if (c < ${d}u) {
    for (var query = ${firstToSee(shape, "j")}; query < ${length}u; query++) {
      sum += ds[(image + query) * ${length}u + j] * q[(image + query) * ${d}u + c];
    }
    dk[place * ${d}u + c] = sum;
  } else {
    for (var query = ${firstToSee(shape, "j")}; query < ${length}u; query++) {
      sum += p[(image + query) * ${length}u + j] * dy[(image + query) * ${e}u + c - ${d}u];
    }
    dv[place * ${e}u + c - ${d}u] = sum;
  }`,
      ),
  };
}

const attention: Kernel<"q" | "k" | "v"> = (gpu, { q, k, v }, { mask }) => {
  const shape = shapeOf(q, v, mask as Mask);
  const [y, p] = [gpu.make(v.shape), gpu.make([shape.batch, shape.length, shape.length])];
  gpu.run(attentionProgram(shape), [y, p, q, k, v]);
  return [y, p];
};

const attentionGradient: Kernel<"dy" | "q" | "k" | "v" | "p"> = (gpu, { dy, q, k, v, p }, { mask }) => {
  const shape = shapeOf(q, v, mask as Mask);
  const [dq, dk, dv, ds] = [gpu.make(q.shape), gpu.make(k.shape), gpu.make(v.shape), gpu.make(p.shape)];
  gpu.run(queryGradientProgram(shape), [dq, ds, dy, k, v, p]);
  gpu.run(placeGradientProgram(shape), [dk, dv, ds, p, q, dy]);
  gpu.release(ds);
  return [dq, dk, dv];
};

export const ATTENTION_KERNELS: Kernels = { [ATTENTION]: attention, [ATTENTION_GRADIENT]: attentionGradient };
