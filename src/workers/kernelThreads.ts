/** The threads that help the training thread with its WebAssembly kernels: a worker each, where the page is cross-origin isolated. */
import type { Seat, Threads } from "../engine/kernels/wasm/module";

/** More than these gain little on layers as small as ours. */
const MOST_THREADS = 4;
/** A worker that has not answered by then is not waited for: training goes on without. */
const PATIENCE_MS = 5_000;

/** One core is left to the page, unless there are only two: there the page takes what it needs from either. */
const countThreads = (cores: number): number => Math.min(MOST_THREADS, cores > 2 ? cores - 1 : cores);

function startWorker(worker: Worker, seat: Seat): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => reject(new Error(message));
    setTimeout(() => reject(new Error("a kernel thread does not answer")), PATIENCE_MS);
    worker.postMessage(seat);
  });
}

/** Nothing where memory cannot be shared: without isolation, or with one core. */
export function kernelThreads(): Threads | undefined {
  const count = countThreads(navigator.hardwareConcurrency);
  if (!crossOriginIsolated || count < 2 || !canShareMemory()) return undefined;
  const workers: Worker[] = [];
  return {
    count,
    start(seat) {
      const worker = new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module" });
      workers.push(worker);
      return startWorker(worker, seat);
    },
    stop() {
      for (const worker of workers.splice(0)) worker.terminate();
    },
  };
}

/** Whether this browser gives a shared memory of the size that TensorFlow.js asks for; a phone may refuse. */
function canShareMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}
