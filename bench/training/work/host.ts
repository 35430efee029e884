import type { BuildSource } from "../../../src/engine/kernels/wasm/module";

/** Where a peer runs: a worker of the page, or a process of Node. */
export interface Host {
  /** Starts a backend of TensorFlow.js with its stock kernels and all gradients. */
  readonly bootTensorFlow: (backend: string) => Promise<void>;
  /** Where the playground's WebAssembly comes from. */
  readonly wasmKernels: BuildSource;
}
