/** This engine as a peer. What is particular to it comes in here, and nowhere else in the benches. */
import { slice, type Tensor2D, tensor2d, tidy, zeros } from "@tensorflow/tfjs-core";
import { bernoulliNll } from "../../../src/engine/kernels/bernoulliNll";
import { registerWasmKernels } from "../../../src/engine/kernels/wasm/register";
import type { Gpu } from "../../../src/engine/kernels/webgpu/gpu";
import { registerWebgpuKernels } from "../../../src/engine/kernels/webgpu/register";
import { PlaygroundConvNet } from "./convNet";
import { convStart } from "./convStart";
import type { Host } from "./host";
import type { VaeShape, WorkId } from "./messages";
import { eagerSteps, replayedSteps } from "./steps";
import { VAE, vaeTrainer } from "./vaeStart";
import { tensorWork, type Work } from "./work";

/** The engine's way of training on the current backend of TensorFlow.js: its own kernels, and how it takes a step. */
export async function playgroundWork(host: Host, work: WorkId, backend: string, shape = VAE): Promise<Work> {
  if (backend === "webgpu") {
    const gpu = registerWebgpuKernels();
    return work === "dense" ? replayedVae(shape) : replayedConv(gpu);
  }
  await registerWasmKernels(host.wasmKernels, backend === "wasm" ? host.threads : undefined);
  return work === "dense" ? eagerVae(shape) : eagerConv();
}

function eagerVae(shape: VaeShape): Work {
  const trainer = vaeTrainer(shape);
  return tensorWork(() => tidy(() => slice(trainer.train(trainer.experiment), [0], [1])));
}

/** Steps are sent off; their losses are read when they are asked for. */
async function replayedVae(shape: VaeShape): Promise<Work> {
  const trainer = vaeTrainer(shape);
  await trainer.prepare();
  let last: Promise<Float32Array> | undefined;
  return {
    step() {
      last = trainer.take(trainer.experiment, 1);
      return undefined;
    },
    finish: async () => (await last)?.[0] ?? Number.NaN,
  };
}

/** The convolutional net is not one of the playground's models yet, so its step is put together here. */
function replayedConv(gpu: Gpu): Promise<Work> {
  const start = convStart();
  const net = new PlaygroundConvNet(start);
  const { shape } = start.batch(1);
  const x = tidy(() => zeros(shape as [number, number]).clone()) as Tensor2D;
  const feed = (step: number) => gpu.write(x, start.batch(step).data as Float32Array<ArrayBuffer>);
  return replayedSteps(gpu, net, () => bernoulliNll(x, net.logits(x)), [x], feed);
}

function eagerConv(): Work {
  const start = convStart();
  const net = new PlaygroundConvNet(start);
  return eagerSteps(net, (step) => {
    const { data, shape } = start.batch(step);
    const x = tensor2d(data, shape as [number, number]);
    return bernoulliNll(x, net.logits(x));
  });
}
