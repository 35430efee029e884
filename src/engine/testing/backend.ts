/** Runs the engine in Node, on TensorFlow.js's own CommonJS builds. For tests and scripts only. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import "@tensorflow/tfjs"; // registers every gradient and the cpu backend
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { backend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import type { BackendId } from "../backends/backend";
import { throwWhenHeapIsFull } from "../kernels/wasm/fullHeap";
import type { BuildSource } from "../kernels/wasm/module";
import { registerWasmKernels } from "../kernels/wasm/register";
import { registerWebgpuKernels } from "../kernels/webgpu/register";
import { gpuInNode } from "./gpu";
import { nodeThreads } from "./threads";

/** The backends that run in every Node. */
export const NODE_BACKENDS = ["cpu", "wasm"] as const satisfies BackendId[];
export type NodeBackend = (typeof NODE_BACKENDS)[number] | "webgpu";

/** The compiled kernels, from where the build puts them. */
const built = (file: string): string => fileURLToPath(new URL(`../kernels/wasm/build/${file}.wasm`, import.meta.url));

export const readKernels: BuildSource = async (build, shared) =>
  Uint8Array.from(await readFile(built(shared ? `${build}.shared` : build))).buffer;

/** Has the WebAssembly backend, once it starts, work on memory that threads can share. */
function shareWasmMemory(): void {
  const file = built("tensorflow.shared");
  setWasmPaths(
    Object.fromEntries(["", "-simd", "-threaded-simd"].map((kind) => [`tfjs-backend-wasm${kind}.wasm`, file])),
  );
}

/** Makes a backend the current one, set up as in the page's worker; with more than one thread, its WebAssembly shares them. */
export async function startBackend(id: NodeBackend, threads = 1): Promise<void> {
  if (threads > 1) shareWasmMemory();
  else setWasmPaths(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")) + sep);
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
  if (id !== "wasm") return;
  throwWhenHeapIsFull();
  if (!(await registerWasmKernels(readKernels, nodeThreads(threads)))) throw new Error("this Node has no SIMD");
}

/** Bytes of the WebAssembly backend's memory, which grows when something leaks and never shrinks; 0 on the cpu backend. */
export function backendBytes(): number {
  const { wasm } = backend() as unknown as { wasm?: { HEAPU8: Uint8Array } };
  return wasm?.HEAPU8.byteLength ?? 0;
}
