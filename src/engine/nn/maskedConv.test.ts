import {
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
  tile,
  variable,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type FilterMask, maskFilter } from "../kernels/maskFilter";
import { hasKernel, MASK_FILTER } from "../kernels/names";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws } from "../testing/numbers";
import { read } from "../training/evaluate";
import type { Conv } from "./conv";
import { maskedConv } from "./maskedConv";

type Shape = [height: number, width: number, inputs: number, outputs: number];

const sizeOf = (shape: readonly number[]) => shape.reduce((size, side) => size * side, 1);

/** Whether a weight of a filter may be used: by the definition, weight by weight. */
function isOpen([height, width, inputs, outputs]: Shape, { kind, colours }: FilterMask, i: number): boolean {
  const [output, input] = [i % outputs, Math.floor(i / outputs) % inputs];
  const pixel = Math.floor(i / outputs / inputs);
  const [dy, dx] = [Math.floor(pixel / width) - (height - 1) / 2, (pixel % width) - (width - 1) / 2];
  if (dy !== 0) return dy < 0;
  if (kind === "above" || kind === "rows") return kind === "rows";
  if (dx !== 0) return dx < 0;
  const [from, to] = [Math.floor((input * colours) / inputs), Math.floor((output * colours) / outputs)];
  return kind === "A" ? from < to : from <= to;
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.runIf(backend !== "cpu")("masks in a kernel of our own", () => expect(hasKernel(MASK_FILTER)).toBe(true));

  const check = async (shape: Shape, mask: FilterMask) => {
    const [weights, dy] = [draws(1, sizeOf(shape)), draws(2, sizeOf(shape))];
    const expected = (values: Float32Array) => [...values].map((value, i) => (isOpen(shape, mask, i) ? value : 0));
    expect([...(await read(maskFilter(tensor4d(weights, shape), mask)))]).toEqual(expected(weights));
    const [gradient] = grads((filter: Tensor) => sum(mul(maskFilter(filter as Tensor4D, mask), tensor4d(dy, shape))))([
      tensor4d(weights, shape),
    ]);
    expect([...(await read(gradient as Tensor))]).toEqual(expected(dy));
  };

  it.each<[shape: Shape, kind: FilterMask["kind"], colours: number]>([
    [[1, 1, 2, 3], "rows", 1],
    [[7, 7, 3, 6], "above", 3],
    [[3, 5, 6, 9], "rows", 3],
    [[1, 1, 1, 1], "A", 1],
    [[1, 1, 3, 3], "B", 3],
    [[3, 3, 1, 17], "A", 1],
    [[7, 5, 3, 12], "A", 3],
    [[3, 7, 6, 9], "B", 3],
    [[3, 3, 17, 784], "B", 1],
  ])("lets through of a filter %j what mask %s of %i colours does", (shape, kind, colours) =>
    check(shape, { kind, colours }),
  );

  it("lets through what it should at any size", async () => {
    const [half, group] = [fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 5 })];
    const kinds = fc.constantFrom<FilterMask["kind"]>("A", "B", "above", "rows");
    const sized = (h: number, w: number, inputs: number, outputs: number, colours: number, kind: FilterMask["kind"]) =>
      check([2 * h + 1, 2 * w + 1, inputs * colours, outputs * colours], { kind, colours });
    const numRuns = backend === "webgpu" ? 10 : 100;
    await fc.assert(fc.asyncProperty(half, half, group, group, group, kinds, sized), { seed: 7, numRuns });
  });

  it("masks whatever a weight holds", async () => {
    const filter = tensor4d([1, Number.POSITIVE_INFINITY, Number.NaN], [1, 3, 1, 1]);
    expect([...(await read(maskFilter(filter, { kind: "A", colours: 1 })))]).toEqual([1, 0, 0]);
  });

  it("refuses filters without a middle, and channels that are not as many of each colour", () => {
    const filter = (...shape: Shape) => tensor4d(draws(1, sizeOf(shape)), shape);
    expect(() => maskFilter(filter(3, 2, 1, 1), { kind: "A", colours: 1 })).toThrow("3 × 2");
    expect(() => maskFilter(filter(3, 3, 3, 4), { kind: "A", colours: 3 })).toThrow("4 channels");
  });

  const layer = (shape: Shape, seed: number): Conv => ({
    filter: variable(tensor4d(draws(seed, sizeOf(shape)), shape)),
    bias: variable(tensor1d(draws(seed + 100, shape[3]))),
  });

  it.each([
    { name: "grey", colours: 1 },
    { name: "RGB", colours: 3 },
  ])("no output of three layers depends on itself or what is drawn after it: $name", async ({ colours }) => {
    const [height, width, levels] = [5, 4, 2];
    const layers = [
      layer([5, 5, colours, 2 * colours], 1),
      layer([3, 3, 2 * colours, 3 * colours], 2),
      layer([1, 1, 3 * colours, levels * colours], 3),
    ];
    const outputs = height * width * levels * colours;
    const network = (x: Tensor4D) =>
      layers.reduce((h, each, i) => maskedConv(h, each, { kind: i === 0 ? "A" : "B", colours }, "linear"), x);
    // As many copies of an image as there are outputs, each asked for the gradient of one: the whole Jacobian in one pass.
    const identity = Float32Array.from({ length: outputs ** 2 }, (_, i) => (i % (outputs + 1) === 0 ? 1 : 0));
    const jacobian = await read(
      tidy(() => {
        const image = tensor4d(draws(4, height * width * colours), [1, height, width, colours]);
        const one = tensor4d(identity, [outputs, height, width, levels * colours]);
        const copies = tile(image, [outputs, 1, 1, 1]);
        return grads((x: Tensor) => sum(mul(network(x as Tensor4D), one)))([copies])[0] as Tensor;
      }),
    );
    const inputs = height * width * colours;
    for (let output = 0; output < outputs; output++) {
      const row = Array.from(jacobian.subarray(output * inputs, (output + 1) * inputs));
      // The place of the output in the order in which colours of pixels are drawn, which is the order of the inputs.
      const place = Math.floor(output / levels);
      expect(row.slice(place).every((slope) => slope === 0)).toBe(true);
      if (place % colours > 0) expect(at(row, place - 1)).not.toBe(0); // the colour before its own
      const left = place - colours;
      if (Math.floor(place / colours) % width > 0) expect(at(row, left)).not.toBe(0); // its own one pixel before
    }
  });

  it("keeps closed weights out of the result and of the gradients", async () => {
    const [shape, mask]: [Shape, FilterMask] = [[3, 3, 3, 6], { kind: "B", colours: 3 }];
    const weights = draws(1, sizeOf(shape));
    const others = weights.map((weight, i) => (isOpen(shape, mask, i) ? weight : 1e30));
    const x = tensor4d(draws(2, 2 * 5 * 4 * 3), [2, 5, 4, 3]);
    const bias = tensor1d(draws(3, 6));
    const run = async (values: Float32Array) => {
      const y = (filter: Tensor, input: Tensor) => {
        const conv = { filter, bias: bias as Tensor1D } as unknown as Conv;
        return maskedConv(input as Tensor4D, conv, mask, "relu");
      };
      const filter = tensor4d(values, shape);
      const gradients = grads((f: Tensor, input: Tensor) => sum(y(f, input)))([filter, x]);
      return Promise.all([y(filter, x), ...gradients].map((tensor) => read(tensor)));
    };
    const [first, second] = [await run(weights), await run(others)];
    expect(second).toEqual(first);
    const dFilter = first[1] as Float32Array;
    expect(dFilter.some((slope) => slope !== 0)).toBe(true);
    expect(dFilter.every((slope, i) => slope === 0 || isOpen(shape, mask, i))).toBe(true);
  });
});
