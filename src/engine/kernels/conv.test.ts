import {
  conv2d,
  conv2dTranspose,
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor4d,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { key, normals } from "../random";
import { type NodeBackend, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { read } from "../training/evaluate";
import { convLayer, convTransposeLayer } from "./conv";

interface Case {
  readonly image: [batch: number, height: number, width: number, channels: number];
  readonly filter: [height: number, width: number];
  readonly outputs: number;
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid";
}

const CASES: Case[] = [
  { image: [1, 1, 1, 1], filter: [1, 1], outputs: 1, strides: 1, pad: "valid" },
  { image: [2, 5, 7, 3], filter: [3, 3], outputs: 4, strides: 1, pad: "same" },
  { image: [3, 8, 6, 1], filter: [4, 4], outputs: 5, strides: 2, pad: "same" },
  { image: [1, 9, 9, 2], filter: [2, 3], outputs: 3, strides: [1, 2], pad: "valid" },
  { image: [2, 3, 3, 17], filter: [5, 5], outputs: 1, strides: 1, pad: "same" }, // the filter is larger than the image
  { image: [2, 7, 5, 2], filter: [1, 1], outputs: 3, strides: 3, pad: "valid" }, // strides that skip pixels
  { image: [33, 28, 28, 1], filter: [4, 4], outputs: 8, strides: 2, pad: "same" },
  { image: [6, 14, 14, 32], filter: [4, 4], outputs: 4, strides: 2, pad: "same" }, // more than one group of images
];

const draw = (shape: [number, number, number, number], seed: number) =>
  tensor4d(
    normals(
      key(seed),
      shape.reduce((size, side) => size * side, 1),
    ),
    shape,
  );

/** Value and gradients of a layer and of the transposed one that undoes its shape: with bias and relu. */
async function everyLayer(
  backend: NodeBackend,
  { image, filter, outputs, strides, pad }: Case,
): Promise<Float32Array[]> {
  await startBackend(backend);
  const options = { strides: strides as number, pad };
  const [x, w] = [draw(image, 1), draw([...filter, image[3], outputs], 2)];
  const [b, bUp] = [tensor1d(normals(key(4), outputs)), tensor1d(normals(key(5), image[3]))];
  const down = (input: Tensor, weights: Tensor, bias: Tensor) =>
    convLayer(input as Tensor4D, weights as Tensor4D, bias as Tensor1D, options, "relu");
  const y = down(x, w, b);
  const dy = draw(y.shape as [number, number, number, number], 3);
  const downward = grads((...given: Tensor[]) => sum(mul(down(...(given as [Tensor, Tensor, Tensor])), dy)))([x, w, b]);
  const up = (input: Tensor, weights: Tensor, bias: Tensor) =>
    convTransposeLayer(input as Tensor4D, weights as Tensor4D, bias as Tensor1D, [image[1], image[2]], options, "relu");
  const upward = grads((...given: Tensor[]) => sum(mul(up(...(given as [Tensor, Tensor, Tensor])), x)))([dy, w, bUp]);
  return Promise.all([y, ...downward, up(dy, w, bUp), ...upward].map((tensor) => read(tensor)));
}

/** Value and both gradients of a convolution and of the transposed one that undoes its shape. */
async function everyDirection(
  backend: NodeBackend,
  { image, filter, outputs, strides, pad }: Case,
): Promise<Float32Array[]> {
  await startBackend(backend);
  const x = draw(image, 1);
  const w = draw([...filter, image[3], outputs], 2);
  const forward = (input: Tensor, weights: Tensor) => conv2d(input as Tensor4D, weights as Tensor4D, strides, pad);
  const y = forward(x, w);
  const dy = draw(y.shape as [number, number, number, number], 3);
  const [dx, dw] = grads((input: Tensor, weights: Tensor) => sum(mul(forward(input, weights), dy)))([x, w]);
  const backward = (input: Tensor, weights: Tensor) =>
    conv2dTranspose(input as Tensor4D, weights as Tensor4D, image, strides, pad);
  const up = backward(dy, w);
  const [dUp, dwUp] = grads((input: Tensor, weights: Tensor) => sum(mul(backward(input, weights), x)))([dy, w]);
  return Promise.all([y, dx, dw, up, dUp, dwUp].map((tensor) => read(tensor as Tensor)));
}

describe.each(["wasm" as const, ...GPU_BACKENDS])("convolution on %s", (backend) => {
  it.each(CASES)(
    "of $image by $filter to $outputs, strides $strides, $pad, agrees with plain JavaScript in every direction",
    async (conv) => {
      const expected = [...(await everyDirection("cpu", conv)), ...(await everyLayer("cpu", conv))];
      const actual = [...(await everyDirection(backend, conv)), ...(await everyLayer(backend, conv))];
      for (const [direction, values] of actual.entries()) {
        const reference = expected[direction] as Float32Array;
        const scale = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
        expect(values).toHaveLength(reference.length);
        const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - (reference[i] as number))), 0);
        expect(worst / scale).toBeLessThan(3e-6);
      }
    },
  );

  it("leaves a filter with holes to the stock kernel", async () => {
    await startBackend("cpu");
    const run = () => conv2d(draw([1, 7, 7, 2], 1), draw([3, 3, 2, 2], 2), 1, "same", "NHWC", 2);
    const expected = await read(run());
    await startBackend(backend);
    const actual = await read(run());
    expect(actual.every((value, i) => Math.abs(value - (expected[i] as number)) < 1e-4)).toBe(true);
  });
});
