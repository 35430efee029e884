/** WebGPU in Node, by Dawn: a real GPU where there is one, else Chromium's software one where its files are found. */
import { create, globals } from "webgpu";

let adapter: Promise<GPUAdapter | null> | undefined;

/** Whether this Node can reach a WebGPU device. It puts `navigator.gpu` in place, as TensorFlow.js expects it. */
export async function gpuInNode(): Promise<boolean> {
  if (!adapter) {
    Object.assign(globalThis, globals);
    const gpu = create([]);
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    adapter = gpu.requestAdapter();
  }
  return (await adapter) !== null;
}

/** Whether a processor plays the GPU: then tests take their time, and less is asked of it. */
export const GPU_IS_SOFTWARE = (await gpuInNode()) && (await adapter)?.info.isFallbackAdapter === true;

/** WebGPU, for tests on every backend; nothing where this Node finds no device. */
export const GPU_BACKENDS: readonly "webgpu"[] = (await gpuInNode()) ? ["webgpu"] : [];
