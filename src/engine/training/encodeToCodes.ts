import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { CodeDataset, CodeSet } from "../data/codes";
import { type AnyDataset, gatherSamples, type Samples, sampleSize } from "../data/samples";
import { splitChoices } from "../models/codeLevels";
import { type CodeLevel, cellsIn, type DiscreteModel } from "../models/model";
import { read } from "./evaluate";

const CHUNK = 250;

/**
 * Every sample of a data set as the codes that the model chooses for it, with its weights as they are now: what a prior over codes
 * learns from (van den Oord et al. 2017, section 3.3).
 * @param onProgress samples that are encoded, of all
 * @param level which grid of codes, counted from the coarsest; those of the one above it come with them
 */
export async function encodeToCodes(
  dataset: AnyDataset,
  model: DiscreteModel,
  breathe: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
  level = 0,
): Promise<CodeDataset> {
  const { id, train, heldOut, classes, labelNames } = dataset;
  const total = train.count + heldOut.count;
  const encode = (samples: Samples, before: number) =>
    codesOf(model, level, samples, async (done) => {
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
  level: number,
  samples: Samples,
  told: (done: number) => Promise<void>,
): Promise<CodeSet> {
  const first = Math.max(0, level - 1);
  const grids = model.levels.slice(first, level + 1).map((each: CodeLevel) => ({
    ...{ height: each.height, width: each.width, choices: each.codebook.size },
    indices: new Uint16Array(samples.count * cellsIn(each)),
  }));
  for (let start = 0; start < samples.count; start += CHUNK) {
    const count = Math.min(CHUNK, samples.count - start);
    const rows = gatherSamples(
      samples,
      Array.from({ length: count }, (_, i) => start + i),
    );
    const chosen = tidy(() => {
      const choices = model.nearest(model.encode(tensor2d(rows, [count, sampleSize(samples)])));
      return splitChoices(choices, model.levels).slice(first, level + 1);
    });
    for (const [i, grid] of grids.entries())
      grid.indices.set(await read(chosen[i] as (typeof chosen)[number]), start * cellsIn(grid));
    await told(start + count);
  }
  const own = grids.at(-1) as (typeof grids)[number];
  return {
    ...own,
    count: samples.count,
    labels: samples.labels,
    ...(level > 0 && { above: grids[0] }),
  };
}
