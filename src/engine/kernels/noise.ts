import { type Tensor1D, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { normals } from "../random";
import { hasKernel, NORMALS, runKernel } from "./names";

/**
 * ε ~ N(0, I), [rows, columns]: the draws of a key of `engine/random.ts`, the same on every backend but for the last digits.
 * @param draw the key, as a tensor [1] where a recorded step is to find it changed when it is replayed
 */
export function noise(draw: number | Tensor1D, rows: number, columns: number): Tensor2D {
  if (hasKernel(NORMALS)) {
    const held = typeof draw === "number" ? tensor1d([draw | 0], "int32") : draw;
    return runKernel(NORMALS, { draw: held }, { shape: [rows, columns] });
  }
  if (typeof draw !== "number") throw new Error("only WebGPU draws by a tensor");
  return tensor2d(normals(draw, rows * columns), [rows, columns]);
}
