/** One peer in a thread of its own, as the page trains: no peer sees another's kernels. */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { env, ready, setBackend, type Tensor } from "@tensorflow/tfjs-core";
import relaxedKernels from "../../../src/engine/kernels/wasm/build/relaxed.wasm?url";
import simdKernels from "../../../src/engine/kernels/wasm/build/simd.wasm?url";
import { registerWasmKernels } from "../../../src/engine/kernels/wasm/register";
import type { Block, BlockResult, Peer, Start } from "./messages";
import { type Work, works } from "./work";

/** The benches are type-checked with the DOM library, which does not know that this is a worker. */
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Start | Block>) => void;
  postMessage(message: BlockResult | { error: string }): void;
};

const KERNELS = { relaxed: relaxedKernels, simd: simdKernels };
let work: Work;

async function boot(peer: Peer): Promise<void> {
  if (peer === "tfjs-webgl") await import("@tensorflow/tfjs-backend-webgl");
  else if (peer === "tfjs-cpu") await import("@tensorflow/tfjs-backend-cpu");
  else {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({
      "tfjs-backend-wasm.wasm": plainWasm,
      "tfjs-backend-wasm-simd.wasm": simdWasm,
      "tfjs-backend-wasm-threaded-simd.wasm": simdWasm,
    });
  }
  await setBackend(peer === "playground" ? "wasm" : peer.replace("tfjs-", ""));
  await ready();
  if (peer === "playground") await registerWasmKernels(async (build) => (await fetch(KERNELS[build])).arrayBuffer());
}

async function block(steps: number): Promise<BlockResult> {
  const start = performance.now();
  let last: Tensor | undefined;
  for (let i = 0; i < steps; i++) {
    last?.dispose();
    last = work.step();
  }
  const [loss = Number.NaN] = (await last?.data()) ?? []; // the queue is drained here
  last?.dispose();
  return { ms: performance.now() - start, loss };
}

thread.onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      await boot(data.peer);
      work = await works[data.work](data.peer !== "playground");
      thread.postMessage(await block(1));
    } else thread.postMessage(await block(data.steps));
  } catch (error) {
    thread.postMessage({ error: String(error) });
  }
};
