/** Every kernel inside a recorded step: replayed, it does what it does when it is issued by hand. */
import {
  add,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Conv } from "../nn/conv";
import { maskedConv } from "../nn/maskedConv";
import { startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { draws } from "../testing/numbers";
import { read } from "../training/evaluate";
import { adamSchedule, adamUpdate } from "./adam";
import { attention } from "./attention";
import { batchNorm } from "./batchNorm";
import { klToPrior, reparameterize } from "./gaussian";
import { gaussianNll } from "./gaussianNll";
import { groupNorm } from "./groupNorm";
import { updateAverage } from "./movingAverage";
import { quantize } from "./nearestCode";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy";
import { meanSquaredError } from "./squaredError";
import { Recording } from "./webgpu/recording";
import { currentGpu } from "./webgpu/register";
import { stopGradient } from "./withGradient";

const STEPS = 3;
const PARAMETERS = {
  h: [2, 4, 4, 4],
  scale: [4],
  shift: [4],
  codebook: [5, 4],
  logVar: [32, 4],
  filter: [3, 3, 4, 4],
};

/** Parameters, their moments, and what else a step looks at; the same ones each time. */
function start() {
  const parameters = Object.entries(PARAMETERS).map(([name, shape], i) => {
    const size = shape.reduce((product, side) => product * side, 1);
    return variable(tensor(draws(i, size), shape), true, `${name}${Math.random()}`);
  });
  const zeros = () => parameters.map(({ shape, size }) => variable(tensor(new Float32Array(size), shape), false));
  return {
    parameters,
    m: zeros(),
    v: zeros(),
    schedule: tensor1d(adamSchedule(1, 0.01).slice()),
    labels: tensor1d(
      Int32Array.from({ length: 32 }, (_, i) => i % 4),
      "int32",
    ),
    target: tensor(draws(9, 128), [32, 4]),
    running: variable(tensor(new Float32Array(4)), false),
  };
}

/** One step of a model that makes no sense and has everything. */
function learn({ parameters, m, v, schedule, labels, target, running }: ReturnType<typeof start>): void {
  const { grads } = variableGrads(() => {
    const [h, scale, shift, codebook, logVar, filter] = parameters as Tensor[];
    const seen = maskedConv(h as Tensor4D, { filter, bias: shift } as Conv, { kind: "B", colours: 2 }, "relu");
    const { y, mean } = batchNorm(seen, scale as Tensor1D, shift as Tensor1D);
    updateAverage(running, mean, 0.9);
    const normal = groupNorm(y, scale as Tensor1D, shift as Tensor1D, 2);
    const places = reshape(normal, [2, 16, 4]) as Tensor3D;
    const z = reshape(attention(places, places, places, "strict"), [32, 4]) as Tensor2D;
    const { codes, zQ } = quantize(z, codebook as Tensor2D);
    return [
      softmaxCrossEntropy(zQ, labels),
      meanSquaredError(stopGradient(z), codes),
      meanSquaredError(stopGradient(codes), z),
      gaussianNll(target, zQ, { logVar: logVar as Tensor }),
      gaussianNll(target, zQ, { sigma: 0.7 }),
      klToPrior(reparameterize(z, logVar as Tensor2D, target as Tensor2D), logVar as Tensor2D),
    ].reduce((sum, term) => add(sum, term)) as Scalar;
  }, parameters);
  for (const [i, parameter] of parameters.entries())
    adamUpdate(parameter, m[i] as Variable, v[i] as Variable, grads[parameter.name] as Tensor, schedule);
}

describe.skipIf(GPU_BACKENDS.length === 0)("a recorded step", () => {
  beforeAll(() => startBackend("webgpu"));

  it("does what the same step does by hand", async () => {
    const byHand = start();
    for (let step = 0; step < STEPS; step++) tidy(() => learn(byHand));
    const expected = await Promise.all(byHand.parameters.map((parameter) => read(parameter)));

    const gpu = currentGpu();
    if (!gpu) throw new Error("no GPU");
    const replayed = start();
    const { parameters, m, v, running, ...rest } = replayed;
    const lasting = [...parameters, ...m, ...v, running, ...Object.values(rest)];
    const recording = await Recording.of(
      gpu,
      () => tidy(() => learn(replayed)),
      lasting,
      () => {},
    );
    for (let step = 0; step < STEPS; step++) recording.replay();
    for (const [i, parameter] of parameters.entries()) {
      const actual = await read(parameter);
      expect(actual).toEqual(expected[i]);
      expect(actual).not.toEqual(draws(i, actual.length)); // it learned
    }
    expect(await read(running)).toEqual(await read(byHand.running));
    recording.dispose();
  });
});
