import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSprite, drawSprites, SPRITE_FACTORS } from "./sprites";

const SIZES = [32, 64] as const;
const SHAPES = [0, 1, 2];
const start = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const anyFactors = fc.tuple(...SPRITE_FACTORS.map(({ weights }) => fc.nat(weights.length - 1)));

/** Area in sides of the sheet, and the centre of mass in pixels. */
function measure(pixels: Uint8Array, size: number) {
  let [mass, x, y] = [0, 0, 0];
  for (const [at, ink] of pixels.entries()) {
    mass += ink;
    x += ink * ((at % size) + 0.5);
    y += ink * (Math.floor(at / size) + 0.5);
  }
  return { area: mass / 255 / (size * size), x: x / mass, y: y / mass };
}

/** Of a shape that reaches 1 from its centre of mass: a square, an ellipse, and a square with two half discs on it. */
const HEART_SIDE = (() => {
  const discs = Math.PI / 4;
  const centre = (0.5 + (discs / 2) * (1 + 2 / (3 * Math.PI)) + discs / 4) / (1 + discs);
  return 1 / (centre * Math.SQRT2);
})();
const AREAS = [2, 0.64 * Math.PI, HEART_SIDE ** 2 * (1 + Math.PI / 4)];

describe("drawSprite", () => {
  it.each(SIZES)("covers the area of the shape, and centres it where its factors say, at %i pixels", (size) => {
    fc.assert(
      fc.property(anyFactors, (factors) => {
        const [shape = 0, scale = 0, , column = 0, row = 0] = factors;
        const { area, x, y } = measure(drawSprite(factors, size), size);
        const radius = 0.25 * (0.5 + 0.1 * scale);
        const expected = (AREAS[shape] as number) * radius * radius;
        expect(Math.abs(area / expected - 1)).toBeLessThan(0.006);
        expect(Math.abs(x - size * (0.25 + (column + 0.5) / 64))).toBeLessThan(0.03);
        expect(Math.abs(y - size * (0.25 + (row + 0.5) / 64))).toBeLessThan(0.03);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("has a full inside and soft edges", () => {
    for (const shape of SHAPES) {
      const pixels = drawSprite([shape, 5, 3, 0, 31], 32);
      expect(pixels.filter((value) => value === 255).length).toBeGreaterThan(70);
      expect(pixels.filter((value) => value > 0 && value < 255).length).toBeGreaterThan(10);
    }
  });

  it("draws the same from the same factors, and something else when any factor moves a step", () => {
    fc.assert(
      fc.property(anyFactors, (factors) => {
        const drawn = start(drawSprite(factors, 32));
        expect(start(drawSprite([...factors], 32))).toBe(drawn);
        for (const [i, { weights }] of SPRITE_FACTORS.entries()) {
          const moved = factors.with(i, ((factors[i] as number) + 1) % weights.length);
          expect(start(drawSprite(moved, 32))).not.toBe(drawn);
        }
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it.each([
    { shape: 0, every: 10, name: "square" },
    { shape: 1, every: 20, name: "ellipse" },
    { shape: 2, every: 40, name: "heart" },
  ])("shows $every different rotations of the $name", ({ shape, every }) => {
    const turned = Array.from({ length: 40 }, (_, rotation) => drawSprite([shape, 5, rotation, 16, 16], 64));
    const near = (a: Uint8Array, b: Uint8Array) => a.every((value, i) => Math.abs(value - (b[i] as number)) <= 1);
    const first = turned[0] as Uint8Array;
    for (const [rotation, pixels] of turned.entries()) expect(near(pixels, first)).toBe(rotation % every === 0);
  });

  it("stands the heart on its tip", () => {
    const { y } = measure(drawSprite([2, 5, 0, 16, 16], 64), 64);
    const rows = drawSprite([2, 5, 0, 16, 16], 64).reduce<number[]>((inked, value, at) => {
      if (value > 0) inked.push(Math.floor(at / 64) + 0.5);
      return inked;
    }, []);
    expect(Math.max(...rows) - y).toBeGreaterThan(y - Math.min(...rows));
  });

  it.each([[[3, 0, 0, 0, 0]], [[0, 6, 0, 0, 0]], [[0, 0, 40, 0, 0]], [[0, 0, 0, 32, -1]]])("refuses %j", (factors) => {
    expect(() => drawSprite(factors, 32)).toThrow(RangeError);
  });
});

describe("drawSprites", () => {
  const sample = drawSprites({ size: 32, count: 500, seed: 7 });

  it("draws these very pixels, on every machine", () => {
    expect(start(sample.pixels)).toBe("b60e6fa941f23f7a");
    expect(start(drawSprites({ size: 64, count: 100, seed: 7 }).pixels)).toBe("3f0f6c69032b6c76");
  });

  it("draws each image from the factors that it tells, labelled by its shape", () => {
    expect(sample).toMatchObject({ count: 500, width: 32, height: 32, channels: 1 });
    const values = sample.factors?.values as Uint8Array;
    for (let i = 0; i < 500; i++) {
      const factors = values.subarray(5 * i, 5 * i + 5);
      expect(sample.pixels.slice(1024 * i, 1024 * i + 1024)).toEqual(drawSprite(factors, 32));
      expect(sample.labels?.[i]).toBe(factors[0]);
    }
    expect(sample.factors).toMatchObject({
      names: ["shape", "scale", "rotation", "x", "y"],
      sizes: [3, 6, 40, 32, 32],
    });
  });
});
