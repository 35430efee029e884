/** One drawing of a syllable: its outline from a font, bent and turned as a hand or a press would, filled into 32 × 32 pixels. */
import { key, Stream } from "../../random";
import { type Chance, chance } from "../digits/chance";
import { elastic } from "../digits/elastic";
import { Coverage, type Outline } from "../drawing/coverage";
import { boxOf, embolden, mapPoints, strokeWidth } from "./loops";

/** Width and height of a drawing, in pixels. */
export const SIDE = 32;

/** What varies from drawing to drawing: standard deviations and ranges. */
const HAND = {
  /** The longer side of the syllable, in pixels. */
  size: { low: 22.5, high: 26.5 },
  /** How far at most it sits from the middle either way, in pixels: it stays on the sheet. */
  shift: 1.5,
  /** Width against height, on top of what a font is like: a narrow syllable becomes wider, but not by more than this. */
  aspect: { low: 0.9, high: 1.1, widened: 1.25 },
  /** A syllable narrower than this, against its height, is narrow. */
  narrow: 0.85,
  /** To the right at the top. */
  slant: 0.06,
  /** The tangent of half the turn: 0.03 is 3.4°. */
  halfTurn: 0.03,
  /** How far the paper is stretched, in sides of the syllable's box. */
  elastic: 0.035,
  /** Width of a stroke in pixels, and the furthest that each of a font's two edges moves for it. */
  stroke: { low: 1.7, high: 2.6, thinner: 0.3, bolder: 0.4 },
};

/**
 * 32 × 32 pixels row by row, 0 is paper and 255 is ink.
 * @param loops the outline as `sameWay` gives it, in any unit, y down
 * @param index tells the drawings of a seed apart
 */
export function drawSyllable(loops: readonly Outline[], seed: number, index: number): Uint8Array {
  const dice = chance(key(seed, Stream.data, index));
  const placed = place(bend(loops, dice), dice);
  const { low, high, thinner, bolder } = HAND.stroke;
  const change = (dice.between(low, high) - strokeWidth(placed)) / 2;
  const sheet = new Coverage(SIDE);
  sheet.fill(embolden(placed, Math.min(Math.max(change, -thinner), bolder)));
  const darkest = sheet.values.reduce((most, ink) => Math.max(most, ink), 0);
  return Uint8Array.from(sheet.values, (ink) => Math.round((255 * ink) / darkest));
}

/** The outline in a box about 1 wide and high, bent like paper, slanted and turned. */
function bend(loops: readonly Outline[], dice: Chance): Outline[] {
  const { left, right, top, bottom } = boxOf(loops);
  const scale = 1 / Math.max(right - left, bottom - top);
  const stretch = elastic(dice, HAND.elastic);
  const narrow = (HAND.narrow * (bottom - top)) / (right - left);
  const widened = Math.min(Math.max(narrow, 1), HAND.aspect.widened);
  const aspect = widened * dice.between(HAND.aspect.low, HAND.aspect.high);
  const slant = dice.bell(HAND.slant);
  const t = dice.bell(HAND.halfTurn);
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  return mapPoints(loops, (point) => {
    const bent = stretch({ x: (point.x - left) * scale, y: (point.y - top) * scale });
    const x = (bent.x - slant * (bent.y - 0.5)) * aspect;
    return { x: cos * x - sin * bent.y, y: sin * x + cos * bent.y };
  });
}

/** The outline in pixels, its box near the middle of the sheet. */
function place(loops: readonly Outline[], dice: Chance): Outline[] {
  const { left, right, top, bottom } = boxOf(loops);
  const scale = dice.between(HAND.size.low, HAND.size.high) / Math.max(right - left, bottom - top);
  const x = SIDE / 2 + dice.between(-HAND.shift, HAND.shift) - (scale * (left + right)) / 2;
  const y = SIDE / 2 + dice.between(-HAND.shift, HAND.shift) - (scale * (top + bottom)) / 2;
  return mapPoints(loops, (point) => ({ x: x + scale * point.x, y: y + scale * point.y }));
}
