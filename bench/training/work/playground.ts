/** This engine as a peer. What is particular to it comes in here, and nowhere else in the benches. */
import { slice, type Tensor2D, tensor1d, tensor2d, tidy, variableGrads, zeros } from "@tensorflow/tfjs-core";
import { adamSchedule } from "../../../src/engine/kernels/adam";
import { bernoulliNll } from "../../../src/engine/kernels/bernoulliNll";
import { RECORD, runInPlace } from "../../../src/engine/kernels/names";
import { registerWasmKernels } from "../../../src/engine/kernels/wasm/register";
import type { Gpu } from "../../../src/engine/kernels/webgpu/gpu";
import { Recording } from "../../../src/engine/kernels/webgpu/recording";
import { registerWebgpuKernels } from "../../../src/engine/kernels/webgpu/register";
import { Adam } from "../../../src/engine/training/adam";
import { PlaygroundConvNet } from "./convNet";
import { convStart } from "./convStart";
import type { Host } from "./host";
import type { VaeShape, WorkId } from "./messages";
import { VAE, vaeTrainer } from "./vaeStart";
import { RATE, tensorWork, type Work } from "./work";

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

/** The convolutional net is not one of the playground's models yet, so its step is recorded here. */
async function replayedConv(gpu: Gpu): Promise<Work> {
  const start = convStart();
  const net = new PlaygroundConvNet(start);
  const adam = new Adam(net.variables);
  const { shape } = start.batch(1);
  const x = tidy(() => zeros(shape as [number, number]).clone()) as Tensor2D;
  const schedule = tensor1d([0, 1]);
  const loss = tensor1d([0]);
  const row = tensor1d([0], "int32");
  const step = () =>
    tidy(() => {
      const { value, grads } = variableGrads(() => bernoulliNll(x, net.logits(x)), net.variables);
      adam.update(grads, schedule);
      runInPlace(RECORD, { history: loss, row, value0: value }, {});
    });
  const lasting = [...net.variables, ...adam.moments, x, schedule, loss, row];
  const recording = await Recording.of(gpu, step, lasting, () => {});
  let steps = 0;
  return {
    step() {
      gpu.write(x, start.batch(++steps).data as Float32Array<ArrayBuffer>);
      gpu.write(schedule, Float32Array.from(adamSchedule(steps, RATE)));
      recording.replay();
      return undefined;
    },
    finish: async () => (await loss.data())[0] ?? Number.NaN,
  };
}

function eagerConv(): Work {
  const start = convStart();
  const net = new PlaygroundConvNet(start);
  const adam = new Adam(net.variables);
  let steps = 0;
  return tensorWork(() =>
    tidy(() => {
      const { data, shape } = start.batch(++steps);
      const x = tensor2d(data, shape as [number, number]);
      const { value, grads } = variableGrads(() => bernoulliNll(x, net.logits(x)), net.variables);
      adam.update(grads, adamSchedule(steps, RATE));
      return value;
    }),
  );
}
