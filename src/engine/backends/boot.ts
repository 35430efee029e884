import { backend as currentBackend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import { useExplicitTransposes } from "../kernels/matMulGradient";
import { throwWhenHeapIsFull } from "../kernels/wasm/fullHeap";
import type { BuildSource, Threads, WasmKernels } from "../kernels/wasm/module";
import { registerWasmKernels } from "../kernels/wasm/register";
import { registerWebgpuKernels } from "../kernels/webgpu/register";
import type { BackendId, BackendReport, BackendTrial } from "./backend";
import { chooseBackend, type Remembered } from "./choose";
import { probeStep } from "./probeStep";

/** Where the WebAssembly is, which is not the engine's to know: served in a browser, files in Node. */
export interface WasmAssets {
  /** The backend's own files: tfjs file name → address. */
  readonly paths: Record<string, string>;
  readonly kernels: BuildSource;
  /** To share the kernels' work, where the files at `paths` make memory that can be shared. */
  readonly threads: Threads | undefined;
}

/** Loads a backend's code; each is a chunk of its own, fetched only when it is tried. */
const load: Record<BackendId, (assets: WasmAssets) => Promise<unknown>> = {
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
  wasm: async ({ paths }) => {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(paths);
  },
  webgl: () => import("@tensorflow/tfjs-backend-webgl"),
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
};

export interface BootOptions {
  /** This one is tried first, even on a software GPU. */
  readonly forced?: BackendId | undefined;
  readonly remembered?: Remembered | undefined;
  /** Milliseconds that a training step takes on the current backend. */
  readonly stepMs: () => Promise<number>;
}

/**
 * Boots the fastest backend that takes a correct forward and backward step.
 * @throws NoBackendError if none works
 */
export async function bootBackend(
  assets: WasmAssets,
  { forced, remembered, stepMs }: BootOptions,
): Promise<BackendReport> {
  const machine = { stepMs, try: (backend: BackendId) => tryBackend(backend, assets, backend === forced) };
  const report = await chooseBackend(machine, { forced, remembered });
  const threads = report.backend === "wasm" ? (await wasmKernels)?.threads : undefined;
  return threads && threads > 1 ? { ...report, threads } : report;
}

async function tryBackend(backend: BackendId, assets: WasmAssets, forced: boolean): Promise<BackendTrial> {
  try {
    if (backend === "webgpu") {
      const obstacle = await gpuObstacle(forced);
      if (obstacle) return { backend, ...obstacle };
    }
    if (backend === "wasm" && typeof WebAssembly === "undefined") return { backend, outcome: "absent" };
    if (backend === "webgl" && typeof OffscreenCanvas === "undefined") return { backend, outcome: "absent" };
    await load[backend](assets);
    if (!(await setBackend(backend))) return { backend, outcome: "failed" };
    await ready();
    if (backend === "webgpu") registerWebgpuKernels();
    if (backend === "wasm") await bootKernels(assets);
    const { correct, ms } = await probeStep();
    return { backend, outcome: correct ? "chosen" : "wrong", ms };
  } catch (error) {
    return { backend, outcome: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

let wasmKernels: Promise<WasmKernels | undefined> | undefined;

/** Once: a backend that comes back has them still. */
async function bootKernels({ kernels, threads }: WasmAssets): Promise<void> {
  throwWhenHeapIsFull();
  wasmKernels ??= registerWasmKernels(kernels, threads);
  if (!(await wasmKernels)) useExplicitTransposes();
}

/** Why WebGPU should not be used here, if so. A name proves nothing, so the adapter is asked what it is. */
async function gpuObstacle(forced: boolean): Promise<Pick<BackendTrial, "outcome" | "detail"> | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return { outcome: "absent" };
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const detail = [vendor, architecture, description].filter(Boolean).join(" ");
  const software = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(detail);
  return software && !forced ? { outcome: "software", detail } : undefined;
}

/** Resolves when the GPU under the current backend is lost; never on the others. */
export function deviceLost(): Promise<string> {
  const { device } = currentBackend() as unknown as { device?: GPUDevice };
  return device ? device.lost.then(({ message, reason }) => message || reason || "lost") : new Promise(() => {});
}
