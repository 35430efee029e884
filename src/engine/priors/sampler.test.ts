/** Incremental sampling against naive sampling, and both against exact probabilities. */
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { drawnPrior, KINDS } from "../testing/priors";
import { sampleIncrementally } from "./incrementalSampler";
import { sampleNaively } from "./naiveSampler";
import type { Grid } from "./prior";
import type { Sampling, SamplingOptions } from "./sampling";

const labels = (count: number) => Array.from({ length: count }, (_, i) => i % 3);

/** The images and all the logits on the way. */
async function follow(sampling: Sampling) {
  const logits: number[][] = [];
  while (sampling.done < sampling.draws) {
    await sampling.advance(sampling.done + 1);
    logits.push([...(await sampling.logits())]);
  }
  return { values: [...(await sampling.values())], logits };
}

const furthest = (some: readonly number[][], others: readonly number[][]) =>
  Math.max(...some.flatMap((row, i) => row.map((logit, j) => Math.abs(logit - at(others[i] ?? [], j)))));

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(KINDS)(
    "has the logits of the whole network at every place, and draws the same: $name",
    async ({ grid: kind, choices }) => {
      const grid: Grid = { height: 6, width: 5, ...kind };
      const prior = drawnPrior(grid, choices);
      const options: SamplingOptions = { labels: labels(7), key: 11 };
      const naive = await follow(sampleNaively(prior, options));
      const incremental = await follow(await sampleIncrementally(prior, options));
      expect(furthest(incremental.logits, naive.logits)).toBeLessThan(1e-5);
      expect(incremental.values).toEqual(naive.values);
      expect(new Set(incremental.values).size).toBeGreaterThan(1);
    },
  );
});
