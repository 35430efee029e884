import {
  add,
  grads,
  mean,
  type Scalar,
  scalar,
  sum,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { gather } from "../data/batches";
import { bits, key, normals, Stream, uniforms } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { ResidentImages } from "./batch";
import { type Corruption, type CorruptionKind, corrupt } from "./corrupt";
import { RECORD, runInPlace } from "./names";
import { Recording } from "./webgpu/recording";
import { currentGpu } from "./webgpu/register";

const KINDS = ["gaussian", "masking", "saltAndPepper"] as const satisfies CorruptionKind[];
const HITS = ["masking", "saltAndPepper"] as const;

/** The definition, pixel by pixel. */
function exact(x: Float32Array, kind: CorruptionKind, strength: number, draw: number, clamp = false): number[] {
  const n = normals(draw, x.length);
  return Array.from(x, (value, i) => {
    const noisy = value + strength * at(n, i);
    if (kind === "gaussian") return clamp ? Math.min(1, Math.max(0, noisy)) : noisy;
    const word = bits(draw, i);
    if (Math.floor(word / 256) >= Math.fround(strength) * 2 ** 24) return value;
    return kind === "masking" ? 0 : word % 2;
  });
}

/** Bytes of pictures of 3 × 5 pixels: neither a whole number of words an image nor of fours. */
const IMAGES = {
  count: 9,
  width: 3,
  height: 5,
  channels: 1 as const,
  pixels: Uint8Array.from({ length: 9 * 15 }, (_, i) => bits(key(3), i) % 256),
};

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  const check = async (rows: number, pixels: number, corruption: Corruption & { strength: number }, draw: number) => {
    const { kind, strength, clamp } = corruption;
    const x = uniforms(key(draw, 1), rows * pixels);
    const xTilde = await read(corrupt(tensor2d(x, [rows, pixels]), corruption, draw));
    const expected = exact(x, kind, strength, draw, clamp);
    if (kind === "gaussian") expectClose(xTilde, expected, 10 * (1 + strength));
    else expect([...xTilde]).toEqual(expected); // to the last bit
  };

  describe.each(KINDS)("%s", (kind) => {
    it.each([
      [1, 1],
      [1, 3],
      [3, 1],
      [1, 5],
      [3, 17],
      [1, 784],
      [17, 784],
    ])("of %i × %i pixels is what the generator says", async (rows, pixels) => {
      for (const strength of [0, 0.3, 1])
        for (const draw of [key(7, Stream.corruption, 42), 0, 2 ** 32 - 1])
          await check(rows, pixels, { kind, strength }, draw);
    });

    it("is so at any size, strength and key", async () => {
      const integer = (min: number, max: number) => fc.integer({ min, max });
      const any = (rows: number, pixels: number, strength: number, draw: number) =>
        check(rows, pixels, { kind, strength }, draw);
      const sizes = [integer(1, 9), integer(1, 40)] as const;
      await fc.assert(
        fc.asyncProperty(...sizes, fc.double({ min: 0, max: 1, noNaN: true }), integer(0, 2 ** 32 - 1), any),
        { seed: 7, numRuns: backend === "webgpu" ? 10 : 100 },
      );
    });

    it("takes its strength and its key from tensors too", async () => {
      if (backend === "cpu") return; // which has no recorded steps
      const x = tensor(uniforms(3, 34), [2, 17]);
      const draw = tensor1d([-5], "int32");
      const live = await read(corrupt(x, { kind, strength: scalar(0.4) }, draw));
      expect(live).toEqual(await read(corrupt(x, { kind, strength: 0.4 }, 2 ** 32 - 5)));
    });

    it("leaves everything as it is at strength 0", async () => {
      const x = uniforms(5, 51);
      expect(await read(corrupt(tensor2d(x, [3, 17]), { kind, strength: 0 }, 5))).toEqual(x);
    });

    it("does so to images out of the resident set", async () => {
      const resident = new ResidentImages(IMAGES);
      for (const indices of [Uint32Array.of(4), Uint32Array.of(8, 0, 3, 3, 1)]) {
        const { x, xTilde } = resident.corruptedBatch(indices, { kind, strength: 0.5 }, 11);
        const clean = gather(IMAGES, indices);
        const expected = exact(clean, kind, 0.5, 11);
        expect(xTilde.shape).toEqual([indices.length, 15]);
        expectClose(await read(x), clean);
        expectClose(await read(xTilde), expected, 10);
      }
      resident.dispose();
    });

    it("lets no gradient through", async () => {
      const x = tensor2d(uniforms(3, 34), [2, 17]);
      const through = (input: Tensor) => sum(add(corrupt(input, { kind, strength: 0.4 }, 3), input));
      expect([...(await read(grads(through)([x])[0] as Tensor))]).toEqual(new Array(34).fill(1));
    });
  });

  it("keeps Gaussian noise in [0, 1] where it is told to", async () => {
    for (const strength of [0.3, 10]) await check(3, 17, { kind: "gaussian", strength, clamp: true }, 9);
  });

  it.each(HITS)("%s hits every pixel at 1, and at more", async (kind) => {
    for (const strength of [1, 1.5]) await check(2, 50, { kind, strength }, 8);
  });

  it("masks whatever is there", async () => {
    const x = tensor2d([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-40], [1, 3]);
    expect([...(await read(corrupt(x, { kind: "masking", strength: 1 }, 8)))]).toEqual([0, 0, 0]);
  });
});

