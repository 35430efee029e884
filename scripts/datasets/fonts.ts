/** The fonts that the Korean syllables are drawn with: four hands, a brush, and three kinds of type. All under the OFL. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Point } from "../../src/engine/data/digits/strokes";
import type { Outline } from "../../src/engine/data/drawing/coverage";
import { sameWay } from "../../src/engine/data/hangul/loops";
import type { FontCredit } from "../../src/engine/data/shipped";

const require = createRequire(import.meta.url);
const { parse } = require("opentype.js") as typeof import("opentype.js");

const FOLDERS = [
  "nanum-pen-script",
  "nanum-brush-script",
  "gamja-flower",
  "hi-melody",
  "poor-story",
  "dongle",
  "gowun-dodum",
  "gowun-batang",
];
export const FONT_PACKAGES: readonly string[] = FOLDERS.map((folder) => `@fontsource/${folder}`);

export interface Font extends FontCredit {
  /** The outline of a character in units of the font, y down, its loops run the same way. Throws where the font has not got it. */
  outline(character: string): Outline[];
}

export function loadFonts(): Font[] {
  return FOLDERS.map((folder) => {
    const name = `@fontsource/${folder}`;
    const { version } = require(`${name}/package.json`) as { version: string };
    const { family, license } = require(`${name}/metadata.json`) as {
      family: string;
      license: { type: string; attribution: string };
    };
    const file = readFileSync(require.resolve(`${name}/files/${folder}-korean-400-normal.woff`));
    const font = parse(Uint8Array.from(file).buffer);
    return {
      name: family,
      package: name,
      version,
      licence: license.type,
      copyright: license.attribution,
      outline(character) {
        const glyph = font.charToGlyph(character);
        const loops = loopsOf(glyph.getPath(0, 0, font.unitsPerEm).commands);
        if (glyph.index === 0 || loops.length === 0) throw new Error(`${family} has no ${character}`);
        return sameWay(loops);
      },
    };
  });
}

/** Straight pieces that a curve becomes. */
const STEPS = 4;

type Command = ReturnType<ReturnType<typeof parse>["getPath"]>["commands"][number];

/** A path of lines and curves as closed loops of straight pieces. */
function loopsOf(commands: readonly Command[]): Outline[] {
  const loops: Point[][] = [];
  for (const command of commands) {
    if (command.type === "M") loops.push([{ x: command.x, y: command.y }]);
    const loop = loops.at(-1);
    const from = loop?.at(-1);
    if (!loop || !from || command.type === "M" || command.type === "Z") continue;
    for (let step = 1; step <= STEPS; step++) {
      if (command.type === "L" && step < STEPS) continue;
      loop.push(along(from, command, step / STEPS));
    }
  }
  return loops.filter((loop) => loop.length > 2);
}

/** The point of a line, a quadratic or a cubic Bézier curve at t. */
function along(from: Point, curve: Exclude<Command, { type: "M" | "Z" }>, t: number): Point {
  const controls = [from];
  if (curve.type !== "L") controls.push({ x: curve.x1, y: curve.y1 });
  if (curve.type === "C") controls.push({ x: curve.x2, y: curve.y2 });
  let points: Point[] = [...controls, { x: curve.x, y: curve.y }];
  // de Casteljau
  while (points.length > 1)
    points = points.slice(1).map((b, i) => {
      const a = points[i] as Point;
      return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
    });
  return points[0] as Point;
}
