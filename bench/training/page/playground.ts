/** This engine as a peer. What is particular to it comes in here, and nowhere else in the benches. */
import { slice, tensor2d, tidy, variableGrads } from "@tensorflow/tfjs-core";
import { bernoulliNll } from "../../../src/engine/kernels/bernoulliNll";
import relaxedKernels from "../../../src/engine/kernels/wasm/build/relaxed.wasm?url";
import simdKernels from "../../../src/engine/kernels/wasm/build/simd.wasm?url";
import { registerWasmKernels } from "../../../src/engine/kernels/wasm/register";
import { Adam } from "../../../src/engine/training/adam";
import { ConvNet } from "./convNet";
import { convStart } from "./convStart";
import type { WorkId } from "./messages";
import { VAE_EXPERIMENT, vaeTrainer } from "./vaeStart";
import { RATE, tensorWork, type Work } from "./work";

const WASM_KERNELS = { relaxed: relaxedKernels, simd: simdKernels };

/**
 * THE ENGINE'S WAY OF TRAINING, on the current backend of TensorFlow.js: its own kernels, and how it takes a step.
 * WebGPU has the stock kernels and eager steps so far: its kernels are to be registered here, and a step that is
 * captured once and replayed takes the place of the eager work.
 */
export async function playgroundWork(work: WorkId, backend: string): Promise<Work> {
  if (backend === "wasm") await registerWasmKernels(async (build) => (await fetch(WASM_KERNELS[build])).arrayBuffer());
  return work === "dense" ? eagerVae() : eagerConv();
}

function eagerVae(): Work {
  const trainer = vaeTrainer();
  return tensorWork(() => tidy(() => slice(trainer.train(VAE_EXPERIMENT), [0], [1])));
}

function eagerConv(): Work {
  const start = convStart();
  const net = new ConvNet(start);
  const adam = new Adam(net.variables);
  let steps = 0;
  return tensorWork(() =>
    tidy(() => {
      const { data, shape } = start.batch(++steps);
      const x = tensor2d(data, shape as [number, number]);
      const { value, grads } = variableGrads(() => bernoulliNll(x, net.logits(x)), net.variables);
      adam.update(grads, steps, RATE);
      return value;
    }),
  );
}
