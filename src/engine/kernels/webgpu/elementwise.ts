/** Programs that walk over numbers one by one, four at a time where they can. */
import type { AdamConstants } from "../adam";
import type { Program } from "./gpu";

const THREADS = 64;

/** As many workgroups as it takes for `count` invocations, in two dimensions where one is not enough. */
export function grid(count: number, threads = THREADS): [number, number] {
  const groups = Math.ceil(count / threads);
  const side = 32768;
  return groups <= side ? [groups, 1] : [side, Math.ceil(groups / side)];
}

/** The head of a program with one invocation a number: `i` counts them. */
export const forEach = (count: number, body: string, threads = THREADS): string => /* wgsl */ `
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${threads}u;
  if (i >= ${count}u) { return; }
${body}
}`;

/** dz = dy where y > 0, else 0: back through y = max(0, z). */
export function reluGradientProgram(size: number): Program {
  const [count, type, zero] = size % 4 === 0 ? [size / 4, "vec4f", "vec4f()"] : [size, "f32", "0.0"];
  return {
    key: `reluGradient ${size}`,
    access: ["write", "read", "read"],
    buffers: [
      ["dz", type],
      ["dy", type],
      ["y", type],
    ],
    workgroups: grid(count),
    source: () => forEach(count, `  dz[i] = select(${zero}, dy[i], y[i] > ${zero});`),
  };
}

/**
 * Adam: the parameter and its moments are written where they lie, so that a recorded step can be replayed.
 * `schedule` holds the two numbers that differ from step to step.
 * @see adamUpdate
 */
export function adamProgram(size: number, { beta1, beta2, epsilon }: AdamConstants): Program {
  return {
    key: `adam ${size}`,
    access: ["write", "write", "write", "read", "read"],
    buffers: ["p", "m", "v", "g", "schedule"].map((name) => [name, "f32"]),
    workgroups: grid(size),
    source: () =>
      forEach(
        size,
        `  m[i] = ${beta1} * m[i] + ${1 - beta1} * g[i];
  v[i] = ${beta2} * v[i] + ${1 - beta2} * g[i] * g[i];
  p[i] -= schedule[0] * m[i] / (sqrt(v[i]) / schedule[1] + ${epsilon});`,
      ),
  };
}

/** average += (1 − decay) · (value − average), where it lies. */
export function movingAverageProgram(size: number, decay: number): Program {
  return {
    key: `movingAverage ${size} ${decay}`,
    access: ["write", "read"],
    buffers: ["average", "value"].map((name) => [name, "f32"]),
    workgroups: grid(size),
    source: () => forEach(size, `  average[i] += ${1 - decay} * (value[i] - average[i]);`),
  };
}

/** Σ over the rows of [rows, columns], or over each of some parts of them: [parts, columns]. */
export function columnSumsProgram(rows: number, columns: number, parts = 1): Program {
  const perPart = Math.ceil(rows / parts);
  return {
    key: `columnSums ${rows} ${columns} ${parts}`,
    access: ["write", "read"],
    buffers: [
      ["sums", "f32"],
      ["x", "f32"],
    ],
    workgroups: grid(parts * columns),
    source: () =>
      forEach(
        parts * columns,
        `  let column = i % ${columns}u;
  let first = i / ${columns}u * ${perPart}u;
  var sum = 0.0;
  for (var row = first; row < min(first + ${perPart}u, ${rows}u); row++) { sum += x[row * ${columns}u + column]; }
  sums[i] = sum;`,
      ),
  };
}
