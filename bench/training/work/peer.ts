/** A peer, wherever it runs: it is told what to train and then asked for steps. Each has a thread or process of its own. */
import { footprint, startCountingBuffers } from "./footprint";
import type { Host } from "./host";
import { issue } from "./issue";
import type { Adapter, Answers, BlockResult, Peer, Request, Task } from "./messages";
import type { Work } from "./work";

/** The playground's WebAssembly where the page is not isolated. */
const ONE_THREAD = "wasm-1-thread";

/** Libraries are loaded only by the peer that they are: none is to wait for another's code. */
async function start(host: Host, peer: Peer, task: Task): Promise<Work> {
  const [, engine, backend] = /^(playground|tfjs|jax-js)-(.+)$/.exec(peer) as unknown as [string, string, string];
  if (task.work === "quantizer") {
    await host.bootTensorFlow(backend);
    return (await import("./quantizer")).quantizerWork(host, backend, task.shape);
  }
  const { work, shape } = task;
  if (engine === "jax-js") return (await import("./jax")).jaxWork(host, work, backend, shape);
  const own = engine === "playground";
  await host.bootTensorFlow(backend === ONE_THREAD ? "wasm" : backend, { threads: own && backend === "wasm" });
  if (own) return (await import("./playground")).playgroundWork(host, work, backend, shape);
  return work === "dense" ? (await import("./stockVae")).stockVae(shape) : (await import("./stockConv")).stockConv();
}

async function block(work: Work, steps: number): Promise<BlockResult> {
  const began = performance.now();
  for (let i = 0; i < steps; i++) await work.step();
  const loss = await work.finish();
  return { ms: performance.now() - began, loss };
}

async function adapter(): Promise<Adapter | null> {
  const found = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!found) return null;
  const { vendor, architecture, description } = found.info;
  return { vendor, architecture, description };
}

/** Answers one request after the other. */
export function peerOn(host: Host): (request: Request) => Promise<Answers[Request["type"]]> {
  let current: Work;
  return async (request) => {
    switch (request.type) {
      case "start":
        if (request.countBuffers) startCountingBuffers();
        current = await start(host, request.peer, request);
        return block(current, 1);
      case "block":
        return block(current, request.steps);
      case "issue":
        return issue(current, request.steps);
      case "footprint":
        return footprint();
      case "adapter":
        return adapter();
    }
  };
}
