/** From a cold start to the first loss: this page against a page that does nothing but train with stock TensorFlow.js. */
import { join } from "node:path";
import { ensureBuilt, ensureDatasets } from "../scripts/lib/build.mjs";
import { root } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/lib/serve.mjs";
import { DEFAULT_EXPERIMENT } from "../src/engine/experiment";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, quantile, round } from "./lib/statistics";
import { table } from "./lib/table";
import { withBrowser, withPage } from "./training/browser";
import type { Peer, Request, VaeShape } from "./training/work/messages";
import { firstLosses } from "./ui/firstLoss";

const BACKENDS = ["webgpu", "wasm"] as const;
type Backend = (typeof BACKENDS)[number];

const TIMEOUT_MS = 120_000;

/** The VAE of the page's default experiment. Its images are made on the spot, which is quicker than a download. */
const { hidden, latent, batch } = DEFAULT_EXPERIMENT;
const SHAPE: VaeShape = { hidden, latent, batch, images: 1024 };

/** Ours: up to the frame that shows the first loss. Each opening has a browser and a profile of its own. */
const ours = (url: string, backend: Backend): Promise<number> =>
  withBrowser(backend === "webgpu", async (browser) => {
    const [ms = Number.NaN] = await firstLosses(browser, url, 1, backend);
    return ms;
  });

/** Stock TensorFlow.js: up to the moment in which the page has the loss; nothing is shown. */
const stock = (url: string, peer: Peer): Promise<number> =>
  withBrowser(peer === "tfjs-webgpu", async (browser) => {
    const page = await browser.newPage();
    const request: Request = { type: "start", peer, work: "dense", shape: SHAPE };
    await page.goto(`${url}#${encodeURIComponent(JSON.stringify(request))}`, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.firstLoss, undefined, { timeout: TIMEOUT_MS, polling: 50 });
    const first = await page.evaluate(() => globalThis.firstLoss);
    if (!first || "error" in first) throw new Error(`${peer}: ${first?.error}`);
    return first.at;
  });

/** Pairs, so that a noisy minute hits both alike. */
async function compare(urls: { ours: string; stock: string }, backend: Backend, pairs: number) {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    mine.push(await ours(urls.ours, backend));
    theirs.push(await stock(urls.stock, `tfjs-${backend}`));
  }
  const ratios = theirs.map((ms, i) => ms / (mine[i] as number));
  return {
    oursMs: Math.round(median(mine)),
    stockMs: Math.round(median(theirs)),
    ratio: round(median(ratios), 2),
    spread: [quantile(ratios, 0), quantile(ratios, 1)].map((ratio) => round(ratio, 2)),
  };
}

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  await ensureDatasets();
  await ensureBuilt();
  const server = await serve({ dir: join(root, "dist"), port: 0 });
  const pairs = quick ? 2 : 5;
  try {
    return await withPage(async (page) => {
      const rows = [["backend", "ours, ms", "stock tfjs, ms", "ratio", "spread"]];
      const ratios: Record<string, number> = {};
      const backends: Record<string, unknown> = {};
      for (const backend of BACKENDS) {
        const result = await compare({ ours: server.url, stock: page }, backend, pairs);
        ratios[`tfjs-${backend}`] = result.ratio;
        backends[backend] = result;
        const { oursMs, stockMs, ratio, spread } = result;
        rows.push([backend, String(oursMs), String(stockMs), String(ratio), spread.join(" – ")]);
      }
      console.log(table(rows));
      return { ratios, figures: { ...machine(), shape: SHAPE, pairs, backends } };
    });
  } finally {
    await server.close();
  }
}
