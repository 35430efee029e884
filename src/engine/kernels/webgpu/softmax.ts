/** Rows that become probabilities: e^l ÷ Σ e^l, with the largest of a row taken off first. */
import { SOFTMAX_CROSS_ENTROPY } from "../names";
import { rowsAndColumns } from "../shapes";
import type { Kernel, Kernels, Program } from "./gpu";
import { sumProgram } from "./sums";

/** Invocations of a workgroup. As many of them share a row as its length calls for; the others have rows of their own. */
const THREADS = 64;
/** Numbers of a row that one invocation takes before a second one helps. */
const SHARE = 32;

function lanesFor(columns: number): number {
  let lanes = 1;
  while (lanes < THREADS && lanes * SHARE < columns) lanes *= 2;
  return lanes;
}

/** −log softmax(logits)[label] of every row, added up for each workgroup, and the gradient (softmax − onehot) / N. */
function crossEntropyProgram(n: number, classes: number): Program & { readonly parts: number } {
  const lanes = lanesFor(classes);
  const parts = Math.ceil((n * lanes) / THREADS);
  return {
    key: `softmaxCrossEntropy ${n} ${classes}`,
    access: ["write", "write", "read", "read"],
    buffers: [
      ["gradient", "f32"],
      ["partial", "f32"],
      ["logits", "f32"],
      ["labels", "i32"],
    ],
    parts,
    workgroups: [Math.min(parts, MOST), Math.ceil(parts / MOST)],
    source: () => /* wgsl */ `
var<workgroup> held: array<f32, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) me: u32) {
  let group = id.x + id.y * ${MOST}u;
  let row = group * ${THREADS / lanes}u + me / ${lanes}u;
  let lane = me % ${lanes}u;
  let begin = row * ${classes}u;
  // A row past the end is empty.
  let count = select(0u, ${classes}u, row < ${n}u);

  var largest = -3.4e38;
  for (var c = lane; c < count; c += ${lanes}u) { largest = max(largest, logits[begin + c]); }
  ${acrossLanes(lanes, "largest", (a, b) => `max(${a}, ${b})`)}

  var sum = 0.0;
  for (var c = lane; c < count; c += ${lanes}u) { sum += exp(logits[begin + c] - largest); }
  ${acrossLanes(lanes, "sum", (a, b) => `${a} + ${b}`)}

  var label = -1;
  if (count > 0u) { label = labels[row]; }
  for (var c = lane; c < count; c += ${lanes}u) {
    let p = exp(logits[begin + c] - largest) / sum;
    gradient[begin + c] = (p - select(0.0, 1.0, i32(c) == label)) * ${1 / n};
  }

  var loss = 0.0;
  if (lane == 0u && count > 0u) {
    loss = log(sum);
    if (label >= 0 && label < ${classes}) { loss -= logits[begin + u32(label)] - largest; }
  }
  held[me] = loss;
  workgroupBarrier();
  if (me > 0u) { return; }
  var total = 0.0;
  for (var i = 0u; i < ${THREADS}u; i += ${lanes}u) { total += held[i]; }
  partial[group] = total;
}`,
  };
}

/** Workgroups in one dimension. */
const MOST = 32768;

/** Joins `name` of the lanes that share a row; every one of them has the result. */
const acrossLanes = (lanes: number, name: string, join: (a: string, b: string) => string) =>
  lanes === 1
    ? ""
    : /* wgsl */ `
  held[me] = ${name};
  workgroupBarrier();
  for (var width = ${lanes / 2}u; width > 0u; width /= 2u) {
    if (lane < width) { held[me] = ${join("held[me]", "held[me + width]")}; }
    workgroupBarrier();
  }
  ${name} = held[me - lane];
  workgroupBarrier();`;

const softmaxCrossEntropy: Kernel<"logits" | "labels"> = (gpu, { logits, labels }) => {
  const [n, classes] = rowsAndColumns(logits);
  const program = crossEntropyProgram(n, classes);
  const [value, gradient, partial] = [gpu.make([]), gpu.make([n, classes]), gpu.make([program.parts])];
  gpu.run(program, [gradient, partial, logits, labels]);
  gpu.run(sumProgram(program.parts, 1 / n), [value, partial]);
  gpu.release(partial);
  return [value, gradient];
};

export const SOFTMAX_KERNELS: Kernels = { [SOFTMAX_CROSS_ENTROPY]: softmaxCrossEntropy };
