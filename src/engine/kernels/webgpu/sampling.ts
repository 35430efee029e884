/** What differs from step to step, made on the GPU: the batch, out of a resident data set, and the noise. */
import type { NoiseKind } from "../noise";
import { forEach, grid } from "./elementwise";
import type { Program } from "./gpu";

/**
 * WGSL's own logarithm, cosine and sine may be wrong from the fourth digit on, and differ from one GPU to the next. These
 * are right to the last digits of a float, so that a seed gives the same noise everywhere.
 */
export const FUNCTIONS = /* wgsl */ `
/** ln x for normal x > 0: x = m · 2ᵉ with m near 1, and ln m = 2 artanh s with s = (m − 1) / (m + 1). */
fn ln(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  var e = i32(bits >> 23u) - 127;
  var m = bitcast<f32>((bits & 0x7fffffu) | 0x3f800000u);
  if (m > 1.41421356) { m *= 0.5; e += 1; }
  let s = (m - 1.0) / (m + 1.0);
  let s2 = s * s;
  let series = 1.0 + s2 * (1.0 / 3.0 + s2 * (1.0 / 5.0 + s2 * (1.0 / 7.0 + s2 / 9.0)));
  return f32(e) * 0.693147181 + 2.0 * s * series;
}

/** Cosine and sine of a share of a full turn, in [0, 1]: of at most an eighth of it, by their series. */
fn circle(turn: f32) -> vec2f {
  let quarter = floor(4.0 * turn + 0.5);
  let a = 6.283185307 * (turn - 0.25 * quarter);
  let a2 = a * a;
  let c = 1.0 - a2 * (1.0 / 2.0 - a2 * (1.0 / 24.0 - a2 * (1.0 / 720.0 - a2 / 40320.0)));
  let s = a * (1.0 - a2 * (1.0 / 6.0 - a2 * (1.0 / 120.0 - a2 * (1.0 / 5040.0 - a2 / 362880.0))));
  switch u32(quarter) % 4u {
    case 0u: { return vec2f(c, s); }
    case 1u: { return vec2f(-s, c); }
    case 2u: { return vec2f(-c, -s); }
    default: { return vec2f(s, -c); }
  }
}`;

/** Draws of the key in `draw[0]`. */
export const GENERATOR = /* wgsl */ `
fn pcg(input: u32) -> u32 {
  let state = input * 747796405u + 2891336453u;
  let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (word >> 22u) ^ word;
}
fn draw_at(counter: u32) -> u32 { return pcg(u32(draw[0]) + counter); }
/** In (0, 1]: a float keeps the first 24 digits that are not 0, so that small numbers are as exact as large ones. */
fn share(drawn: u32) -> f32 { return (f32(drawn) + 0.5) / 4294967296.0; }
fn uniform_at(counter: u32) -> f32 { return share(draw_at(counter)); }
/** Box & Muller (1958): normal numbers 2·pair and 2·pair + 1. */
fn normals_at(pair: u32) -> vec2f {
  return sqrt(max(0.0, -2.0 * ln(uniform_at(2u * pair)))) * circle(uniform_at(2u * pair + 1u));
}
/** −ln(1 − u): of a small u by its series, of a large one from the digits of 1 − u, which are those of u turned over. */
fn minus_ln_rest(drawn: u32) -> f32 {
  let u = share(drawn);
  if (u < 0.03) { return u * (1.0 + u * (1.0 / 2.0 + u * (1.0 / 3.0 + u * (1.0 / 4.0 + u / 5.0)))); }
  return -ln(share(~drawn));
}`;

const ONE_BY_ONE = {
  uniform: "  numbers[i] = min(uniform_at(i), 0.99999994);",
  gumbel: "  numbers[i] = -ln(minus_ln_rest(draw_at(i)));",
};

const pairs = (count: number) => `  let drawn = normals_at(i);
  numbers[2u * i] = drawn.x;
  if (2u * i + 1u < ${count}u) { numbers[2u * i + 1u] = drawn.y; }`;

/**
 * Random numbers from the counter-based generator of `engine/random.ts`: the same integers, and the same numbers but for
 * their last digits. `draw[0]` is the key.
 */
export function noiseProgram(kind: NoiseKind, count: number): Program {
  const invocations = kind === "normal" ? Math.ceil(count / 2) : count;
  return {
    key: `noise ${kind} ${count}`,
    access: ["write", "read"],
    buffers: [
      ["numbers", "f32"],
      ["draw", "i32"],
    ],
    workgroups: grid(invocations),
    source: () => FUNCTIONS + GENERATOR + forEach(invocations, kind === "normal" ? pairs(count) : ONE_BY_ONE[kind]),
  };
}

/** Pixel `i` of the batch, out of bytes that lie four to a word. */
export const pixelOf = (size: number): string => /* wgsl */ `
fn pixel(i: u32) -> f32 {
  let at = u32(indices[i / ${size}u]) * ${size}u + i % ${size}u;
  return f32((pixels[at / 4u] >> (8u * (at % 4u))) & 255u) / 255.0;
}`;

/** Images `indices` of a data set of bytes, four to a word, as numbers in [0, 1]: [rows, size]. */
export function gatherProgram(rows: number, size: number): Program {
  return {
    key: `gather ${rows} ${size}`,
    access: ["write", "read", "read"],
    buffers: [
      ["x", "f32"],
      ["pixels", "u32"],
      ["indices", "i32"],
    ],
    workgroups: grid(rows * size),
    source: () => pixelOf(size) + forEach(rows * size, "  x[i] = pixel(i);"),
  };
}
