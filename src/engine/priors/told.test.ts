/** Priors that are conditioned on the codes above, and what a place attends to. */
import { tensor4d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { bits, key } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { drawnImages, drawnPrior } from "../testing/priors";
import { attentionMap } from "./attentionMap";
import { sampleIncrementally } from "./incrementalSampler";
import { sampleNaively } from "./naiveSampler";
import { codesAbove } from "./plan";
import type { Grid } from "./prior";
import type { Sampling } from "./sampling";

const GRID: Grid = { height: 5, width: 4, colours: 1, levels: 6 };
const ABOVE = { height: 3, width: 2, levels: 5 };
const make = (stack: "plain" | "gated" | "snail", classes = 0) =>
  drawnPrior(GRID, { stack, channels: 4, layers: 2, classes, embedding: 3, above: ABOVE });
const drawnAbove = (count: number) => Int32Array.from({ length: 6 * count }, (_, i) => bits(key(8), i) % 5);

async function follow(sampling: Sampling) {
  const logits: number[] = [];
  while (sampling.done < sampling.draws) {
    await sampling.advance(sampling.done + 1);
    logits.push(...(await sampling.logits()));
  }
  const values = [...(await sampling.values())];
  sampling.dispose();
  return { values, logits };
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(["plain", "gated", "snail"] as const)("draws below codes as the whole network does: %s", async (stack) => {
    const prior = make(stack, 3);
    const options = { labels: [0, 1, 2, 0, 1], key: 3, above: drawnAbove(5) };
    const naive = await follow(sampleNaively(prior, options));
    const incremental = await follow(await sampleIncrementally(prior, options));
    const errors = naive.logits.map((logit, i) => Math.abs(logit - at(incremental.logits, i)));
    expect(Math.max(...errors)).toBeLessThan(1e-5);
    expect(incremental.values).toEqual(naive.values);
    const others = { ...options, above: options.above.map((code) => (code + 1) % 5) };
    expect((await follow(await sampleIncrementally(prior, others))).logits).not.toEqual(incremental.logits);
  });

  it("says what a place attends to: everything up to it, and nothing after", async () => {
    const prior = make("snail");
    const above = codesAbove(prior, drawnAbove(1));
    const x = drawnImages(1, GRID);
    for (const pixel of [0, 7, 19]) {
      const maps = await attentionMap(prior, x, pixel, undefined, above);
      expect(maps).toHaveLength(2);
      for (const map of maps) {
        expect(map.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
        expect([...map].map((weight) => weight > 0)).toEqual(Array.from(map, (_, i) => i <= pixel));
      }
    }
    expect(await attentionMap(make("gated"), x, 3, undefined, above)).toEqual([]);
  });

  it("refuses codes where it is conditioned on none", () => {
    const prior = drawnPrior(GRID, { stack: "gated", channels: 4, layers: 1, classes: 0 });
    expect(() => codesAbove(prior, drawnAbove(1))).toThrow("not conditioned");
    expect(prior.tell(tensor4d([0], [1, 1, 1, 1], "int32"))).toBeUndefined();
  });
});
