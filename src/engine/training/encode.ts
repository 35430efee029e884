import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import { codeSize, type Model } from "../models/model";
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
  breathe: () => Promise<boolean>,
): Promise<Float32Array | undefined> {
  const width = codeSize(model.code);
  const all = new Float32Array(indices.length * width);
  for (let start = 0; start < indices.length; start += CHUNK) {
    const chunk = indices.subarray(start, start + CHUNK);
    const mu = tidy(() => {
      const x = tensor2d(gatherSamples(samples, chunk), [chunk.length, sampleSize(samples)]);
      return model.encode(x).mu.clone(); // [chunk, D]
    });
    all.set(await read(mu), start * width);
    if (!(await breathe())) return undefined;
  }
  return all;
}
