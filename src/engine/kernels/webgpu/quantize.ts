/** Vector quantisation: which row of a codebook is nearest, those rows, and the gradient back into the codebook. */
import { LOOKUP, LOOKUP_GRADIENT, NEAREST_CODE } from "../names";
import { rowsAndColumns, sizeOf } from "../shapes";
import { forEach, grid } from "./elementwise";
import type { Program } from "./gpu";
import type { Kernel, Kernels } from "./kernel";

/** A workgroup compares this many vectors with all codes, a tile of codes and a stretch of dimensions at a time. */
const ROWS = 16;
/** Invocations that share a vector; each compares it with every 16th code, four of them side by side. */
const LANES = 16;
const CODES = 4 * LANES;
const DEPTH = 16;

/** indices[n] = argmin_k ‖z[n] − codebook[k]‖², of equally near codes the first. */
function nearestCodeProgram(n: number, k: number, d: number): Program {
  return {
    key: `nearestCode ${n} ${k} ${d}`,
    access: ["write", "read", "read"],
    buffers: [
      ["indices", "i32"],
      ["z", "f32"],
      ["codebook", "f32"],
    ],
    workgroups: [Math.ceil(n / ROWS)],
    source: () => /* wgsl */ `
var<workgroup> vectors: array<f32, ${ROWS * DEPTH}>;
var<workgroup> codes: array<f32, ${CODES * DEPTH}>;
var<workgroup> distances: array<f32, ${ROWS * LANES}>;
var<workgroup> nearest: array<u32, ${ROWS * LANES}>;
@compute @workgroup_size(${LANES}, ${ROWS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) id: vec3u,
        @builtin(local_invocation_index) me: u32) {
  let first_row = group.x * ${ROWS}u;
  var best = 3.4e38;
  var code = 0u;
  for (var first = 0u; first < ${k}u; first += ${CODES}u) {
    var squares = vec4f();
    for (var j0 = 0u; j0 < ${d}u; j0 += ${DEPTH}u) {
      // What lies past the end of either is 0 or never looked at.
      for (var i = me; i < ${ROWS * DEPTH}u; i += ${ROWS * LANES}u) {
        let row = first_row + i / ${DEPTH}u;
        let j = j0 + i % ${DEPTH}u;
        vectors[i] = 0.0;
        if (row < ${n}u && j < ${d}u) { vectors[i] = z[row * ${d}u + j]; }
      }
      for (var i = me; i < ${CODES * DEPTH}u; i += ${ROWS * LANES}u) {
        let row = first + i / ${DEPTH}u;
        let j = j0 + i % ${DEPTH}u;
        codes[i] = 0.0;
        if (row < ${k}u && j < ${d}u) { codes[i] = codebook[row * ${d}u + j]; }
      }
      workgroupBarrier();
      for (var j = 0u; j < ${DEPTH}u; j++) {
        let at = id.x * ${DEPTH}u + j;
        let e = vec4f(codes[at], codes[at + ${LANES * DEPTH}u], codes[at + ${2 * LANES * DEPTH}u], codes[at + ${3 * LANES * DEPTH}u]);
        let difference = vec4f(vectors[id.y * ${DEPTH}u + j]) - e;
        squares += difference * difference;
      }
      workgroupBarrier();
    }
    for (var part = 0u; part < 4u; part++) {
      let candidate = first + part * ${LANES}u + id.x;
      if (candidate < ${k}u && squares[part] < best) {
        best = squares[part];
        code = candidate;
      }
    }
  }
  distances[me] = best;
  nearest[me] = code;
  workgroupBarrier();
  let row = first_row + id.y;
  if (id.x > 0u || row >= ${n}u) { return; }
  for (var other = me + 1u; other < me + ${LANES}u; other++) {
    if (distances[other] < best || (distances[other] == best && nearest[other] < code)) {
      best = distances[other];
      code = nearest[other];
    }
  }
  indices[row] = i32(code);
}`,
  };
}

/** Four numbers to an element where rows are whole fours. */
const packed = (d: number): [width: number, type: string] => (d % 4 === 0 ? [d / 4, "vec4f"] : [d, "f32"]);

/** y[n] = codebook[indices[n]]. */
function lookupProgram(n: number, d: number): Program {
  const [width, type] = packed(d);
  return {
    key: `lookup ${n} ${d}`,
    access: ["write", "read", "read"],
    buffers: [
      ["y", type],
      ["codebook", type],
      ["indices", "i32"],
    ],
    workgroups: grid(n * width),
    source: () => forEach(n * width, `  y[i] = codebook[u32(indices[i / ${width}u]) * ${width}u + i % ${width}u];`),
  };
}

/** dCodebook[k] = Σ dy[n] over the n with indices[n] = k: every number looks for its own, in the order of n. */
function lookupGradientProgram(n: number, k: number, d: number): Program {
  const [width, type] = packed(d);
  return {
    key: `lookupGradient ${n} ${k} ${d}`,
    access: ["write", "read", "read"],
    buffers: [
      ["dCodebook", type],
      ["dy", type],
      ["indices", "i32"],
    ],
    workgroups: grid(k * width),
    source: () =>
      forEach(
        k * width,
        `  let code = i32(i / ${width}u);
  var sum = ${type}();
  for (var row = 0u; row < ${n}u; row++) {
    if (indices[row] == code) { sum += dy[row * ${width}u + i % ${width}u]; }
  }
  dCodebook[i] = sum;`,
      ),
  };
}

const nearestCode: Kernel<"z" | "codebook"> = (gpu, { z, codebook }) => {
  const [n, d] = rowsAndColumns(z);
  const [k] = rowsAndColumns(codebook);
  const indices = gpu.make([n], "int32");
  gpu.run(nearestCodeProgram(n, k, d), [indices, z, codebook]);
  return indices;
};

const lookup: Kernel<"codebook" | "indices"> = (gpu, { codebook, indices }) => {
  const [n, [, d]] = [sizeOf(indices), rowsAndColumns(codebook)];
  const y = gpu.make([n, d]);
  gpu.run(lookupProgram(n, d), [y, codebook, indices]);
  return y;
};

const lookupGradient: Kernel<"dy" | "indices"> = (gpu, { dy, indices }, { codes }) => {
  const [n, d] = rowsAndColumns(dy);
  const dCodebook = gpu.make([codes as number, d]);
  gpu.run(lookupGradientProgram(n, codes as number, d), [dCodebook, dy, indices]);
  return dCodebook;
};

export const QUANTIZE_KERNELS: Kernels = {
  [NEAREST_CODE]: nearestCode,
  [LOOKUP]: lookup,
  [LOOKUP_GRADIENT]: lookupGradient,
};
