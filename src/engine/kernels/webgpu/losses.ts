/** Losses with their gradients. Sums are taken in a fixed order, so that the same step gives the same loss. */
import { forEach, grid } from "./elementwise";
import type { Program } from "./gpu";
import { partsOf, REDUCE, THREADS } from "./sums";

/**
 * −log p(x|z) of a Bernoulli decoder: its gradient, and a partial sum for each workgroup.
 * @see bernoulliNll
 */
export function bernoulliProgram(size: number, batch: number): Program {
  const parts = partsOf(size);
  return {
    key: `bernoulliNll ${size} ${batch}`,
    access: ["write", "write", "read", "read"],
    buffers: [
      ["gradient", "f32"],
      ["partial", "f32"],
      ["x", "f32"],
      ["logits", "f32"],
    ],
    workgroups: [parts],
    source: () => /* wgsl */ `${REDUCE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = group.x * ${THREADS}u + lane; i < ${size}u; i += ${parts * THREADS}u) {
    let l = logits[i];
    let e = exp(-abs(l));
    sum += max(l, 0.0) - l * x[i] + log1p(e);
    gradient[i] = (select(e, 1.0, l >= 0.0) / (1.0 + e) - x[i]) * ${1 / batch};
  }
  reduce(lane, sum);
  if (lane == 0u) { partial[group.x] = shared_sum[0]; }
}

/** log(1 + e) for e in [0, 1]: near 0, adding 1 would lose its digits. */
fn log1p(e: f32) -> f32 {
  return select(log(1.0 + e), e * (1.0 - e * (0.5 - e / 3.0)), e < 0.01);
}`,
  };
}

/** KL(N(μ, σ²) ‖ N(0, I)), summed over dimensions, averaged over the batch. */
export function klProgram(size: number, batch: number): Program {
  return {
    key: `kl ${size} ${batch}`,
    access: ["write", "read", "read"],
    buffers: [
      ["value", "f32"],
      ["mu", "f32"],
      ["logVar", "f32"],
    ],
    workgroups: [1],
    source: () => /* wgsl */ `${REDUCE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < ${size}u; i += ${THREADS}u) {
    sum += mu[i] * mu[i] + exp(logVar[i]) - logVar[i] - 1.0;
  }
  reduce(lane, sum);
  if (lane == 0u) { value[0] = 0.5 * shared_sum[0] / ${batch}.0; }
}`,
  };
}

/** dKL/dμ = μ / B and dKL/d log σ² = ½ (σ² − 1) / B, each times what comes from above. */
export function klGradientProgram(size: number, batch: number): Program {
  return {
    key: `klGradient ${size} ${batch}`,
    access: ["write", "write", "read", "read", "read"],
    buffers: [
      ["dMu", "f32"],
      ["dLogVar", "f32"],
      ["mu", "f32"],
      ["logVar", "f32"],
      ["dy", "f32"],
    ],
    workgroups: [Math.ceil(size / THREADS)],
    source: () => /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= ${size}u) { return; }
  let scale = dy[0] / ${batch}.0;
  dMu[id.x] = mu[id.x] * scale;
  dLogVar[id.x] = 0.5 * (exp(logVar[id.x]) - 1.0) * scale;
}`,
  };
}

/** z = μ + σ ⊙ ε. */
export function reparameterizeProgram(size: number): Program {
  return {
    key: `reparameterize ${size}`,
    access: ["write", "read", "read", "read"],
    buffers: ["z", "mu", "logVar", "eps"].map((name) => [name, "f32"]),
    workgroups: grid(size),
    source: () => forEach(size, "  z[i] = mu[i] + exp(0.5 * logVar[i]) * eps[i];"),
  };
}

/** dz/d log σ² = ½ σ ε. */
export function reparameterizeGradientProgram(size: number): Program {
  return {
    key: `reparameterizeGradient ${size}`,
    access: ["write", "read", "read", "read"],
    buffers: ["dLogVar", "dz", "logVar", "eps"].map((name) => [name, "f32"]),
    workgroups: grid(size),
    source: () => forEach(size, "  dLogVar[i] = dz[i] * 0.5 * exp(0.5 * logVar[i]) * eps[i];"),
  };
}

const names = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);

/** Σ weight · value of a few scalars. Buffers: sum, values, weights. */
export function weightedSumProgram(count: number): Program {
  const [values, weights] = [names("value", count), names("weight", count)];
  return {
    key: `weightedSum ${count}`,
    access: ["write", ...values.map(() => "read" as const), ...weights.map(() => "read" as const)],
    buffers: ["sum", ...values, ...weights].map((name) => [name, "f32"]),
    workgroups: [1],
    source: () => /* wgsl */ `
@compute @workgroup_size(1)
fn main() {
  sum[0] = ${values.map((value, i) => `${weights[i]}[0] * ${value}[0]`).join(" + ")};
}`,
  };
}

/** The weights, each times what comes from above. Buffers: gradients, dy, weights. */
export function weightedSumGradientProgram(count: number): Program {
  const [gradients, weights] = [names("gradient", count), names("weight", count)];
  return {
    key: `weightedSumGradient ${count}`,
    access: [...gradients.map(() => "write" as const), "read", ...weights.map(() => "read" as const)],
    buffers: [...gradients, "dy", ...weights].map((name) => [name, "f32"]),
    workgroups: [1],
    source: () => /* wgsl */ `
@compute @workgroup_size(1)
fn main() {
  ${gradients.map((gradient, i) => `${gradient}[0] = ${weights[i]}[0] * dy[0];`).join("\n  ")}
}`,
  };
}

/** Writes a few scalars into a row of a history. Buffers: history, row, values. */
export function recordProgram(count: number): Program {
  const values = names("value", count);
  return {
    key: `record ${count}`,
    access: ["write", "read", ...values.map(() => "read" as const)],
    buffers: [["history", "f32"], ["row", "i32"], ...values.map((name) => [name, "f32"] as const)],
    workgroups: [1],
    source: () => /* wgsl */ `
@compute @workgroup_size(1)
fn main() {
  let at = u32(row[0]) * ${count}u;
  ${values.map((value, i) => `history[at + ${i}u] = ${value}[0];`).join("\n  ")}
}`,
  };
}
