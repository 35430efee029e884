import { backend, memory } from "@tensorflow/tfjs-core";
import type { Footprint } from "./messages";
import { wrap } from "./wrap";

let live = 0;

/** Counts this thread's buffers on the GPU, whichever library makes them. One that is only forgotten stays counted. */
export function startCountingBuffers(): void {
  if (typeof GPUDevice === "undefined") return;
  const destroyed = new WeakSet<object>();
  wrap(GPUDevice.prototype, "createBuffer", () => live++);
  wrap(GPUBuffer.prototype, "destroy", (buffer) => {
    if (destroyed.has(buffer)) return;
    destroyed.add(buffer);
    live--;
  });
}

export function footprint(): Footprint {
  const { numTensors, numBytes } = memory();
  const { wasm } = backend() as unknown as { wasm?: { HEAPU8: Uint8Array } };
  return {
    tensors: numTensors,
    tensorBytes: numBytes,
    gpuBuffers: live,
    wasmBytes: wasm?.HEAPU8.byteLength ?? 0,
  };
}
