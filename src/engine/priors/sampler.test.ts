/** Incremental sampling against naive sampling, and both against exact probabilities. */
import { type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS, GPU_IS_SOFTWARE } from "../testing/gpu";
import { at } from "../testing/numbers";
import { drawnPrior, everyImage, KINDS, logProbabilities } from "../testing/priors";
import { sampleIncrementally } from "./incrementalSampler";
import { sampleNaively } from "./naiveSampler";
import { drawsIn, type Grid } from "./prior";
import type { Sampling, SamplingOptions } from "./sampling";

const same = (count: number, value: number): Tensor1D => tensor1d(new Array(count).fill(value), "int32");

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

  const wide: (typeof KINDS)[number] = {
    name: "gated, wider than a workgroup, with more levels",
    grid: { colours: 1, levels: 100 },
    choices: { stack: "gated", channels: 40, layers: 1, classes: 0 },
  };

  // On a slow GPU not those of grey pixels, which have nothing that the others have not.
  const isGrey = ({ grid, choices }: (typeof KINDS)[number]) => grid.colours === 1 && !choices.embedding;
  const kinds = backend === "webgpu" && GPU_IS_SOFTWARE ? KINDS.filter((kind) => !isGrey(kind)) : KINDS;

  it.each([...kinds, wide])(
    "has the logits of the whole network at every place, and draws the same: $name",
    async ({ grid: kind, choices }) => {
      const grid: Grid = { height: 5, width: 4, ...kind };
      const prior = drawnPrior(grid, choices);
      const options: SamplingOptions = { labels: labels(5), key: 11 };
      const naive = await follow(sampleNaively(prior, options));
      const incremental = await follow(await sampleIncrementally(prior, options));
      expect(furthest(incremental.logits, naive.logits)).toBeLessThan(1e-5);
      expect(incremental.values).toEqual(naive.values);
      expect(new Set(incremental.values).size).toBeGreaterThan(1);
    },
  );

  const grid: Grid = { height: 4, width: 3, colours: 3, levels: 2 };
  const small = () => drawnPrior(grid, { stack: "gated", channels: 6, layers: 1, classes: 3 });
  const all = async (sampling: Sampling) => {
    await sampling.advance();
    const values = await sampling.values();
    sampling.dispose();
    return [...values];
  };
  const image = (values: readonly number[], i: number) => values.slice(i * drawsIn(grid), (i + 1) * drawsIn(grid));

  it("draws the same with stops, and other images with another key", async () => {
    const options = { labels: labels(5), key: 1 };
    const whole = await all(await sampleIncrementally(small(), options));
    const stopped = await sampleIncrementally(small(), options);
    for (const until of [1, 2, 11, 20]) await stopped.advance(until);
    expect([...(await stopped.values())].map((value) => value < 0)).toEqual(
      whole.map((_, i) => i % drawsIn(grid) >= 20),
    );
    expect(await all(stopped)).toEqual(whole);
    expect(await all(await sampleIncrementally(small(), { ...options, key: 2 }))).not.toEqual(whole);
    expect(image(whole, 0)).not.toEqual(image(whole, 3)); // of the same label
  });

  it("completes what is given, of each image what it is given", async () => {
    const given = new Int32Array(2 * drawsIn(grid)).fill(-1);
    given.set([1, 0, 1, 1, 0], 0);
    given.set([0, 0, 1], drawsIn(grid) + 20);
    const options = { labels: labels(2), key: 1, given };
    const completed = await all(await sampleIncrementally(small(), options));
    expect(completed).toEqual(await all(sampleNaively(small(), options)));
    expect(completed.slice(0, 5)).toEqual([1, 0, 1, 1, 0]);
    expect(image(completed, 1).slice(20, 23)).toEqual([0, 0, 1]);
    expect(completed.every((value) => value === 0 || value === 1)).toBe(true);
  });

  it.each([1, 14])("takes another value in place of the last one, and of one before it: after %i", async (until) => {
    const options = { labels: labels(2), key: 1 };
    const sampling = await sampleIncrementally(small(), options);
    await sampling.advance(until);
    const before = await sampling.values();
    const others = [1 - at(before, 0), 1 - at(before, drawsIn(grid))];
    await sampling.override(0, others);
    expect(sampling.done).toBe(1);
    const given = new Int32Array(2 * drawsIn(grid)).fill(-1);
    for (const [i, value] of others.entries()) given[i * drawsIn(grid)] = value;
    expect(await all(sampling)).toEqual(await all(sampleNaively(small(), { ...options, given })));
  });

  it("takes the likeliest at temperature 0, and spreads out when it is hot", async () => {
    const [cold, hot] = await Promise.all(
      [0, 50].map(async (temperature) =>
        all(await sampleIncrementally(small(), { labels: new Array(64).fill(1), key: 3, temperature })),
      ),
    );
    const mean = (values: readonly number[] = []) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (let i = 1; i < 64; i++) expect(image(cold ?? [], i)).toEqual(image(cold ?? [], 0));
    expect(mean(hot)).toBeGreaterThan(0.45);
    expect(mean(hot)).toBeLessThan(0.55);
  });
});

/** Whether counts may come from such probabilities: Pearson's χ², in standard deviations above what is usual (Wilson & Hilferty 1931). */
function surprise(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const terms = counts.map((count, i) => (count - total * at(probabilities, i)) ** 2 / (total * at(probabilities, i)));
  const [chi, k] = [terms.reduce((sum, term) => sum + term, 0), counts.length - 1];
  return (Math.cbrt(chi / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("how often images are drawn on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each([
    { kind: 0, height: 2, width: 2, temperature: 1 }, // 16 images
    { kind: 3, height: 1, width: 2, temperature: 1 }, // 64
    { kind: 4, height: 1, width: 2, temperature: 1.5 }, // 25
  ])("is what the prior says: $kind, $height × $width", async ({ kind, height, width, temperature }) => {
    const { grid: rest, choices } = KINDS[kind] as (typeof KINDS)[number];
    const grid: Grid = { height, width, ...rest };
    const prior = drawnPrior(grid, choices);
    const every = everyImage(grid);
    const [label, count] = [1, 2000];
    const logs = await logProbabilities(prior, every, same(every.shape[0], label), temperature);
    const sampling = await sampleIncrementally(prior, { labels: new Array(count).fill(label), key: 17, temperature });
    await sampling.advance();
    const values = await sampling.values();
    sampling.dispose();
    const counts: number[] = new Array(every.shape[0]).fill(0);
    for (let i = 0; i < count; i++) {
      const digits = values.subarray(i * drawsIn(grid), (i + 1) * drawsIn(grid));
      const name = digits.reduce((sum, digit, place) => sum + digit * grid.levels ** place, 0);
      counts[name] = at(counts, name) + 1;
    }
    const probabilities = logs.map(Math.exp);
    expect(surprise(counts, probabilities)).toBeLessThan(3);
    expect(surprise(counts, [...probabilities].reverse())).toBeGreaterThan(10); // a test that can fail
  });
});
