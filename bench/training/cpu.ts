/** One training step without a GPU: this engine against stock TensorFlow.js and PyTorch, in alternating blocks of one run. */
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { ensureKernels } from "../../scripts/lib/build.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { serve } from "../../scripts/lib/serve.mjs";
import { machine } from "../lib/machine";
import type { BenchResult } from "../lib/result";
import { median, quantile, round } from "../lib/statistics";
import { table } from "../lib/table";
import type { BlockResult, Peer, WorkId } from "./page/messages";
import { torchStep } from "./torch";

/** Steps a block: about as long for every peer, so that a noisy second hits them alike. */
const STEPS: Record<WorkId, Partial<Record<Peer, number>>> = {
  dense: { playground: 60, "tfjs-wasm": 8 },
  conv: { playground: 20, "tfjs-wasm": 1, "tfjs-webgl": 1 },
};
/** Losses of the same step may differ by what rounding adds up to. */
const SAME_LOSS = 1e-3;

async function buildPage(): Promise<string> {
  await ensureKernels();
  const outDir = join(root, ".cache/bench-page");
  await build({
    root: join(root, "bench/training/page"),
    configFile: false,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  });
  return outDir;
}

const start = (page: Page, peer: Peer, work: WorkId): Promise<BlockResult> =>
  page.evaluate(([name, what]) => globalThis.peers.start(name, what), [peer, work] as const);
const block = (page: Page, peer: Peer, steps: number): Promise<BlockResult> =>
  page.evaluate(([name, count]) => globalThis.peers.block(name, count), [peer, steps] as const);

/** Alternating blocks: the ratio of each pair says how much faster this engine was in that moment. */
async function compare(page: Page, work: WorkId, peer: Peer, pairs: number) {
  const [own, other] = [STEPS[work].playground ?? 1, STEPS[work][peer] ?? 1];
  const ratios: number[] = [];
  const ms: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const mine = await block(page, "playground", own);
    const theirs = await block(page, peer, other);
    ms.push(theirs.ms / other);
    ratios.push(theirs.ms / other / (mine.ms / own));
  }
  return { ratio: median(ratios), low: quantile(ratios, 0), high: quantile(ratios, 1), ms: median(ms) };
}

export async function runCpu(work: WorkId, { quick }: { quick: boolean }): Promise<BenchResult> {
  const pairs = quick ? 2 : 5;
  const server = await serve({ dir: await buildPage(), port: 0 });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.peers !== undefined);
    const first = await start(page, "playground", work);
    await block(page, "playground", 3);
    const ratios: Record<string, number> = {};
    const peers: Record<string, unknown> = {};
    const rows = [["peer", "ms a step", "ratio", "spread"]];
    for (const peer of Object.keys(STEPS[work]).filter((name) => name !== "playground") as Peer[]) {
      try {
        const { loss } = await start(page, peer, work);
        if (Math.abs(loss - first.loss) > SAME_LOSS * Math.abs(loss))
          throw new Error(`other loss: ${loss} against ${first.loss}`);
        await block(page, peer, 1);
        const { ratio, low, high, ms } = await compare(page, work, peer, pairs);
        ratios[peer] = round(ratio, 2);
        peers[peer] = { msPerStep: round(ms), ratio: round(ratio, 2), spread: [round(low, 2), round(high, 2)] };
        rows.push([peer, String(round(ms)), round(ratio, 2).toString(), `${round(low, 2)} – ${round(high, 2)}`]);
      } catch (error) {
        const reason = String(error).split("\n")[0];
        peers[peer] = { missing: reason };
        rows.push([peer, "–", "–", String(reason)]);
      }
    }
    const own = STEPS[work].playground ?? 1;
    const mine: number[] = [];
    for (let i = 0; i < pairs; i++) mine.push((await block(page, "playground", own)).ms / own);
    const torch = await torchStep(work, quick ? 5 : 20);
    if ("missing" in torch) peers.torch = torch;
    else {
      const best = Math.min(...Object.values(torch.threads));
      ratios.torch = round(best / median(mine), 2);
      peers.torch = { msPerStepByThreads: torch.threads, ratio: ratios.torch };
      rows.push(["torch", String(round(best)), String(ratios.torch), ""]);
    }
    peers["jax-js"] = { missing: "not a peer of this bench yet" };
    rows.splice(1, 0, ["playground", String(round(median(mine))), "1", ""]);
    console.log(table(rows));
    const stock = Object.entries(ratios).filter(([name]) => name.startsWith("tfjs"));
    if (stock.length > 0) ratios.tfjs = Math.min(...stock.map(([, ratio]) => ratio));
    return { ratios, figures: { ...machine(), browser: browser.version(), msPerStep: round(median(mine), 2), peers } };
  } finally {
    await browser.close();
    await server.close();
  }
}
