import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { key, uniform } from "../../random";
import { drawFace, drawFaces } from "./faces";
import { FACE_FACTORS, FACE_VALUES } from "./factors";

const SIZES = [32, 64, 128] as const;
const start = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const factor = (name: string) => FACE_FACTORS.findIndex((known) => known.name === name);
const index = (name: string, value: string) => FACE_VALUES[factor(name)]?.indexOf(value) as number;
/** Every factor with equal chance, so that what is rare in the set is tested too. */
const anyFace = (seed: number) =>
  FACE_FACTORS.map(({ weights }, i) => Math.floor(uniform(key(seed, 99), i) * weights.length));
const distance = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length;
/** The mean brightness of the columns or rows in one part of the picture. */
const brightness = (pixels: Uint8Array, size: number, inside: (x: number, y: number) => boolean) => {
  const part = pixels.filter((_, at) => {
    const pixel = Math.floor(at / 3);
    return inside(((pixel % size) + 0.5) / size, (Math.floor(pixel / size) + 0.5) / size);
  });
  return part.reduce((sum, value) => sum + value, 0) / part.length;
};

describe("drawFace", () => {
  it.each(SIZES)("draws the same from the same factors, and something else when any factor changes, at %i", (size) => {
    for (let seed = 0; seed < (size === 32 ? 40 : 5); seed++) {
      const factors = anyFace(seed);
      const drawn = drawFace(factors, size, 5);
      expect(drawFace([...factors], size, 5)).toEqual(drawn);
      for (const [i, { name, weights }] of FACE_FACTORS.entries()) {
        const other = drawFace(factors.with(i, ((factors[i] as number) + 1) % weights.length), size, 5);
        expect(distance(other, drawn), `seed ${seed}, ${name}`).toBeGreaterThan(0.02);
      }
    }
  });

  it("is the same picture at every size", () => {
    for (let seed = 0; seed < 10; seed++) {
      const [small, large] = [drawFace(anyFace(seed), 32, seed), drawFace(anyFace(seed), 128, seed)];
      const shrunk = small.map((_, at) => {
        const [x, y, channel] = [Math.floor(at / 3) % 32, Math.floor(at / 96), at % 3];
        let sum = 0;
        for (let i = 0; i < 16; i++) {
          sum += large[3 * (128 * (4 * y + Math.floor(i / 4)) + 4 * x + (i % 4)) + channel] as number;
        }
        return Math.round(sum / 16);
      });
      expect(distance(small, shrunk)).toBeLessThan(2);
    }
  });

  it("varies with the person, a little, and not at all without one", () => {
    const factors = anyFace(3);
    const average = drawFace(factors, 64);
    expect(drawFace(factors, 64)).toEqual(average);
    for (let person = 1; person < 20; person++) {
      const change = distance(drawFace(factors, 64, person), average);
      expect(change).toBeGreaterThan(0.5);
      expect(change).toBeLessThan(30);
    }
  });

  it("is bright on the side of the light", () => {
    for (let seed = 0; seed < 20; seed++) {
      const lightFrom = (side: string) => drawFace(anyFace(seed).with(factor("light"), index("light", side)), 64, seed);
      const [left, right] = [lightFrom("left"), lightFrom("right")];
      const isLeft = (x: number) => x < 0.5;
      expect(brightness(left, 64, isLeft)).toBeGreaterThan(brightness(right, 64, isLeft));
      expect(brightness(right, 64, (x) => !isLeft(x))).toBeGreaterThan(brightness(left, 64, (x) => !isLeft(x)));
    }
  });

  it("has soft edges: more than a dozen shades along the outline of black hair", () => {
    const values = {
      skin: "porcelain",
      hair: "bob",
      hairColour: "black",
      pose: "front",
      light: "above",
      background: "sand",
    };
    const factors = Object.entries(values).reduce(
      (face, [name, value]) => face.with(factor(name), index(name, value)),
      new Array<number>(FACE_FACTORS.length).fill(0),
    );
    const pixels = drawFace(factors, 64);
    const between = pixels.filter((value, at) => at % 3 === 0 && value > 70 && value < 200);
    expect(new Set(between).size).toBeGreaterThan(12);
  });

  it("refuses factors that there are not", () => {
    for (const i of FACE_FACTORS.keys()) {
      expect(() => drawFace(anyFace(1).with(i, FACE_FACTORS[i]?.weights.length as number), 32)).toThrow(RangeError);
    }
    expect(() => drawFace([0, 1, 2], 32)).toThrow("13 factors needed, not 3");
  });
});

describe("drawFaces", () => {
  const sample = drawFaces({ size: 32, count: 300, seed: 7 });

  it("draws these very pixels, on every machine", () => {
    expect(start(sample.pixels)).toBe("8e6450d6bdda6c5e");
    expect(start(drawFaces({ size: 64, count: 50, seed: 7 }).pixels)).toBe("0b53aed845814ce5");
    expect(start(drawFaces({ size: 128, count: 20, seed: 7 }).pixels)).toBe("a2d459ecd874d4ee");
  });

  it("is in colour, labelled by the hair, and tells every factor", () => {
    expect(sample).toMatchObject({ count: 300, width: 32, height: 32, channels: 3 });
    expect(sample.pixels).toHaveLength(300 * 32 * 32 * 3);
    const { names, sizes, values } = sample.factors as NonNullable<typeof sample.factors>;
    expect(names).toEqual(FACE_FACTORS.map(({ name }) => name));
    expect(sizes).toEqual(FACE_VALUES.map(({ length }) => length));
    for (let i = 0; i < 300; i++) expect(sample.labels?.[i]).toBe(values[i * names.length + factor("hair")]);
    expect(new Set(sample.labels).size).toBe(FACE_VALUES[factor("hair")]?.length);
  });

  it("never draws the same face twice, nor an empty one", () => {
    const images = Array.from({ length: 300 }, (_, i) => sample.pixels.subarray(3072 * i, 3072 * (i + 1)));
    expect(new Set(images.map(start)).size).toBe(300);
    for (const pixels of images) expect(new Set(pixels).size).toBeGreaterThan(100);
  });
});
