import { readFile } from "node:fs/promises";
import "@tensorflow/tfjs"; // registers every gradient and the cpu backend
import { env, ready, setBackend } from "@tensorflow/tfjs-core";
import { gpuInNode } from "../../../src/engine/testing/gpu";
import type { Host } from "../work/host";

async function bootTensorFlow(backend: string): Promise<void> {
  env().set("PROD", true); // no advertisement on the console
  if (backend === "webgpu") {
    if (!(await gpuInNode())) throw new Error("this Node finds no WebGPU device");
    await import("@tensorflow/tfjs-backend-webgpu");
  }
  if (!(await setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
  await ready();
}

/** A process of Node, with WebGPU by Dawn. */
export const NODE: Host = {
  bootTensorFlow,
  wasmKernels: async (build) => {
    const url = new URL(`../../../src/engine/kernels/wasm/build/${build}.wasm`, import.meta.url);
    return Uint8Array.from(await readFile(url)).buffer;
  },
};
