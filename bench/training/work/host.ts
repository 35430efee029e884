import type { BuildSource, Threads } from "../../../src/engine/kernels/wasm/module";

/** Where a peer runs: a worker of the page, or a process of Node. */
export interface Host {
  /** Starts a backend of TensorFlow.js with its stock kernels and all gradients, its WebAssembly on memory for threads if asked. */
  readonly bootTensorFlow: (backend: string, memory?: { threads: boolean }) => Promise<void>;
  /** Where the playground's WebAssembly comes from. */
  readonly wasmKernels: BuildSource;
  /** Threads for them, where there are any. */
  readonly threads?: Threads | undefined;
}
