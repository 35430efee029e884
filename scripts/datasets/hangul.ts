import type { ImageSet } from "../../src/engine/data/dataset";
import type { Outline } from "../../src/engine/data/drawing/coverage";
import { hangul } from "../../src/engine/data/hangul/definition";
import { drawSyllable, SIDE } from "../../src/engine/data/hangul/draw";
import { SHIPPED_HANGUL } from "../../src/engine/data/hangul/shipped";
import { compose, type Drawing, PARTS, partsOf, splitDrawings } from "../../src/engine/data/hangul/syllables";
import { type Job, writeFiles } from "./files";
import { FONT_PACKAGES, type Font, loadFonts } from "./fonts";
import { writePreview } from "./previews";

const GENERATOR = "src/engine/data/hangul";
const { seed: SEED, takes: TAKES } = SHIPPED_HANGUL;
/** The name of a part without a letter. */
const NONE = "∅";

/** Korean syllables of known parts, rendered from fonts. */
export const hangulJob: Job = {
  sources: [
    GENERATOR,
    "src/engine/data/drawing/coverage.ts",
    "src/engine/data/digits/chance.ts",
    "src/engine/data/digits/elastic.ts",
    "scripts/datasets/hangul.ts",
    "scripts/datasets/fonts.ts",
    ...["opentype.js", ...FONT_PACKAGES].map((name) => `node_modules/${name}/package.json`),
  ],
  build() {
    const fonts = loadFonts();
    const { train, heldOut } = drawHangul(fonts);
    return {
      id: "hangul",
      name: hangul.name,
      licence: hangul.licence,
      fonts: fonts.map(({ outline: _, ...credit }) => credit),
      source: `rendered by ${GENERATOR}`,
      seed: SEED,
      width: SIDE,
      height: SIDE,
      classes: hangul.classes,
      labelNames: [...PARTS[0].letters],
      factors: PARTS.map(({ name, letters }) => ({ name, values: letters.map((letter) => letter || NONE) })),
      train: train.count,
      heldOut: heldOut.count,
      preview: writePreview("hangul", train),
      files: writeFiles("hangul", train, heldOut),
    };
  },
};

/** Both parts of the set. */
export function drawHangul(fonts: readonly Font[]): { train: ImageSet; heldOut: ImageSet } {
  const { train, heldOut } = splitDrawings(SEED, fonts.length, TAKES);
  const outlines = new Map<string, Outline[]>();
  const outlineOf = ({ syllable, font }: Drawing): Outline[] => {
    const name = `${font} ${syllable}`;
    const outline = outlines.get(name) ?? (fonts[font] as Font).outline(compose(partsOf(syllable)));
    outlines.set(name, outline);
    return outline;
  };
  const draw = (drawing: Drawing): Uint8Array => {
    const { syllable, font, take } = drawing;
    return drawSyllable(outlineOf(drawing), SEED, (syllable * fonts.length + font) * TAKES + take);
  };
  return { train: imageSet(train, draw), heldOut: imageSet(heldOut, draw) };
}

/** The drawings with their 초성 as label and all three parts as factors. */
function imageSet(drawings: readonly Drawing[], draw: (drawing: Drawing) => Uint8Array): ImageSet {
  const count = drawings.length;
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint16Array(count);
  const values = new Uint8Array(count * PARTS.length);
  for (const [i, drawing] of drawings.entries()) {
    const parts = partsOf(drawing.syllable);
    pixels.set(draw(drawing), i * SIDE * SIDE);
    labels[i] = parts[0];
    values.set(parts, i * PARTS.length);
  }
  const names = PARTS.map(({ name }) => name.en);
  const sizes = PARTS.map(({ letters }) => letters.length);
  return { count, width: SIDE, height: SIDE, channels: 1, pixels, labels, factors: { names, sizes, values } };
}
