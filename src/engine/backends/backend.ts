/** Which machine a run trains on, and why that one. */
export const BACKENDS = ["webgpu", "wasm", "webgl", "cpu"] as const;
export type BackendId = (typeof BACKENDS)[number];

type TrialOutcome =
  | "chosen"
  /** It and another worked, and its training steps took less time than the other's. */
  | "fastest"
  | "slower"
  /** The browser does not offer it. */
  | "absent"
  /** A GPU interface that is drawn by the processor: slower than WebAssembly. */
  | "software"
  /** It did not start, or its forward and backward step threw. */
  | "failed"
  /** Its forward and backward step gave wrong numbers. */
  | "wrong";

export interface BackendTrial {
  readonly backend: BackendId;
  readonly outcome: TrialOutcome;
  /** Time of one small forward and backward step once warm, or of a training step where two were compared; milliseconds. */
  readonly ms?: number;
  readonly detail?: string;
}

export interface BackendReport {
  readonly backend: BackendId;
  readonly forced: boolean;
  /** Threads that share the arithmetic, where there is more than one. */
  readonly threads?: number;
  /** In the order in which they were tried; the last one is the chosen one. */
  readonly trials: readonly BackendTrial[];
}

export class NoBackendError extends Error {
  constructor(readonly trials: readonly BackendTrial[]) {
    super(`no backend works: ${trials.map(({ backend, detail }) => `${backend}: ${detail}`).join("; ")}`);
  }
}
