import { afterEach, describe, expect, it, vi } from "vitest";
import { key, Stream } from "../random";
import type { ImageSet } from "./dataset";
import type { Draw, GeneratedDefinition } from "./definition";
import { type GenerateOptions, generate } from "./generate";

/** Draws images whose every byte is their seed's lowest, numbered from 0 in each call. */
const draw: Draw = ({ size, count, seed }): ImageSet => ({
  count,
  width: size,
  height: size,
  channels: 3,
  pixels: new Uint8Array(count * size * size * 3).fill(seed % 256),
  labels: Uint16Array.from({ length: count }, (_, i) => i),
  factors: { names: ["seed", "index"], sizes: [256, 20], values: interleave(seed % 256, count) },
});

function interleave(seed: number, count: number): Uint8Array {
  return Uint8Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? seed : (i - 1) / 2));
}

const TOY: GeneratedDefinition = {
  kind: "generated",
  name: { en: "Toy", ko: "장난감" },
  about: { en: "For tests", ko: "시험용" },
  licence: "Apache-2.0",
  channels: 3,
  classes: 20,
  seed: 5,
  sizes: [
    { side: 4, train: 50, heldOut: 10 },
    { side: 8, train: 25, heldOut: 5 },
  ],
  load: async () => draw,
};

/** Draws the same, on a clock that each part moves on by `ms`. */
function takes(ms: number): Draw {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  return (what) => {
    now += ms;
    return draw(what);
  };
}

afterEach(() => vi.restoreAllMocks());

const breathe = async () => {};
const toy = (options: Partial<GenerateOptions> = {}, change: Partial<GeneratedDefinition> = {}, side = 4) =>
  generate("toy", { ...TOY, ...change }, side, { breathe, ...options });

const seeds = [0, 1, 2, 3].map((part) => key(5, Stream.data, part) % 256);

describe("a generated data set", () => {
  it("is drawn part by part, each from a seed of its own, in one piece", async () => {
    const { train, heldOut, ...rest } = await toy();
    expect(rest).toEqual({ id: "toy", classes: 20 });
    const parts = [20, 20, 10].flatMap((count, part) => new Array<number>(count).fill(seeds[part] as number));
    expect(train).toMatchObject({ count: 50, width: 4, height: 4, channels: 3 });
    expect([...train.pixels]).toEqual(parts.flatMap((seed) => new Array<number>(48).fill(seed)));
    expect([...(train.labels ?? [])].slice(18, 22)).toEqual([18, 19, 0, 1]);
    expect([...(train.factors?.values ?? [])].slice(38, 44)).toEqual([seeds[0], 19, seeds[1], 0, seeds[1], 1]);
    expect(heldOut.count).toBe(10);
    expect(heldOut.pixels).toEqual(new Uint8Array(480).fill(seeds[3] as number));
  });

  it("comes in the size that is asked for, or in its first", async () => {
    expect((await toy({}, {}, 8)).train).toMatchObject({ count: 25, width: 8 });
    expect((await toy({}, {}, 64)).train).toMatchObject({ count: 50, width: 4 });
  });

  it("needs neither labels nor factors", async () => {
    const bare: Draw = (what) => {
      const { labels: _labels, factors: _factors, ...images } = draw(what);
      return images;
    };
    const { train, classes } = await toy({}, { load: async () => bare });
    expect([classes, "labels" in train, "factors" in train]).toEqual([0, false, false]);
  });

  it.each([
    { ms: 30, after: [20, 40, 50, 60] },
    { ms: 15, after: [40, 60] },
  ])("breathes, and says how far it is, where parts take $ms ms", async ({ ms, after }) => {
    const slow = takes(ms);
    const seen: [number, number][] = [];
    const breaths = vi.fn(breathe);
    await toy({ onProgress: (...progress) => seen.push(progress), breathe: breaths }, { load: async () => slow });
    expect(seen).toEqual(after.map((done) => [done, 60]));
    expect(breaths).toHaveBeenCalledTimes(after.length);
  });

  it("stops within a part when it is cancelled", async () => {
    const abort = new AbortController();
    const drawn = vi.fn(takes(30));
    const cancelled = toy({ signal: abort.signal, breathe: async () => abort.abort() }, { load: async () => drawn });
    await expect(cancelled).rejects.toMatchObject({ file: "toy", code: "cancelled" });
    expect(drawn).toHaveBeenCalledOnce();
  });

  it("says what went wrong", async () => {
    const offline = async () => {
      throw new TypeError("Failed to fetch dynamically imported module");
    };
    await expect(toy({}, { load: offline })).rejects.toMatchObject({ code: "download", detail: { status: 0 } });
    const full: Draw = () => {
      throw new RangeError("Array buffer allocation failed");
    };
    await expect(toy({}, { load: async () => full })).rejects.toMatchObject({
      code: "unreadable",
      detail: { reason: "Array buffer allocation failed" },
    });
  });
});
