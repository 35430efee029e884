import { add, slice, sub, type Tensor1D, type Tensor2D, tidy, tile } from "@tensorflow/tfjs-core";
import { noise } from "../kernels/noise";
import type { Model } from "../models/model";
import { logNormal } from "../nn/logNormal";
import { key } from "../random";
import { read } from "../training/evaluate";
import type { Pace } from "./chunks";
import { logMeanWeights } from "./likelihood";

/** Rows that are decoded at a time. */
const CHUNK = 250;

/**
 * One draw of the importance-weighted bound L_k on log p(x) of each row, nats: [B]   (Burda et al. 2016, eq. 8).
 *
 *     L_k = log 1/k Σ p(x|z) p(z) / q(z|x),  z ~ q(z|x)
 *
 * L_1 is a draw of the ELBO; on average it rises with k, towards log p(x).
 *
 * @param x [B, P], which the caller keeps until it is done
 * @param samples k, at least 1
 * @param draw the key of the noise: the same one gives the same numbers
 * @param pace how training goes on beside it
 * @returns undefined when given up
 * @throws TypeError where the model has no q(z|x) or no p(x|z); RangeError where a density is not finite
 */
export async function iwaeBound(
  model: Model,
  x: Tensor2D,
  samples: number,
  draw: number,
  { breathe, progress }: Pace = { breathe: async () => true },
): Promise<Float64Array | undefined> {
  const count = x.shape[0];
  const logWeights = new Float64Array(count * samples);
  for (let start = 0; start < count; start += CHUNK) {
    const rows = Math.min(CHUNK, count - start);
    const together = Math.floor(CHUNK / rows); // samples of each row at a time
    for (let sample = 0; sample < samples; sample += together) {
      const times = Math.min(together, samples - sample);
      const weigh = () => logWeightsOf(model, slice(x, start, rows), times, key(draw, start, sample));
      const values = await read(tidy(weigh));
      for (const [i, value] of values.entries())
        logWeights[(start + (i % rows)) * samples + sample + Math.floor(i / rows)] = value;
      progress?.((start + (rows * (sample + times)) / samples) / count);
      if (!(await breathe())) return undefined;
    }
  }
  return logMeanWeights(logWeights, samples);
}

/** log p(x|z) + log p(z) − log q(z|x) of each row, then of each row with another z, and so on: [times · B]. */
function logWeightsOf(model: Model, x: Tensor2D, times: number, draw: number): Tensor1D {
  const q = model.encode(x); // [B, D], [B, D]
  if (!q.logVar || !model.logLikelihood) throw new TypeError("this model has no q(z|x), or no p(x|z)");
  const [many, mu, logVar] = [x, q.mu, q.logVar].map((rows) => tile(rows, [times, 1])) as [
    Tensor2D,
    Tensor2D,
    Tensor2D,
  ];
  const z = model.sample({ mu, logVar }, noise("normal", draw, mu.shape));
  return add(model.logLikelihood(many, z), sub(logNormal(z, 0, 0), logNormal(z, mu, logVar)));
}
