/** Images with noise on them, from images or right out of a resident data set. */
import type { CorruptionKind } from "../corrupt";
import { CORRUPT, GATHER_CORRUPTED } from "../names";
import { sizeOf } from "../shapes";
import { forEach, grid } from "./elementwise";
import type { Kernel, Kernels, Program } from "./gpu";
import { FUNCTIONS, GENERATOR, pixelOf } from "./sampling";

interface Spoiling {
  readonly kind: CorruptionKind;
  readonly clamp: boolean;
  readonly count: number;
}

/** The first 24 of 32 bits, as a number in [0, 1) that a float holds exactly. */
const CHANCE = /* wgsl */ `
fn chance(drawn: u32) -> f32 { return f32(drawn >> 8u) * 0x1p-24f; }`;

const hit = (instead: string) => `  let drawn = draw_at(i);
  xTilde[i] = select(clean(i), ${instead}, chance(drawn) < strength[0]);`;

/** Normal numbers come in pairs: an invocation takes two pixels. */
const gaussian = ({ clamp, count }: Spoiling) => {
  const noisy = (i: string, n: string) => {
    const value = `clean(${i}) + strength[0] * ${n}`;
    return `xTilde[${i}] = ${clamp ? `clamp(${value}, 0.0, 1.0)` : value};`;
  };
  return `  let n = normals_at(i);
  ${noisy("2u * i", "n.x")}
  if (2u * i + 1u < ${count}u) { ${noisy("2u * i + 1u", "n.y")} }`;
};

/** Where pixels come from: buffers, and a function `clean` that is asked for each pixel once. */
interface Source {
  readonly name: string;
  readonly buffers: readonly (readonly [name: string, type: string, access: "read" | "write"])[];
  readonly clean: string;
}

const images: Source = {
  name: "corrupt",
  buffers: [["x", "f32", "read"]],
  clean: "fn clean(i: u32) -> f32 { return x[i]; }",
};

/** Writes down the images as they are, too. */
const residentImages = (size: number): Source => ({
  name: `gatherCorrupted ${size}`,
  buffers: [
    ["x", "f32", "write"],
    ["pixels", "u32", "read"],
    ["indices", "i32", "read"],
  ],
  clean: /* wgsl */ `${pixelOf(size)}
fn clean(i: u32) -> f32 {
  let value = pixel(i);
  x[i] = value;
  return value;
}`,
});

/** x̃ of images from one place or the other. Buffers: x̃, those of the source, strength, draw. */
function corruptProgram(source: Source, spoiling: Spoiling): Program {
  const { kind, clamp, count } = spoiling;
  const invocations = kind === "gaussian" ? Math.ceil(count / 2) : count;
  const bodies = { gaussian, masking: () => hit("0.0"), saltAndPepper: () => hit("f32(drawn & 1u)") };
  return {
    key: `${source.name} ${kind} ${clamp} ${count}`,
    access: ["write", ...source.buffers.map(([, , access]) => access), "read", "read"],
    buffers: [
      ["xTilde", "f32"],
      ...source.buffers.map(([name, type]) => [name, type] as const),
      ["strength", "f32"],
      ["draw", "i32"],
    ],
    workgroups: grid(invocations),
    source: () => FUNCTIONS + GENERATOR + CHANCE + source.clean + forEach(invocations, bodies[kind](spoiling)),
  };
}

const corrupt: Kernel<"x" | "strength" | "draw"> = (gpu, { x, strength, draw }, attributes) => {
  const xTilde = gpu.make(x.shape);
  const spoiling = { ...(attributes as unknown as Spoiling), count: sizeOf(x) };
  gpu.run(corruptProgram(images, spoiling), [xTilde, x, strength, draw]);
  return xTilde;
};

const gatherCorrupted: Kernel<"pixels" | "indices" | "strength" | "draw"> = (gpu, inputs, { size, ...attributes }) => {
  const { pixels, indices, strength, draw } = inputs;
  const shape = [sizeOf(indices), size as number];
  const [x, xTilde] = [gpu.make(shape), gpu.make(shape)];
  const spoiling = { ...(attributes as unknown as Spoiling), count: sizeOf(x) };
  gpu.run(corruptProgram(residentImages(size as number), spoiling), [xTilde, x, pixels, indices, strength, draw]);
  return [x, xTilde];
};

export const CORRUPT_KERNELS: Kernels = { [CORRUPT]: corrupt, [GATHER_CORRUPTED]: gatherCorrupted };
