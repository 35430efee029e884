/** jax-js as a peer. */
import { type Device, defaultDevice, init } from "@jax-js/jax";
import { convStart } from "./convStart";
import type { Host } from "./host";
import { jaxConvLoss, jaxConvWeights } from "./jaxConv";
import { type Issue, JaxTraining, onGpu, onOneThread, onThreads } from "./jaxTraining";
import { jaxVaeLoss, jaxVaeWeights } from "./jaxVae";
import type { WorkId } from "./messages";
import { VAE, vaeStart } from "./vaeStart";
import type { Work } from "./work";

const backends: Readonly<Record<string, { device: Device; issue: Issue }>> = {
  webgpu: { device: "webgpu", issue: onGpu },
  wasm: { device: "wasm", issue: onThreads },
  "wasm-1-thread": { device: "wasm", issue: onOneThread },
};

export async function jaxWork(host: Host, work: WorkId, backend: string, shape = VAE): Promise<Work> {
  const { device, issue } = backends[backend] ?? {};
  if (!device || !issue || !(await init(device)).includes(device)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(device);
  if (work === "conv") {
    const start = convStart();
    return new JaxTraining(jaxConvWeights(start), jaxConvLoss, (step) => [start.batch(step)], issue);
  }
  await host.bootTensorFlow("cpu"); // the engine's trainer makes the weights that all start from
  const start = await vaeStart(shape);
  const batch = (step: number) => {
    const { x, eps } = start.batch(step);
    return [x, eps];
  };
  return new JaxTraining(jaxVaeWeights(start), jaxVaeLoss, batch, issue);
}
