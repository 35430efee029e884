import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import manifest from "../../../../public/datasets/manifest.json";
import { slice } from "../dataset";
import { writeIdxImages, writeIdxLabels } from "../idxWrite";
import { digitAt, drawDigit, drawDigits } from "./draw";
import { glyphs } from "./glyphs";
import { SHIPPED_DIGITS } from "./shipped";
import { parseStroke, tracePath } from "./strokes";

const SIZE = 28 * 28;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Label and start of the checksum of images 0, 1 and 13,999 of the shipped seed. */
const PINNED = [
  { label: 6, start: "ec0677d98f03c16f" },
  { label: 3, start: "a4e27db7c24c429c" },
  { label: 0, start: "061ac4884fba5749" },
] as const;

/** Share of the sheet that is ink (0 to 1), and the ink's centre in pixels. */
function measure(pixels: Uint8Array) {
  let mass = 0;
  let x = 0;
  let y = 0;
  for (const [at, ink] of pixels.entries()) {
    mass += ink;
    x += ink * (at % 28);
    y += ink * Math.floor(at / 28);
  }
  return { ink: mass / (255 * SIZE), x: x / mass, y: y / mass };
}

const sample = drawDigits(7, 0, 1000);
const labels = sample.labels as Uint16Array;
const image = (index: number) => slice(sample, index, index + 1).pixels;

describe("drawDigit", () => {
  it("draws these very pixels, on every machine", () => {
    const drawn = [0, 1, 13_999].map((index) => drawDigit(SHIPPED_DIGITS.seed, index));
    expect(drawn.map(({ label }) => label)).toEqual(PINNED.map(({ label }) => label));
    expect(drawn.map(({ pixels }) => sha256(pixels).slice(0, 16))).toEqual(PINNED.map(({ start }) => start));
  });

  it("draws image i alike, whatever else is drawn", () => {
    for (const index of [0, 9, 10, 503, 999]) {
      const alone = drawDigit(7, index);
      expect(alone.label).toBe(labels[index]);
      expect(alone.pixels).toEqual(image(index).slice());
    }
    const part = drawDigits(7, 500, 20);
    expect(part.pixels).toEqual(slice(sample, 500, 520).pixels.slice());
    expect(part.labels).toEqual(labels.slice(500, 520));
  });

  it("draws something else for another seed", () => {
    expect(drawDigit(8, 0).pixels).not.toEqual(drawDigit(7, 0).pixels);
  });

  it("inks a sane part of the sheet, with full black, clean paper and soft edges", () => {
    for (let i = 0; i < sample.count; i++) {
      const { ink } = measure(image(i));
      expect(ink, `image ${i}`).toBeGreaterThan(0.015);
      expect(ink, `image ${i}`).toBeLessThan(0.4);
      expect(Math.max(...image(i)), `image ${i}`).toBe(255);
    }
    const inked = sample.pixels.reduce((sum, value) => sum + value, 0) / (255 * sample.pixels.length);
    expect(inked).toBeGreaterThan(0.12);
    expect(inked).toBeLessThan(0.15);
    const grey = sample.pixels.reduce((count, value) => count + (value > 20 && value < 235 ? 1 : 0), 0);
    expect(grey / sample.pixels.length).toBeGreaterThan(0.05);
  });

  it("puts the centre of mass within a pixel of (14, 14)", () => {
    for (let i = 0; i < sample.count; i++) {
      const { x, y } = measure(image(i));
      expect(Math.abs(x - 14), `image ${i}`).toBeLessThan(1);
      expect(Math.abs(y - 14), `image ${i}`).toBeLessThan(1);
    }
  });

  it("never draws the same digit twice", () => {
    const seen = new Set(Array.from({ length: sample.count }, (_, i) => sha256(image(i))));
    expect(seen.size).toBe(sample.count);
  });
});

describe("classes", () => {
  it("are balanced in every ten images, in an order that varies", () => {
    const decades = Array.from({ length: 100 }, (_, i) => [...labels.subarray(10 * i, 10 * i + 10)]);
    for (const decade of decades) expect([...decade].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(decades.map((decade) => decade.join(""))).size).toBeGreaterThan(95);
  });

  it("tells the digit without drawing it", () => {
    expect(digitAt(7, 321)).toBe(labels[321]);
  });
});

describe("glyphs", () => {
  it("has several styles a digit, each of well-formed strokes in or near the box", () => {
    expect(glyphs).toHaveLength(10);
    for (const styles of glyphs) {
      expect(styles.length).toBeGreaterThanOrEqual(4);
      for (const { weight, strokes } of styles) {
        expect(weight).toBeGreaterThan(0);
        for (const text of strokes) {
          expect(text).toMatch(/^\d+,\d+!?( \d+,\d+!?)+$/);
          for (const { x, y } of tracePath(parseStroke(text))) {
            expect(Math.abs(x - 0.5), text).toBeLessThan(0.6);
            expect(Math.abs(y - 0.5), text).toBeLessThan(0.6);
          }
        }
      }
    }
  });

  it("runs through every control point, straight into and out of corners", () => {
    const path = tracePath(parseStroke("0,0 100,0! 100,100"));
    expect(path[0]).toMatchObject({ x: 0, y: 0 });
    expect(path.at(-1)).toMatchObject({ x: 1, y: 1 });
    expect(path.every(({ x, y }) => Math.abs(y) < 1e-12 || Math.abs(x - 1) < 1e-12)).toBe(true);
  });
});

describe("manifest.json", () => {
  it("lists what the generator draws (if not: npm run datasets, and commit the manifest)", () => {
    const listed = manifest.datasets.find(({ id }) => id === "digits");
    const { seed, train, heldOut } = SHIPPED_DIGITS;
    expect(listed).toMatchObject({ seed, train, heldOut, width: 28, height: 28, classes: 10 });
    const drawn = drawDigits(seed, train, heldOut);
    const images = writeIdxImages(drawn);
    const labelFile = writeIdxLabels(drawn.labels as Uint16Array);
    expect(listed?.files.heldOutImages).toMatchObject({ bytes: images.length, sha256: sha256(images) });
    expect(listed?.files.heldOutLabels).toMatchObject({ bytes: labelFile.length, sha256: sha256(labelFile) });
  });
});

describe("writeIdx", () => {
  it("writes the header of MNIST", () => {
    const file = writeIdxImages({
      count: 1,
      height: 2,
      width: 3,
      channels: 1,
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
    });
    expect([...file]).toEqual([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
    expect([...writeIdxLabels(Uint16Array.of(7, 9))]).toEqual([0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);
  });
});
