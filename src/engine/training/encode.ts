import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import type { Model } from "../models/model";
import { read } from "./evaluate";

const CHUNK = 250;

/**
 * Where the encoder puts samples `indices`: their μ, [count × D]. The caller must not train in between.
 *
 * @param breathe called between chunks; when it answers false, the pass is given up
 */
export async function encodeSome(
  model: Model,
  samples: Samples,
  indices: Uint32Array,
  latent: number,
  breathe: () => Promise<boolean>,
): Promise<Float32Array | undefined> {
  const all = new Float32Array(indices.length * latent);
  for (let start = 0; start < indices.length; start += CHUNK) {
    const chunk = indices.subarray(start, start + CHUNK);
    const mu = tidy(() => {
      const x = tensor2d(gatherSamples(samples, chunk), [chunk.length, sampleSize(samples)]);
      return model.encode(x).mu.clone(); // [chunk, D]
    });
    all.set(await read(mu), start * latent);
    if (!(await breathe())) return undefined;
  }
  return all;
}
