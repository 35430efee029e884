/** Threads for the WebAssembly kernels in Node. */
import { Worker } from "node:worker_threads";
import type { Threads } from "../kernels/wasm/module";

/** What `takeSeat` does, in the JavaScript that a thread of Node starts with. */
const HELPER = `
  const { parentPort, workerData: { module, memory, board, place, places } } = require("node:worker_threads");
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.meet(board, place, places);
  parentPort.postMessage("ready");
  exports.help();
`;

export function nodeThreads(count: number): Threads {
  const workers: Worker[] = [];
  return {
    count,
    start: (seat) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(HELPER, { eval: true, workerData: seat });
        workers.push(worker);
        worker.once("error", reject);
        worker.once("message", () => {
          worker.unref(); // it works until the process ends, and does not keep it from ending
          resolve();
        });
      }),
    stop() {
      for (const worker of workers) void worker.terminate();
    },
  };
}
