import { reshape, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { CodeDataset, CodeSet } from "../data/codes";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import type { DiscreteModel } from "../models/model";
import { read } from "./evaluate";
import type { Trainer } from "./trainer";

const CHUNK = 250;

/**
 * Every sample of a data set as the codes that the model chooses for it, with its weights as they are now: what a prior over codes
 * learns from (van den Oord et al. 2017, section 3.3).
 * @param onProgress samples that are encoded, of all
 */
export async function encodeToCodes(
  trainer: Trainer,
  model: DiscreteModel,
  breathe: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<CodeDataset> {
  const { id, train, heldOut, classes, labelNames } = trainer.dataset;
  const total = train.count + heldOut.count;
  const encode = (samples: Samples, before: number) =>
    codesOf(model, samples, async (done) => {
      onProgress(before + done, total);
      await breathe();
    });
  return {
    ...{ id, classes },
    train: await encode(train, 0),
    heldOut: await encode(heldOut, train.count),
    ...(labelNames && { labelNames }),
  };
}

async function codesOf(
  model: DiscreteModel,
  samples: Samples,
  told: (done: number) => Promise<void>,
): Promise<CodeSet> {
  const { height, width, dimensions } = model.code;
  const cells = height * width;
  const indices = new Uint16Array(samples.count * cells);
  for (let start = 0; start < samples.count; start += CHUNK) {
    const count = Math.min(CHUNK, samples.count - start);
    const rows = gatherSamples(
      samples,
      Array.from({ length: count }, (_, i) => start + i),
    );
    const chosen = tidy(() => {
      const zE = model.encode(tensor2d(rows, [count, sampleSize(samples)])).mu; // [B, cells · D]
      return model.codebook.nearest(reshape(zE, [-1, dimensions]));
    });
    indices.set(await read(chosen), start * cells);
    await told(start + count);
  }
  return { count: samples.count, height, width, choices: model.codebook.size, indices, labels: samples.labels };
}
