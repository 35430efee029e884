/** The classifier against PyTorch with the same weights and batches: see scripts/oracles/judges.py. */
import {
  memory,
  type Scalar,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Batches, gather } from "../data/batches";
import { imageSize } from "../data/dataset";
import { adamSchedule } from "../kernels/adam";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { COLOURS, floats, relativeError } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { Adam } from "../training/adam";
import { read } from "../training/evaluate";
import { Classifier, JUDGE, KEEPER } from "./classifier";
import fixture from "./fixtures/classifier.json";

const STEPS = 20;
const { train } = COLOURS;

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("a classifier on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("has PyTorch's loss and gradients, and goes down as there", async () => {
    const classifier = new Classifier(train, fixture.classes, fixture, 1);
    const { names, variables } = classifier.parameters;
    expect(names).toEqual(Object.keys(fixture.weights));
    const given = (values: Readonly<Record<string, string>>, i: number) => floats(values[names[i] as string] as string);
    for (const [i, target] of variables.entries())
      tidy(() => target.assign(tensor(given(fixture.weights, i), target.shape as [number])));

    const batches = new Batches(train.count, fixture.batch, fixture.seed);
    const adam = new Adam(variables);
    const losses: number[] = [];
    for (let step = 1; step <= STEPS; step++) {
      const indices = batches.at(step);
      const [loss, gradients] = tidy((): [Scalar, Record<string, Tensor>] => {
        const x = tensor2d(gather(train, indices), [indices.length, imageSize(train)]);
        const labels = tensor1d(
          [...indices].map((i) => fixture.labels[i] as number),
          "int32",
        );
        const { value, grads } = variableGrads(() => classifier.loss(x, labels), variables);
        adam.update(grads, adamSchedule(step, fixture.learningRate));
        return [value, grads];
      });
      losses.push(...(await read(loss)));
      for (const [i, { name }] of variables.entries()) {
        const gradient = await read(gradients[name] as Tensor);
        if (step > 1) continue;
        const expected = given(fixture.gradients, i);
        const outside = Array.from(
          gradient,
          (value, k) => Math.abs(value - (expected[k] as number)) / (2e-6 + 1e-4 * Math.abs(expected[k] as number)),
        );
        expect(Math.max(...outside), names[i]).toBeLessThan(1);
      }
    }
    const expected = floats(fixture.losses);
    expect(relativeError(losses.slice(0, 1), expected.slice(0, 1))).toBeLessThan(2e-5);
    expect(relativeError(losses, expected.slice(0, STEPS))).toBeLessThan(1e-4);
    adam.dispose();
    classifier.dispose();
  });

  it.each([
    { side: 16, channels: 1, classes: 2 },
    { side: 28, channels: 1, classes: 1000 },
    { side: 33, channels: 3, classes: 10 },
    { side: 128, channels: 3, classes: 3 },
    { side: 1, channels: 1, classes: 2 },
  ] as const)("takes $side × $side × $channels of $classes classes, and leaves no tensor behind", async (of) => {
    const before = memory().numTensors;
    const shape = { width: of.side, height: of.side, channels: of.channels };
    for (const architecture of [KEEPER, JUDGE]) {
      const classifier = new Classifier(shape, of.classes, architecture, 1);
      const [features, logits] = tidy(() => {
        const h = classifier.features(
          tensor2d(new Float32Array(2 * imageSize(shape)).fill(0.5), [2, imageSize(shape)]),
        );
        return [h, classifier.logits(h)] as const;
      });
      expect(features.shape).toEqual([2, architecture.features]);
      expect(logits.shape).toEqual([2, of.classes]);
      expect((await read(logits)).every(Number.isFinite)).toBe(true);
      features.dispose();
      classifier.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });
});
