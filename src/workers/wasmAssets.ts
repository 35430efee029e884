/** The WebAssembly that the page serves: the backend's, and our kernels for it; each with memory of its own or shared. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { WasmAssets } from "../engine/backends/boot";
import relaxedSharedKernels from "../engine/kernels/wasm/build/relaxed.shared.wasm?url";
import relaxedKernels from "../engine/kernels/wasm/build/relaxed.wasm?url";
import simdSharedKernels from "../engine/kernels/wasm/build/simd.shared.wasm?url";
import simdKernels from "../engine/kernels/wasm/build/simd.wasm?url";
import sharedWasm from "../engine/kernels/wasm/build/tensorflow.shared.wasm?url";
import { kernelThreads } from "./kernelThreads";

const KERNELS = { relaxed: relaxedKernels, simd: simdKernels };
const SHARED_KERNELS = { relaxed: relaxedSharedKernels, simd: simdSharedKernels };

export function wasmAssets(): WasmAssets {
  const threads = kernelThreads();
  const withSimd = threads ? sharedWasm : simdWasm;
  return {
    paths: {
      "tfjs-backend-wasm.wasm": plainWasm,
      "tfjs-backend-wasm-simd.wasm": withSimd,
      "tfjs-backend-wasm-threaded-simd.wasm": withSimd, // asked for, though its own threads are switched off
    },
    kernels: async (build, shared) => (await fetch((shared ? SHARED_KERNELS : KERNELS)[build])).arrayBuffer(),
    threads,
  };
}
