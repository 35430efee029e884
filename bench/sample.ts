/** Drawing images from a PixelCNN: with what its layers have seen kept, against the whole network for every number. In Node. */
import type { CausalProgram } from "../src/engine/kernels/causalProgram";
import { sampleIncrementally } from "../src/engine/priors/incrementalSampler";
import { sampleNaively } from "../src/engine/priors/naiveSampler";
import { PixelCnn, type PixelCnnShape } from "../src/engine/priors/pixelCnn";
import { planOf } from "../src/engine/priors/plan";
import { drawsIn } from "../src/engine/priors/prior";
import type { Sampling } from "../src/engine/priors/sampling";
import { startBackend } from "../src/engine/testing/backend";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";
import type { Options } from "./training/withPeers";

/** About as large as one that is trained on the page. */
const NETWORK = { stack: "gated", channels: 32, layers: 5, classes: 0, seed: 7 } as const;
const KEY = 3;
/** Numbers after which the naive sampler's time for all of them is known: each costs the same. */
const NAIVE_NUMBERS = 8;
/** Measured growth may be this many times that of the arithmetic. */
const GROWTH_BOUND = 1.3;

interface Case {
  readonly name: string;
  readonly shape: Omit<PixelCnnShape, keyof typeof NETWORK>;
  readonly images: number;
}

const grid = (side: number, levels: number) => ({ height: side, width: side, colours: 1 as const, levels });
const codes = (side: number, images: number): Case => ({
  name: `${side}×${side} codes`,
  shape: { grid: grid(side, 64), embedding: 16 },
  images,
});

/** What has to be at least so many times as fast. */
const COMPARED: readonly (Case & { readonly bound: number })[] = [
  { name: "28×28 grey", shape: { grid: grid(28, 256) }, images: 1, bound: 50 },
  { ...codes(8, 64), bound: 20 },
];
const SCALED: readonly Case[] = [4, 8, 16, 32].map((side) => codes(side, 16));

const priorOf = ({ shape }: Case) => new PixelCnn({ ...NETWORK, ...shape });
const optionsOf = ({ images }: Case) => ({ labels: new Array<number>(images).fill(0), key: KEY });

/** Milliseconds from the first number to the last one, with the time that it takes to get ready, and the images. */
async function draw(start: () => Sampling | Promise<Sampling>, numbers?: number) {
  const begin = performance.now();
  const sampling = await start();
  const ready = performance.now();
  await sampling.advance(numbers);
  const values = await sampling.values();
  const end = performance.now();
  sampling.dispose();
  return { values, ms: end - begin, drawMs: end - ready };
}

/** Every image in full by both samplers. */
async function compare(given: Case & { readonly bound: number }, rounds: number) {
  const [prior, options] = [priorOf(given), optionsOf(given)];
  const incrementally = () => draw(() => sampleIncrementally(prior, options));
  const naively = (numbers?: number) => draw(() => sampleNaively(prior, options), numbers);
  await incrementally();
  await naively(1);
  const naive = await naively();
  const times: number[] = [];
  for (let each = 0; each < rounds; each++) {
    const { values, ms } = await incrementally();
    if (values.join() !== naive.values.join()) throw new Error(`${given.name}: the two samplers drew other images`);
    times.push(ms);
  }
  prior.parameters.dispose();
  const ms = median(times);
  const ratio = naive.ms / ms;
  return { naiveMs: round(naive.ms), ms: round(ms), ratio: round(ratio), ok: ratio >= given.bound };
}

/** Multiply-adds for an image: of each convolution at each pixel, the places that lie inside. */
function operationsOf({ rowSteps, pointSteps, width }: CausalProgram, height: number): number {
  const inside = (at: number, side: number) => at >= 0 && at < side;
  let count = 0;
  for (const { taps, inputs, outputs } of [...rowSteps, ...pointSteps])
    for (const [dy, dx] of taps)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) if (inside(y + dy, height) && inside(x + dx, width)) count += inputs * outputs;
  return count;
}

/** One size: what all images take, of the naive sampler as its first numbers tell. */
async function measure(given: Case, rounds: number) {
  const [prior, options] = [priorOf(given), optionsOf(given)];
  const times: number[] = [];
  for (let each = 0; each <= rounds; each++) times.push((await draw(() => sampleIncrementally(prior, options))).drawMs);
  await draw(() => sampleNaively(prior, options), 1);
  const naive = await draw(() => sampleNaively(prior, options), NAIVE_NUMBERS);
  const operations = operationsOf((await planOf(prior)).program, given.shape.grid.height);
  prior.parameters.dispose();
  const naiveMs = (naive.ms / NAIVE_NUMBERS) * drawsIn(given.shape.grid);
  return { name: given.name, ms: median(times.slice(1)), naiveMs, operations };
}

export async function run({ quick, runtime }: Options): Promise<BenchResult> {
  const backend = runtime === "node-gpu" ? "webgpu" : "wasm";
  await startBackend(backend);
  const rounds = quick ? 3 : 9;
  const rows = [["", "images", "ms naive", "ms", "ratio", "bound", "", "", ""]];
  const ratios: Record<string, number> = {};
  const compared: Record<string, unknown> = {};
  for (const given of COMPARED) {
    const { name, images, bound } = given;
    const result = await compare(given, rounds);
    compared[name] = { images, bound, ...result };
    ratios[name] = result.ratio;
    const { naiveMs, ms, ratio, ok } = result;
    rows.push([
      name,
      String(images),
      String(naiveMs),
      String(ms),
      `${ratio}`,
      `≥ ${bound}`,
      ok ? "ok" : "MISSED",
      "same images",
      "",
    ]);
  }
  console.log(table(rows));

  const points = [];
  for (const given of SCALED) points.push(await measure(given, rounds));
  const [first] = points as [(typeof points)[number]];
  const growth = points.map(({ ms, naiveMs, operations }) => ({
    measured: round(ms / first.ms, 2),
    naive: round(naiveMs / first.naiveMs, 2),
    arithmetic: round(operations / first.operations, 2),
    ratio: round(ms / first.ms / (operations / first.operations), 2),
  }));
  const scaling = points.map((point, i) => ({ ...point, growth: growth[i] }));
  console.log(
    table([
      ["", "images", "ms naive, of 8 numbers", "ms", "growth", "of the arithmetic", "of naive", "ratio", "bound", ""],
      ...points.map(({ name, ms, naiveMs }, i) => {
        const { measured, naive, arithmetic, ratio } = growth[i] as (typeof growth)[number];
        const cells = [name, SCALED[i]?.images, round(naiveMs), round(ms, 2), measured, arithmetic, naive, ratio].map(
          String,
        );
        return [...cells, `≤ ${GROWTH_BOUND}`, ratio <= GROWTH_BOUND ? "ok" : "MISSED"];
      }),
    ]),
  );
  ratios.scaling = Math.max(...growth.map(({ ratio }) => ratio));
  const about = { ...machine(), node: process.version, backend, network: NETWORK };
  return { ratios, figures: { ...about, compared, growthBound: GROWTH_BOUND, scaling } };
}
