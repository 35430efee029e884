/** The gate of a PixelCNN, y = tanh(a) ⊙ σ(b). */
import { GATE, GATE_GRADIENT } from "../names";
import { sizeOf } from "../shapes";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";

/** WGSL's own tanh may overflow; these do not. */
export const SIGMOIDS = /* wgsl */ `
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(min(-x, 80.0))); }
fn tangent(x: f32) -> f32 { return 2.0 * sigmoid(2.0 * x) - 1.0; }`;

/** Of result i, a and b lie p apart: `at` is a's place. */
const placeOf = (p: number) => `  let at = i + i / ${p}u * ${p}u;
  let t = tangent(x[at]);
  let s = sigmoid(x[at + ${p}u]);`;

const gateProgram = (size: number, p: number): Program => ({
  key: `gate ${size} ${p}`,
  access: ["write", "read"],
  buffers: [
    ["y", "f32"],
    ["x", "f32"],
  ],
  workgroups: grid(size),
  source: () => SIGMOIDS + forEach(size, `${placeOf(p)}\n  y[i] = t * s;`),
});

/** da = dy·s·(1 − t²), db = dy·t·s·(1 − s) */
const gateGradientProgram = (size: number, p: number): Program => ({
  key: `gateGradient ${size} ${p}`,
  access: ["write", "read", "read"],
  buffers: [
    ["dx", "f32"],
    ["x", "f32"],
    ["dy", "f32"],
  ],
  workgroups: grid(size),
  source: () =>
    SIGMOIDS +
    forEach(
      size,
      `${placeOf(p)}
  dx[at] = dy[i] * s * (1.0 - t * t);
  dx[at + ${p}u] = dy[i] * t * s * (1.0 - s);`,
    ),
});

const gate: Kernel<"x"> = (gpu, { x }, { colours }) => {
  const half = (x.shape.at(-1) as number) / 2;
  const y = gpu.make([...x.shape.slice(0, -1), half]);
  gpu.run(gateProgram(sizeOf(y), half / (colours as number)), [y, x]);
  return y;
};

const gateGradient: Kernel<"x" | "dy"> = (gpu, { x, dy }, { colours }) => {
  const dx = gpu.make(x.shape);
  gpu.run(gateGradientProgram(sizeOf(dy), (dy.shape.at(-1) as number) / (colours as number)), [dx, x, dy]);
  return dx;
};

export const GATE_KERNELS: Kernels = { [GATE]: gate, [GATE_GRADIENT]: gateGradient };
