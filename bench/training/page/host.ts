import "@tensorflow/tfjs-core/dist/register_all_gradients";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { env, ready, setBackend } from "@tensorflow/tfjs-core";
import { wasmAssets } from "../../../src/workers/wasmAssets";
import type { Host } from "../work/host";

const load: Readonly<Record<string, () => Promise<unknown>>> = {
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
  webgl: () => import("@tensorflow/tfjs-backend-webgl"),
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
  wasm: () => import("@tensorflow/tfjs-backend-wasm"),
};

const STOCK_FILES = {
  "tfjs-backend-wasm.wasm": plainWasm,
  "tfjs-backend-wasm-simd.wasm": simdWasm,
  "tfjs-backend-wasm-threaded-simd.wasm": simdWasm,
};
const OURS = wasmAssets();

async function bootTensorFlow(backend: string, { threads } = { threads: false }): Promise<void> {
  await load[backend]?.();
  if (backend === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(threads ? OURS.paths : STOCK_FILES);
  }
  if (!(await setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
  await ready();
}

/** A worker of the page: everything is fetched. */
export const PAGE: Host = { bootTensorFlow, wasmKernels: OURS.kernels, threads: OURS.threads };
