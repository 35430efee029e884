/** Long sums, always in the same order, so that the same step gives the same loss. */
import type { Program } from "./gpu";

/** One workgroup's invocations, each of which adds up a share before they add up what they have. */
export const THREADS = 128;
/** Workgroups of a long sum; one more program adds up what they leave. */
const PARTS = 64;

export const partsOf = (size: number): number => Math.min(PARTS, Math.ceil(size / THREADS));

/** Adds up `mine` of all invocations of a workgroup; the result is in `shared_sum[0]`. */
export const REDUCE = /* wgsl */ `
var<workgroup> shared_sum: array<f32, ${THREADS}>;
fn reduce(lane: u32, mine: f32) {
  shared_sum[lane] = mine;
  workgroupBarrier();
  for (var width = ${THREADS / 2}u; width > 0u; width /= 2u) {
    if (lane < width) { shared_sum[lane] += shared_sum[lane + width]; }
    workgroupBarrier();
  }
}`;

/** value = scale · Σ partial + offset. */
export function sumProgram(parts: number, scale: number, offset = 0): Program {
  return {
    key: `sum ${parts} ${scale} ${offset}`,
    access: ["write", "read"],
    buffers: [
      ["value", "f32"],
      ["partial", "f32"],
    ],
    workgroups: [1],
    source: () => (parts <= PARTS ? shortSum(parts, scale, offset) : longSum(parts, scale, offset)),
  };
}

const shortSum = (parts: number, scale: number, offset: number) => /* wgsl */ `
@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  for (var i = 0u; i < ${parts}u; i++) { sum += partial[i]; }
  value[0] = sum * ${scale} + (${offset});
}`;

const longSum = (parts: number, scale: number, offset: number) => /* wgsl */ `${REDUCE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < ${parts}u; i += ${THREADS}u) { sum += partial[i]; }
  reduce(lane, sum);
  if (lane == 0u) { value[0] = shared_sum[0] * ${scale} + (${offset}); }
}`;
