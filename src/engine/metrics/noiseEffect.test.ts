import { add, mul, type Tensor2D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../models/model";
import { startBackend } from "../testing/backend";
import { BLOBS } from "../testing/fixtures";
import { latentShift, noiseEffect } from "./noiseEffect";

const on = { breathe: async () => true };
/** Rebuilds a tenth too little of everything; its code is x itself. */
const model: Pick<Model, "encode" | "decode"> = {
  encode: (x) => ({ mu: x }),
  decode: (z) => mul(z, 0.9),
};
const spoil = (x: Tensor2D) => add(x, 0.5) as Tensor2D;

describe("the effect of noise", () => {
  beforeAll(() => startBackend("cpu"));

  it("is measured against the clean samples, over chunks of them", async () => {
    const effect = await noiseEffect(model, BLOBS.train, 150, spoil, on);
    if (!effect) throw new Error("given up");
    const pixels = Array.from(BLOBS.train.pixels.subarray(0, 150 * 64), (byte) => byte / 255);
    const mean = (of: (x: number) => number) => pixels.reduce((sum, x) => sum + of(x), 0) / pixels.length;
    expect(effect.noisy).toBeCloseTo(0.25, 6);
    expect(effect.rebuilt).toBeCloseTo(
      mean((x) => (0.9 * (x + 0.5) - x) ** 2),
      6,
    );
    expect(effect.clean).toBeCloseTo(
      mean((x) => (0.1 * x) ** 2),
      6,
    );
    expect(effect.dimensions).toBe(64);
    expect(effect.z).toHaveLength(150 * 64);
    expect((effect.zTilde[70] as number) - (effect.z[70] as number)).toBeCloseTo(0.5, 6);
  });

  it("gives up when it is told to", async () => {
    expect(await noiseEffect(model, BLOBS.train, 150, spoil, { breathe: async () => false })).toBeUndefined();
  });
});

describe("the shift of codes", () => {
  const codes = { count: 2, dimensions: 2, z: Float32Array.of(3, 4, -3, -4) };

  it("is the mean way over the spread", () => {
    const shift = latentShift({ ...codes, zTilde: Float32Array.of(3, 5, 0, 0) });
    expect(shift.moved).toBeCloseTo((1 + 5) / 2, 6);
    expect(shift.spread).toBeCloseTo(5, 6);
    expect(shift.relative).toBeCloseTo(0.6, 6);
  });

  it("does not change when all codes are written twice as large, somewhere else", () => {
    const there = (values: Float32Array) => values.map((value) => 2 * value + 7);
    const zTilde = Float32Array.of(3, 5, 0, 0);
    expect(latentShift({ ...codes, z: there(codes.z), zTilde: there(zTilde) }).relative).toBeCloseTo(0.6, 6);
  });
});
