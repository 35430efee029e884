import {
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor4d,
  tidy,
  tile,
} from "@tensorflow/tfjs-core";
import { key, normals, Stream } from "../random";
import { read } from "../training/evaluate";
import { TensorLayers } from "./layers";
import type { Prior } from "./prior";

/** Up to so many levels, each logit is differentiated; of more, as many random sums of them. */
const MOST = 16;

/**
 * How much the logits of one number depend on each number of an image, by their exact derivatives:
 * √(Σ_l Σ_e (∂logit_l / ∂x_e)²) for each, [H · W · colours] in the order in which they are drawn. It is 0 where the network cannot see.
 *
 * Of more than 16 levels it is an estimate, √(mean_k Σ_e (∂(ε_k·logits) / ∂x_e)²) with ε_k ~ N(0, I), which is 0 in the same places.
 * @param x int32 [1, H, W, colours]
 * @param place of the number in that order
 */
export async function receptiveField(
  prior: Prior,
  x: Tensor4D,
  place: number,
  label?: Tensor1D,
  above?: Tensor4D,
): Promise<Float32Array> {
  const { height, width, colours, levels } = prior.grid;
  const isExact = levels <= MOST;
  const copies = isExact ? levels : MOST;
  const [size, first] = [height * width * colours * levels, place * levels];
  const chosen = new Float32Array(copies * size); // of each copy's logits, how much each counts
  const random = normals(key(Stream.analysis, place), copies * levels);
  for (let copy = 0; copy < copies; copy++) {
    if (isExact) chosen[copy * size + first + copy] = 1;
    else chosen.set(random.subarray(copy * levels, (copy + 1) * levels), copy * size + first);
  }
  const slopes = await read(
    tidy(() => {
      const weights = tensor4d(chosen, [copies, height, width, colours * levels]);
      const labels = label && (tile(label, [copies]) as Tensor1D);
      const layers = new TensorLayers(colours, labels);
      const told = prior.tell(above);
      const logits = (given: Tensor) => sum(mul(prior.network(layers, given as Tensor4D, told), weights));
      return grads(logits)([tile(prior.embed(x), [copies, 1, 1, 1])])[0] as Tensor;
    }),
  );
  const count = height * width * colours;
  const squares = new Float64Array(count);
  const numbers = slopes.length / copies / count; // E
  for (const [i, slope] of slopes.entries()) {
    const at = Math.floor(i / numbers) % count;
    squares[at] = (squares[at] as number) + slope ** 2;
  }
  return Float32Array.from(squares, (square) => Math.sqrt(square / (isExact ? 1 : copies)));
}