describe("the noise", () => {
  beforeAll(() => startBackend("cpu"));
  const COUNT = 100_000;
  const grey = () => tensor(new Float32Array(COUNT).fill(0.5), [COUNT]);

  it.each([0.1, 0.5])("salts and peppers as often, a share of %d together", async (strength) => {
    const y = await read(corrupt(grey(), { kind: "saltAndPepper", strength }, key(2)));
    const share = (value: number) => y.filter((pixel) => pixel === value).length / COUNT;
    const error = 4 * Math.sqrt((strength / 2) * (1 - strength / 2) * (1 / COUNT));
    expect(Math.abs(share(0) - strength / 2)).toBeLessThan(error);
    expect(Math.abs(share(1) - strength / 2)).toBeLessThan(error);
  });

  it.each(HITS)("%s: a pixel that is hit stays hit when more are", async (kind) => {
    const [few, many] = await Promise.all(
      [0.2, 0.6].map((strength) => read(corrupt(grey(), { kind, strength }, key(2)))),
    );
    const changed = (few as Float32Array).filter((value, i) => value !== 0.5 && value !== at(many as Float32Array, i));
    expect(changed).toHaveLength(0);
  });
});

describe.skipIf(GPU_BACKENDS.length === 0)("a recorded step", () => {
  beforeAll(() => startBackend("webgpu"));

  it.each(KINDS)("spoils by the strength, the key and the images of the moment: %s", async (kind) => {
    const gpu = currentGpu();
    if (!gpu) throw new Error("no GPU");
    const resident = new ResidentImages(IMAGES);
    const live = {
      indices: tensor1d([0, 0], "int32"),
      strength: scalar(0),
      draw: tensor1d([0], "int32"),
      row: tensor1d([0], "int32"),
      history: zeros([1, 2]) as Tensor,
    };
    const step = () => {
      const { x, xTilde } = resident.corruptedBatch(live.indices, { kind, strength: live.strength }, live.draw);
      const { row, history } = live;
      runInPlace(RECORD, { history, row, value0: mean(x) as Scalar, value1: mean(xTilde) as Scalar }, {});
    };
    const lasting = [...Object.values(live), ...resident.tensors];
    const recording = await Recording.of(
      gpu,
      () => tidy(step),
      lasting,
      () => {},
    );
    for (const [strength, draw] of [
      [0, 1],
      [0.7, 1],
      [0.7, 2],
    ] as const) {
      const indices = Uint32Array.of(2 + draw, 7);
      gpu.write(live.indices, Int32Array.from(indices));
      gpu.write(live.strength, Float32Array.of(strength));
      gpu.write(live.draw, Int32Array.of(draw));
      recording.replay();
      const byHand = resident.corruptedBatch(indices, { kind, strength }, draw);
      const expected = await Promise.all([byHand.x, byHand.xTilde].map((images: Tensor2D) => read(mean(images))));
      expect(await live.history.data()).toEqual(Float32Array.from(expected.flatMap((value) => [...value])));
    }
    recording.dispose();
  });
});
