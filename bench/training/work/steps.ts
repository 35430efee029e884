/** Steps of a net that is not one of the playground's models, taken with the engine's own kernels and optimiser. */
import {
  type Scalar,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { type AdamSchedule, adamSchedule } from "../../../src/engine/kernels/adam";
import { RECORD, runInPlace } from "../../../src/engine/kernels/names";
import type { Gpu } from "../../../src/engine/kernels/webgpu/gpu";
import { Recording } from "../../../src/engine/kernels/webgpu/recording";
import { Adam } from "../../../src/engine/training/adam";
import { RATE, tensorWork, type Work } from "./work";

export interface Net {
  /** What Adam updates. */
  readonly variables: readonly Variable[];
  /** What else the loss is differentiated by. */
  readonly inputs?: readonly Variable[];
}

/** The loss of a batch, and an update; the caller tidies. */
function learn({ variables, inputs = [] }: Net, adam: Adam, schedule: AdamSchedule | Tensor1D, loss: () => Scalar) {
  const { value, grads } = variableGrads(loss, [...variables, ...inputs]);
  adam.update(grads, schedule);
  return value;
}

/** Steps issued one by one. */
export function eagerSteps(net: Net, loss: (step: number) => Scalar): Work {
  const adam = new Adam(net.variables);
  let steps = 0;
  return tensorWork(() => {
    const step = ++steps;
    return tidy(() => learn(net, adam, adamSchedule(step, RATE), () => loss(step)));
  });
}

/**
 * A step on WebGPU, recorded once and replayed.
 * @param lasting other tensors that the loss reads
 * @param feed writes the batch of a step into them
 */
export async function replayedSteps(
  gpu: Gpu,
  net: Net,
  loss: () => Scalar,
  lasting: readonly Tensor[],
  feed: (step: number) => void = () => {},
): Promise<Work> {
  const adam = new Adam(net.variables);
  const schedule = tensor1d([0, 1]);
  const history = tensor1d([0]);
  const row = tensor1d([0], "int32");
  const step = () => tidy(() => runInPlace(RECORD, { history, row, value0: learn(net, adam, schedule, loss) }, {}));
  const { variables, inputs = [] } = net;
  const all = [...variables, ...inputs, ...adam.moments, ...lasting, schedule, history, row];
  const recording = await Recording.of(gpu, step, all, () => {});
  let steps = 0;
  return {
    step() {
      feed(++steps);
      gpu.write(schedule, Float32Array.from(adamSchedule(steps, RATE)));
      recording.replay();
      return undefined;
    },
    finish: async () => (await history.data())[0] ?? Number.NaN,
  };
}
