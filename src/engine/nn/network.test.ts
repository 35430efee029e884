import { mul, ones, sub, type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { noise } from "../kernels/noise";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { draws } from "../testing/numbers";
import { read } from "../training/evaluate";
import { keptUnits } from "./dropout";
import { type Encoder, encoderNetwork, type NetworkShape, tiedDecoder } from "./network";
import { Parameters } from "./parameters";
import { squaredNorm } from "./penalties";

const DENSE: NetworkShape = { network: "mlp", hidden: 6, depth: 2, latent: 2, pixels: 5 };
const IMAGE = { width: 5, height: 6, channels: 1 } as const;
const CONV: NetworkShape = { network: "conv", hidden: 8, depth: 1, latent: 2, pixels: 30, image: IMAGE };

const rows = (count: number, size: number, seed: number) => tensor2d(draws(seed, count * size), [count, size]);

/** ‖∂h/∂x‖² of one sample, column by column. */
async function exactNorm(encoder: Encoder, x: Tensor2D): Promise<number> {
  const { h, ...rest } = { h: encoder.activations(x), size: x.shape[1] };
  let sum = 0;
  for (let i = 0; i < rest.size; i++) {
    const unit = tensor2d(
      Float32Array.from({ length: rest.size }, (_, j) => +(i === j)),
      [1, rest.size],
    );
    sum += (await read(squaredNorm(encoder.push(unit, h))))[0] as number;
  }
  return sum;
}

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each([DENSE, CONV])("pushes a small change of x as far as it moves the features: $network", async (shape) => {
    const encoder = encoderNetwork(new Parameters(3), shape);
    const [x, v] = [rows(4, shape.pixels, 1), rows(4, shape.pixels, 2)];
    const small = 1e-3;
    const moved = tidy(() =>
      mul(
        sub(encoder.apply(x.add(mul(v, small)) as Tensor2D), encoder.apply(x.sub(mul(v, small)) as Tensor2D)),
        0.5 / small,
      ),
    );
    const pushed = await read(tidy(() => encoder.push(v, encoder.activations(x))));
    const expected = await read(moved);
    expect(Math.max(...pushed.map(Math.abs))).toBeGreaterThan(0.1);
    for (const [i, value] of pushed.entries()) expect(value).toBeCloseTo(expected[i] as number, 2);
  });

  it.each([DENSE, CONV])("finds ‖∂h/∂x‖² in random directions: $network", async (shape) => {
    const encoder = encoderNetwork(new Parameters(3), shape);
    const x = rows(1, shape.pixels, 1);
    const count = 4000;
    const estimate = tidy(() => {
      const same = ones([count, 1]).mul(x) as Tensor2D;
      return squaredNorm(encoder.push(noise("normal", 5, same.shape), encoder.activations(same)));
    });
    const exact = await exactNorm(encoder, x);
    expect(((await read(estimate))[0] as number) / exact).toBeCloseTo(1, 1);
  });

  it("leaves out as many units as it should, makes the others larger, and pushes through the same ones", async () => {
    const shape = { ...DENSE, hidden: 400, depth: 1 };
    const encoder = encoderNetwork(new Parameters(3), shape);
    const x = rows(10, shape.pixels, 1);
    const kept = keptUnits(9, 0.25, 10 * 400);
    const whole = await read(encoder.activations(x)[0] as Tensor2D);
    const [left] = encoder.activations(x, kept);
    const values = await (left as Tensor2D).data();
    const pushed = await read(encoder.push(x, [left as Tensor2D], kept));
    let [alive, stayed] = [0, 0];
    for (const [i, value] of whole.entries()) {
      if (value === 0) continue;
      alive++;
      const out = values[i] === 0;
      if (!out) stayed++;
      expect(values[i]).toBeCloseTo(out ? 0 : value / 0.75, 5);
      // Without biases a layer is linear where its units are not cut off: J·x = h.
      expect(pushed[i]).toBeCloseTo(values[i] as number, 4);
    }
    expect(stayed / alive).toBeCloseTo(0.75, 1);
  });

  it.each([DENSE, { ...CONV, pixels: 30 }])("turns every layer of the encoder round: $network", async (shape) => {
    const parameters = new Parameters(3);
    const { layers, outputs } = encoderNetwork(parameters, shape);
    const before = parameters.count;
    const decoder = tiedDecoder(parameters, layers);
    expect(decoder.outputs).toBe(shape.pixels);
    expect(parameters.count - before, "only biases are new").toBeLessThanOrEqual(shape.pixels + shape.hidden * 2);
    // ⟨A·v, u⟩ = ⟨v, Aᵀ·u⟩ for one layer
    const [first] = layers;
    if (!first) throw new Error("no layer");
    const [v, u] = [rows(1, shape.pixels, 1), rows(1, first.outputs, 2)];
    const back = first.turned(new Parameters(0), "back").apply(u, "linear");
    const [ahead, behind] = [first.push(v).mul(u).sum(), back.mul(v).sum()];
    expect((await read(ahead))[0]).toBeCloseTo((await read(behind))[0] as number, 4);
    expect(outputs).toBe(layers.at(-1)?.outputs);
  });
});

it("keeps every unit where none is to be left out, and none where all are", async () => {
  await startBackend("cpu");
  expect([...(await read(keptUnits(1, 0, 5) as Tensor1D))]).toEqual([1, 1, 1, 1, 1]);
  expect([...(await read(keptUnits(1, 1, 5) as Tensor1D))]).toEqual([0, 0, 0, 0, 0]);
});
