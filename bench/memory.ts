/** What is left behind by thousands of training steps: nothing. */
import type { Page } from "@playwright/test";
import { type Heap, Heaps } from "./lib/heap";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { round } from "./lib/statistics";
import { table } from "./lib/table";
import { withBrowserPeers } from "./training/browser";
import type { Peers } from "./training/peers";
import type { Footprint, Peer } from "./training/work/messages";

/** Small, so that thousands of steps are soon done: what leaks, leaks a tensor or a buffer a step at any size. */
const SHAPE = { hidden: 32, latent: 2, batch: 16, images: 1024 };
/** As many steps are under way before their losses are waited for, about as on the page. */
const BLOCK = 50;
const UNIT = 1000;
/** Pools fill and code is compiled: what is held then is no leak. */
const WARM_UP = 500;
const BOUNDS = { tensors: 0, gpuBuffers: 0, heapBytes: 1e6 };

const BACKENDS = { wasm: "playground-wasm", webgpu: "playground-webgpu" } as const satisfies Record<string, Peer>;
type Backend = keyof typeof BACKENDS;

interface Reading extends Footprint {
  /** Objects of the peer's thread after a collection. */
  readonly heapBytes: number;
}
type Quantity = keyof Reading;

async function train(peers: Peers, peer: Peer, steps: number): Promise<void> {
  for (let done = 0; done < steps; done += BLOCK) await peers.block(peer, BLOCK);
}

/** One reading before the first step that counts, and one after every thousand. */
async function watch(peers: Peers, page: Page, peer: Peer, steps: number): Promise<Reading[]> {
  await peers.start(peer, { work: "dense", shape: SHAPE, countBuffers: true });
  const heaps = await Heaps.of(page);
  const read = async (): Promise<Reading> => {
    const { objects }: Heap = (await heaps.read()).worker;
    return { ...(await peers.footprint(peer)), heapBytes: objects };
  };
  await train(peers, peer, WARM_UP);
  const readings = [await read()];
  for (let done = 0; done < steps; done += UNIT) {
    await train(peers, peer, UNIT);
    readings.push(await read());
  }
  return readings;
}

/** What each quantity was at first, and by how much it grew per thousand steps. */
function summarize(readings: readonly Reading[]) {
  const [first, last] = [readings[0], readings.at(-1)] as [Reading, Reading];
  const growth = (quantity: Quantity) => (last[quantity] - first[quantity]) / (readings.length - 1);
  const quantities = Object.keys(first) as Quantity[];
  const growthPer1000 = Object.fromEntries(quantities.map((quantity) => [quantity, Math.round(growth(quantity))]));
  return {
    first,
    last,
    growthPer1000,
    ok: {
      tensors: growth("tensors") <= BOUNDS.tensors,
      gpuBuffers: growth("gpuBuffers") <= BOUNDS.gpuBuffers,
      heapBytes: growth("heapBytes") < BOUNDS.heapBytes,
    },
  };
}
type Summary = ReturnType<typeof summarize>;

const NAMES: Record<Quantity, string> = {
  tensors: "tensors",
  tensorBytes: "tensor bytes",
  gpuBuffers: "GPU buffers",
  wasmBytes: "WebAssembly memory",
  heapBytes: "JS heap",
};

function rowsOf(backend: Backend, { first, last, growthPer1000, ok }: Summary): string[][] {
  const inUnit = (quantity: Quantity, value: number) =>
    /Bytes$/.test(quantity) ? `${round(value / 1e6, 3)} MB` : String(round(value, 3));
  return (Object.keys(NAMES) as Quantity[]).map((quantity) => {
    const isOk = (ok as Partial<Record<Quantity, boolean>>)[quantity];
    return [
      backend,
      NAMES[quantity],
      inUnit(quantity, first[quantity]),
      inUnit(quantity, last[quantity]),
      inUnit(quantity, growthPer1000[quantity] ?? Number.NaN),
      quantity in BOUNDS ? inUnit(quantity, BOUNDS[quantity as keyof typeof BOUNDS]) : "",
      isOk === undefined ? "" : isOk ? "ok" : "MISSED",
    ];
  });
}

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  const steps = quick ? 1_000 : 10_000;
  const rows = [["backend", "", `after ${WARM_UP} steps`, `${steps} later`, "growth per 1,000", "bound", ""]];
  const backends: Record<string, Summary> = {};
  let about = {};
  for (const [backend, peer] of Object.entries(BACKENDS) as [Backend, Peer][])
    await withBrowserPeers(backend === "webgpu", async (peers, page) => {
      const summary = summarize(await watch(peers, page, peer, steps));
      about = { ...machine(), ...peers.about };
      backends[backend] = summary;
      rows.push(...rowsOf(backend, summary));
    });
  console.log(table(rows));
  return { ratios: {}, figures: { ...about, shape: SHAPE, steps, backends } };
}
