import { describe, expect, it } from "vitest";
import manifest from "../../public/datasets/manifest.json";
import { slice } from "../../src/engine/data/dataset";
import { hangul } from "../../src/engine/data/hangul/definition";
import { SIDE } from "../../src/engine/data/hangul/draw";
import { boxOf, strokeWidth } from "../../src/engine/data/hangul/loops";
import { SHIPPED_HANGUL } from "../../src/engine/data/hangul/shipped";
import { compose, partsOf, SYLLABLES } from "../../src/engine/data/hangul/syllables";
import { writeIdxFactors, writeIdxImages, writeIdxLabels } from "../../src/engine/data/idxWrite";
import { sha256 } from "./files";
import { loadFonts } from "./fonts";
import { drawHangul } from "./hangul";

const fonts = loadFonts();
const { train, heldOut } = drawHangul(fonts);
const listed = manifest.datasets.find(({ id }) => id === "hangul");
const images = Array.from({ length: heldOut.count }, (_, i) => slice(heldOut, i, i + 1).pixels);

describe("the fonts", () => {
  it("are under the Open Font License, and listed with their versions", () => {
    expect(fonts).toHaveLength(SHIPPED_HANGUL.fonts);
    for (const { licence, copyright } of fonts) {
      expect(licence).toBe("OFL-1.1");
      for (const about of Object.values(hangul.about)) expect(about).toContain(licence);
      expect(copyright).toMatch(/\S/);
    }
    expect(listed?.fonts).toEqual(fonts.map(({ outline: _, ...credit }) => credit));
  });

  it("have strokes of a width that suits writing, all inside filled", () => {
    const odd = fonts.flatMap((font) =>
      Array.from({ length: SYLLABLES }, (_, syllable) => compose(partsOf(syllable))).filter((character) => {
        const loops = font.outline(character);
        const { left, right, top, bottom } = boxOf(loops);
        const width = strokeWidth(loops) / Math.max(right - left, bottom - top);
        return width < 0.035 || width > 0.2;
      }),
    );
    expect(odd).toEqual([]);
  });

  it("say so where a character is missing", () => {
    expect(() => fonts[0]?.outline("\u{1F600}")).toThrow("has no");
  });
});

describe("the syllables", () => {
  it("are those of the manifest, on every machine (if not: npm run datasets, and commit the manifest)", () => {
    for (const [part, files] of [
      [train, [listed?.files.trainImages, listed?.files.trainLabels, listed?.files.trainFactors]],
      [heldOut, [listed?.files.heldOutImages, listed?.files.heldOutLabels, listed?.files.heldOutFactors]],
    ] as const) {
      if (!part.labels || !part.factors) throw new Error("no labels or factors");
      const drawn = [writeIdxImages(part), writeIdxLabels(part.labels), writeIdxFactors(part.factors)];
      expect(files.map((file) => file?.sha256)).toEqual(drawn.map(sha256));
    }
    expect(listed).toMatchObject({ train: hangul.sizes[0].train, heldOut: hangul.sizes[0].heldOut, classes: 14 });
    expect(listed?.labelNames).toEqual(hangul.labelNames);
  });

  it("carry their letters: the label is the first of them", () => {
    const { names, sizes, values } = heldOut.factors ?? { names: [], sizes: [], values: [] };
    expect(names).toEqual(hangul.factors?.map(({ en }) => en));
    expect(sizes).toEqual([14, 10, 4]);
    for (let i = 0; i < heldOut.count; i++) expect(heldOut.labels?.[i]).toBe(values[i * 3]);
  });

  it("have full black, clean paper, and ink well inside the sheet", () => {
    for (const pixels of images) {
      const ink = pixels.reduce((sum, value) => sum + value, 0) / (255 * pixels.length);
      expect(ink).toBeGreaterThan(0.05);
      expect(ink).toBeLessThan(0.4);
      expect(Math.max(...pixels)).toBe(255);
      const border = pixels.filter((_, at) =>
        [at % SIDE, Math.floor(at / SIDE)].some((p) => p === 0 || p === SIDE - 1),
      );
      expect(Math.max(...border)).toBeLessThan(128);
    }
  });

  it("are never drawn twice alike", () => {
    expect(new Set(images.map((pixels) => sha256(pixels))).size).toBe(heldOut.count);
  });
});
