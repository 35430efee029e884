/** A vector quantiser without a network around it: what the codebook's size costs, and nothing else. */
import { type Tensor2D, tensor2d, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { quantize } from "../../../src/engine/kernels/nearestCode";
import { squaredError } from "../../../src/engine/kernels/squaredError";
import { registerWasmKernels } from "../../../src/engine/kernels/wasm/register";
import { registerWebgpuKernels } from "../../../src/engine/kernels/webgpu/register";
import { weightedSum } from "../../../src/engine/kernels/weightedSum";
import { key, normals } from "../../../src/engine/random";
import type { Host } from "./host";
import type { QuantizerShape } from "./messages";
import { eagerSteps, replayedSteps } from "./steps";
import type { Work } from "./work";

/** β of van den Oord et al. 2017. */
const COMMITMENT = 0.25;

const draws = (seed: number, rows: number, columns: number) =>
  tensor2d(normals(key(seed), rows * columns), [rows, columns]);
const drawn = (seed: number, rows: number, columns: number) =>
  tidy(() => variable(draws(seed, rows, columns))) as Variable;

/**
 * A step of the codebook on the loss of van den Oord et al. 2017, eq. 3, with a target in place of the decoder and its
 * image, and the encoder's output given: the nearest codes, their lookup, the gradient that goes straight through to z,
 * the one of the codebook, and Adam's update of it.
 */
export async function quantizerWork(
  host: Host,
  backend: string,
  { rows, dimensions, codes }: QuantizerShape,
): Promise<Work> {
  const [z, codebook] = [drawn(1, rows, dimensions), drawn(2, codes, dimensions)] as [Variable, Variable];
  const target = draws(3, rows, dimensions);
  const loss = () => {
    const { codes: e, zQ } = quantize(z as unknown as Tensor2D, codebook as unknown as Tensor2D); // [N, D]
    const terms = [squaredError(target, zQ, 1 / rows), squaredError(z, e, 1 / rows), squaredError(e, z, 1 / rows)];
    return weightedSum(terms, [1, 1, COMMITMENT]);
  };
  const net = { variables: [codebook], inputs: [z] };
  if (backend === "webgpu") return replayedSteps(registerWebgpuKernels(), net, loss, [target]);
  if (backend === "wasm") await registerWasmKernels(host.wasmKernels);
  return eagerSteps(net, loss);
}
