/** What a training step costs as each size of the experiment grows, beside how its arithmetic grows. */
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";
import { quantizerOperations, vaeOperations } from "./scale/arithmetic";
import { OWN, type Peers, type Processor, warmUp } from "./training/peers";
import { type Options, withPeers } from "./training/withPeers";
import type { Task, VaeShape } from "./training/work/messages";

const PIXELS = 784;
const USUAL: VaeShape = { hidden: 400, latent: 20, batch: 128, images: 1024 };
/** The codes of 128 images that are 4×4 each, with as many numbers as van den Oord et al. give a code. */
const QUANTIZER = { rows: 2048, dimensions: 64 };
/** Measured growth may be this many times that of the arithmetic, from the smallest size to the largest. */
const BOUND = 1.3;
const BLOCK_MS = 500;

interface Dimension {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly task: (size: number) => Task;
  /** Of a step at this size. */
  readonly operations: (size: number) => number;
  /** Steps in a block, where not as many as take half a second. */
  readonly steps?: number;
}

/** One size of the dense VAE, the others as usual. */
function ofVae(name: keyof VaeShape, sizes: readonly number[], rest = USUAL): Dimension {
  const shape = (size: number) => ({ ...rest, [name]: size });
  return {
    name,
    sizes,
    task: (size) => ({ work: "dense", shape: shape(size) }),
    operations: (size) => vaeOperations(shape(size), PIXELS),
  };
}

const DIMENSIONS: readonly Dimension[] = [
  ofVae("batch", [32, 64, 128, 256, 512, 1024]),
  ofVae("hidden", [64, 128, 256, 512, 1024]),
  ofVae("latent", [2, 4, 8, 16, 32, 64]),
  // A whole epoch of the largest set, as every epoch has its shuffle; with a small net, which hides no such cost.
  { ...ofVae("images", [1_000, 6_000, 20_000, 60_000], { ...USUAL, hidden: 64 }), steps: 468 },
  {
    name: "codes",
    sizes: [16, 32, 64, 128, 256, 512, 1024],
    task: (codes) => ({ work: "quantizer", shape: { ...QUANTIZER, codes } }),
    operations: (codes) => quantizerOperations({ ...QUANTIZER, codes }),
  },
];

/** Milliseconds a step of a peer that is started for this alone. */
async function msPerStep(peers: Peers, processor: Processor, task: Task, steps?: number): Promise<number> {
  const peer = OWN[processor];
  const warm = await warmUp(peers, peer, task);
  const count = steps ?? Math.max(2, Math.round(BLOCK_MS / warm.msPerStep));
  const blocks: number[] = [];
  for (let block = 0; block < (steps ? 1 : 3); block++) blocks.push((await peers.block(peer, count)).ms / count);
  await peers.stop(peer);
  return median(blocks);
}

interface Point {
  readonly size: number;
  readonly ms: number;
  readonly operations: number;
}

/** Every size once a round, so that a noisy minute hits all alike. */
async function measure(
  peers: Peers,
  processor: Processor,
  { sizes, task, operations, steps }: Dimension,
  rounds: number,
) {
  const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round++)
    for (const [size, list] of times) list.push(await msPerStep(peers, processor, task(size), steps));
  return [...times].map(([size, list]): Point => ({ size, ms: median(list), operations: operations(size) }));
}

function growth(point: Point, from: Point) {
  const [measured, arithmetic] = [point.ms / from.ms, point.operations / from.operations];
  return { measured: round(measured, 2), arithmetic: round(arithmetic, 2), ratio: round(measured / arithmetic, 2) };
}

export const run = ({ quick, runtime }: Options): Promise<BenchResult> => {
  const processor: Processor = runtime === "node-gpu" ? "gpu" : "cpu";
  return withPeers(processor, runtime, async (peers) => {
    const rows = [["", "size", "ms a step", "growth", "of the arithmetic", "ratio", "bound", ""]];
    const ratios: Record<string, number> = {};
    const dimensions: Record<string, unknown> = {};
    for (const dimension of DIMENSIONS) {
      const { name } = dimension;
      const sizes = quick ? ends(dimension.sizes) : dimension.sizes;
      const points = await measure(peers, processor, { ...dimension, sizes }, quick ? 1 : 3);
      const [first, last] = ends(points);
      for (const point of points) {
        const { measured, arithmetic, ratio } = growth(point, first);
        const cells = [name, point.size, round(point.ms, 2), measured, arithmetic, ratio].map(String);
        const verdict = ratio <= BOUND ? "ok" : "MISSED";
        rows.push(point === last ? [...cells, `≤ ${BOUND}`, verdict] : cells);
      }
      const total = growth(last, first);
      ratios[name] = total.ratio;
      dimensions[name] = { points, ...total, ok: total.ratio <= BOUND };
    }
    console.log(table(rows));
    return { ratios, figures: { ...machine(), ...peers.about, processor, bound: BOUND, dimensions } };
  });
};

const ends = <Item>(items: readonly Item[]): [Item, Item] => [items[0] as Item, items.at(-1) as Item];
