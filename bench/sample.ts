/** Drawing images from a PixelCNN: with what its layers have seen kept, against the whole network for every number. */
import { PixelCnn, type PixelCnnShape } from "../src/engine/priors/pixelCnn";
import { sampleIncrementally } from "../src/engine/priors/incrementalSampler";
import { sampleNaively } from "../src/engine/priors/naiveSampler";
import type { Sampling } from "../src/engine/priors/sampling";
import { startBackend } from "../src/engine/testing/backend";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";
import type { Options } from "./training/withPeers";

/** Gated, about as large as one that is trained on the page. */
const NETWORK = { stack: "gated", channels: 32, layers: 5, classes: 0, seed: 7 } as const;

interface Case {
  readonly name: string;
  readonly shape: Omit<PixelCnnShape, keyof typeof NETWORK>;
  readonly images: number;
  /** At least as many times as fast. */
  readonly bound?: number;
}

const square = (side: number, levels: number) => ({ height: side, width: side, colours: 1 as const, levels });

const CASES: readonly Case[] = [
  { name: "28×28 grey", shape: { grid: square(28, 256) }, images: 1, bound: 50 },
  { name: "8×8 codes", shape: { grid: square(8, 64), embedding: 16 }, images: 64, bound: 20 },
];
const SCALING = [4, 8, 16, 32].map((side) => ({ name: `${side}×${side}`, shape: { grid: square(side, 64), embedding: 16 }, images: 4 }));

/** Milliseconds, and the images. */
async function timed(start: () => Promise<Sampling> | Sampling, numbers?: number) {
  const begin = performance.now();
  const sampling = await start();
  await sampling.advance(numbers);
  const values = await sampling.values();
  const ms = performance.now() - begin;
  const { draws } = sampling;
  sampling.dispose();
  return { ms, values, draws };
}
