/** Vector quantisation: which row of a codebook is nearest, those rows, and the gradient back into the codebook. */
import { LOOKUP, LOOKUP_GRADIENT, NEAREST_CODE } from "../names";
import { rowsAndColumns, sizeOf } from "../shapes";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";

/** A workgroup compares so many vectors with so many codes at a time, and an invocation four of the ones with four of the others. */
const TILE = 32;
const LANES = TILE / 4;
/** Dimensions that are fetched at a time. */
const DEPTH = 16;

/** `DEPTH` dimensions of `TILE` rows from `first` on, four rows to an element; 0 past the end. */
const fetch = (to: string, matrix: string, first: string, rows: number, d: number) => /* wgsl */ `
      for (var t = me; t < ${DEPTH * LANES}u; t += ${LANES * LANES}u) {
        let j = j0 + t % ${DEPTH}u;
        let row = ${first} + 4u * (t / ${DEPTH}u);
        var four = vec4f();
        for (var part = 0u; part < 4u; part++) {
          if (row + part < ${rows}u && j < ${d}u) { four[part] = ${matrix}[(row + part) * ${d}u + j]; }
        }
        ${to}[t % ${DEPTH}u * ${LANES}u + t / ${DEPTH}u] = four;
      }`;

const each = (count: number, body: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => body(i)).join("\n");

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
    workgroups: [Math.ceil(n / TILE)],
    source: () => /* wgsl */ `
var<workgroup> vectors: array<vec4f, ${DEPTH * LANES}>;
var<workgroup> codes: array<vec4f, ${DEPTH * LANES}>;
var<workgroup> distances: array<f32, ${TILE * LANES}>;
var<workgroup> nearest: array<u32, ${TILE * LANES}>;
@compute @workgroup_size(${LANES}, ${LANES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) id: vec3u,
        @builtin(local_invocation_index) me: u32) {
  let first_row = group.x * ${TILE}u;
  var best = vec4f(3.4e38); // of four vectors
  var code = vec4u();
  for (var first = 0u; first < ${k}u; first += ${TILE}u) {
    ${each(4, (i) => `var squares${i} = vec4f(); // from vector ${i} to four codes`)}
    for (var j0 = 0u; j0 < ${d}u; j0 += ${DEPTH}u) {
      ${fetch("vectors", "z", "first_row", n, d)}
      ${fetch("codes", "codebook", "first", k, d)}
      workgroupBarrier();
      for (var j = 0u; j < ${DEPTH}u; j++) {
        let v = vectors[j * ${LANES}u + id.y];
        let e = codes[j * ${LANES}u + id.x];
        ${each(4, (i) => `let difference${i} = vec4f(v[${i}]) - e; squares${i} += difference${i} * difference${i};`)}
      }
      workgroupBarrier();
    }
    for (var part = 0u; part < 4u; part++) {
      let candidate = first + 4u * id.x + part;
      let squares = vec4f(squares0[part], squares1[part], squares2[part], squares3[part]);
      // A code past the end is nearer than none.
      let nearer = squares < select(vec4f(), best, candidate < ${k}u);
      best = select(best, squares, nearer);
      code = select(code, vec4u(candidate), nearer);
    }
  }
  for (var part = 0u; part < 4u; part++) {
    let at = (4u * id.y + part) * ${LANES}u + id.x;
    distances[at] = best[part];
    nearest[at] = code[part];
  }
  workgroupBarrier();
  let row = first_row + me;
  if (me >= ${TILE}u || row >= ${n}u) { return; }
  var distance = distances[me * ${LANES}u];
  var index = nearest[me * ${LANES}u];
  for (var at = me * ${LANES}u + 1u; at < (me + 1u) * ${LANES}u; at++) {
    if (distances[at] < distance || (distances[at] == distance && nearest[at] < index)) {
      distance = distances[at];
      index = nearest[at];
    }
  }
  indices[row] = i32(index);
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
