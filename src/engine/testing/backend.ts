/** Runs the engine in Node, on TensorFlow.js's own CommonJS builds. For tests and scripts only. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import "@tensorflow/tfjs"; // registers every gradient and the cpu backend
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { backend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import type { BackendId } from "../backends/backend";
import { throwWhenHeapIsFull } from "../kernels/wasm/fullHeap";
import type { BuildSource } from "../kernels/wasm/module";
import { registerWasmKernels } from "../kernels/wasm/register";
import { registerWebgpuKernels } from "../kernels/webgpu/register";
import { gpuInNode } from "./gpu";

/** The backends that run in every Node. */
export const NODE_BACKENDS = ["cpu", "wasm"] as const satisfies BackendId[];
export type NodeBackend = (typeof NODE_BACKENDS)[number] | "webgpu";

/** The compiled kernels, from where the build puts them. */
export const readKernels: BuildSource = async (build) => {
  const bytes = await readFile(new URL(`../kernels/wasm/build/${build}.wasm`, import.meta.url));
  return Uint8Array.from(bytes).buffer;
};

/** Makes a backend the current one, set up as in the page's worker. */
export async function startBackend(id: NodeBackend): Promise<void> {
  setWasmPaths(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")) + sep);
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  env().set("PROD", true); // no advertisement on the console
  if (id === "webgpu") {
    if (!(await gpuInNode())) throw new Error("this Node finds no WebGPU device");
    await import("@tensorflow/tfjs-backend-webgpu");
  }
  if (!(await setBackend(id))) throw new Error(`the ${id} backend does not start`);
  await ready();
  if (id === "webgpu") {
    const { device } = registerWebgpuKernels().backend;
    // A program that does not compile would otherwise show as wrong numbers only.
    device.onuncapturederror = ({ error }) => {
      throw error;
    };
  }
  if (id === "wasm") throwWhenHeapIsFull();
  if (id === "wasm" && !(await registerWasmKernels(readKernels))) throw new Error("this Node has no SIMD");
}

/** Bytes of the WebAssembly backend's memory, which grows when something leaks and never shrinks; 0 on the cpu backend. */
export function backendBytes(): number {
  const { wasm } = backend() as unknown as { wasm?: { HEAPU8: Uint8Array } };
  return wasm?.HEAPU8.byteLength ?? 0;
}
