import "@tensorflow/tfjs-core/dist/register_all_gradients";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { env, ready, setBackend } from "@tensorflow/tfjs-core";
import relaxedKernels from "../../../src/engine/kernels/wasm/build/relaxed.wasm?url";
import simdKernels from "../../../src/engine/kernels/wasm/build/simd.wasm?url";
import type { Host } from "../work/host";

const load: Readonly<Record<string, () => Promise<unknown>>> = {
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
  webgl: () => import("@tensorflow/tfjs-backend-webgl"),
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
  wasm: async () => {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({
      "tfjs-backend-wasm.wasm": plainWasm,
      "tfjs-backend-wasm-simd.wasm": simdWasm,
      "tfjs-backend-wasm-threaded-simd.wasm": simdWasm,
    });
  },
};

async function bootTensorFlow(backend: string): Promise<void> {
  await load[backend]?.();
  if (!(await setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
  await ready();
}

const WASM_KERNELS = { relaxed: relaxedKernels, simd: simdKernels };

/** A worker of the page: everything is fetched. */
export const PAGE: Host = {
  bootTensorFlow,
  wasmKernels: async (build) => (await fetch(WASM_KERNELS[build])).arrayBuffer(),
};
