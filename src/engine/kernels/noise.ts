import { type Tensor, type Tensor1D, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { gumbels, normals, uniforms } from "../random";
import { hasKernel, NOISE, runKernel } from "./names";

export type NoiseKind = "normal" | "uniform" | "gumbel";

const ON_THE_PROCESSOR = { normal: normals, uniform: uniforms, gumbel: gumbels };

/**
 * Random numbers of a shape: ε ~ N(0, 1), uniform in (0, 1), or standard Gumbel. They are the draws of a key of
 * `engine/random.ts`, the same on every backend but for the last digits.
 * @param draw the key, as a tensor [1] where a recorded step is to find it changed when it is replayed
 */
export function noise<T extends Tensor>(kind: NoiseKind, draw: number | Tensor1D, shape: readonly number[]): T {
  if (hasKernel(NOISE)) {
    const held = typeof draw === "number" ? tensor1d([draw | 0], "int32") : draw;
    return runKernel<T>(NOISE, { draw: held }, { kind, shape: [...shape] });
  }
  if (typeof draw !== "number") throw new Error("only WebGPU draws by a tensor");
  const count = shape.reduce((size, side) => size * side, 1);
  return tensor(ON_THE_PROCESSOR[kind](draw, count), shape as [number]) as T;
}
