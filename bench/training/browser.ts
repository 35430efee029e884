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
import type { BlockResult, IssueResult, Peer, WorkId } from "./page/messages";

/** WebGPU without a GPU: drawn by the processor, the same for every peer. */
const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** What the peers in the page can be asked. */
export class Peers {
  constructor(
    private readonly page: Page,
    readonly browserVersion: string,
  ) {}

  /** Boots a peer and takes its first step. */
  start(peer: Peer, work: WorkId): Promise<BlockResult> {
    return this.page.evaluate(([name, what]) => globalThis.peers.start(name, what), [peer, work] as const);
  }
  block(peer: Peer, steps: number): Promise<BlockResult> {
    return this.page.evaluate(([name, count]) => globalThis.peers.block(name, count), [peer, steps] as const);
  }
  issue(peer: Peer, steps: number): Promise<IssueResult> {
    return this.page.evaluate(([name, count]) => globalThis.peers.issue(name, count), [peer, steps] as const);
  }
  /** Ends a peer's thread, so that it neither computes nor holds memory while others are measured. */
  stop(peer: Peer): Promise<void> {
    return this.page.evaluate((name) => globalThis.peers.stop(name), peer);
  }
}

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

export async function withPeers<Result>(gpu: boolean, use: (peers: Peers) => Promise<Result>): Promise<Result> {
  const server = await serve(await buildPage());
  const args = [...CHROMIUM_FLAGS, ...(gpu ? SOFTWARE_GPU : [])];
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: await findChromium(), args });
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.peers !== undefined);
    return await use(new Peers(page, browser.version()));
  } finally {
    await browser?.close();
    server.close();
  }
}
