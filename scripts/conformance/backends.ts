/** The backends whose kernels we add to: how each starts in Node, and how our kernels get into it. */
import { readFile } from "node:fs/promises";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { registerWasmKernels } from "../../src/engine/kernels/wasm/register";
import { registerWebgpuKernels } from "../../src/engine/kernels/webgpu/register";
import type { BackendName } from "./environment";

interface Backend {
  /** Flags of TensorFlow.js, set again before each of its suites. */
  readonly flags: Readonly<Record<string, boolean>>;
  /** Makes the stock backend available. */
  readonly prepare: () => Promise<void>;
  /** Puts our kernels into the backend, which has just been made and is the current one. */
  readonly register: () => Promise<void>;
}

const wasm: Backend = {
  flags: { WASM_HAS_MULTITHREAD_SUPPORT: false },
  prepare: async () => setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/"),
  register: async () => {
    const build = await registerWasmKernels(async (name) => {
      const bytes = await readFile(`src/engine/kernels/wasm/build/${name}.wasm`);
      return Uint8Array.from(bytes).buffer;
    });
    if (!build) throw new Error("this Node has no SIMD");
  },
};

const webgpu: Backend = {
  // Small tensors stay on the GPU, too.
  flags: { WEBGPU_CPU_FORWARD: false },
  prepare: async () => {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, "navigator", { value: { gpu: create([]) }, configurable: true });
    if (!(await navigator.gpu.requestAdapter())) throw new Error("Dawn finds no GPU: is there a Vulkan driver?");
    await import("@tensorflow/tfjs-backend-webgpu");
  },
  register: async () => void registerWebgpuKernels(),
};

export const BACKENDS: Readonly<Record<BackendName, Backend>> = { wasm, webgpu };
