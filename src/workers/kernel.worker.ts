/** A thread that helps with the WebAssembly kernels, from its first message to its end. */
import { type Seat, takeSeat } from "../engine/kernels/wasm/module";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data }: MessageEvent<Seat>) => {
  const kernels = await takeSeat(data);
  self.postMessage("ready");
  kernels.help();
};
