/** The page of the training benches, built, served and open in a browser. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import sirv from "sirv";
import { build } from "vite";
import { ensureKernels } from "../../scripts/lib/build.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { securityHeaders } from "../../scripts/lib/serve.mjs";
import { Peers, type Transport } from "./peers";

/** WebGPU without a GPU: drawn by the processor, the same for every peer. */
const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** The workers of an open page. */
const workersOf = (page: Page, browser: Browser): Transport => ({
  about: { browser: `Chromium ${browser.version()}` },
  launch: (peer) => page.evaluate((name) => globalThis.peers.launch(name), peer),
  ask: (peer, request) => page.evaluate(([name, asked]) => globalThis.peers.ask(name, asked), [peer, request] as const),
  stop: (peer) => page.evaluate((name) => globalThis.peers.stop(name), peer),
});

async function buildPage(): Promise<string> {
  await ensureKernels();
  const outDir = join(root, ".cache/bench-page");
  await build({
    root: join(root, "bench/training/page"),
    configFile: false,
    base: "./",
    publicDir: false,
    logLevel: "error",
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  });
  return outDir;
}

/** Isolated as in production, for threads and exact timers, but without its policy on scripts: jax-js makes its threads of blobs. */
async function serve(dir: string) {
  const { "Content-Security-Policy": _, ...headers } = securityHeaders;
  const files = sirv(dir, { dev: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

/** The page of the peers, for as long as it is used. */
export async function withPage<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const server = await serve(await buildPage());
  try {
    return await use(server.url);
  } finally {
    server.close();
  }
}

/** A browser with nothing cached: its profile is new, and goes with it. */
export async function withBrowser<Result>(gpu: boolean, use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const args = [...CHROMIUM_FLAGS, ...(gpu ? SOFTWARE_GPU : [])];
  const browser = await chromium.launch({ executablePath: await findChromium(), args });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Peers in one page; the page itself is for what a peer cannot know of itself. */
export const withBrowserPeers = <Result>(
  gpu: boolean,
  use: (peers: Peers, page: Page) => Promise<Result>,
): Promise<Result> =>
  withPage((url) =>
    withBrowser(gpu, async (browser) => {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => globalThis.peers !== undefined);
      return use(new Peers(workersOf(page, browser)), page);
    }),
  );
