/** One person's hand on one day: a style of a digit becomes a path that nobody has drawn before. */
import type { Chance } from "./chance";
import { elastic } from "./elastic";
import { glyphs, type Style } from "./glyphs";
import { type ControlPoint, type Point, parseStroke, tracePath } from "./strokes";

/** The habits that vary from drawing to drawing: standard deviations and ranges, in heights of the glyph's box. */
const HAND = {
  /** How far a control point strays. */
  jitter: 0.022,
  /** How far a separate stroke starts off its place. */
  strokeOffset: 0.025,
  /** How far the paper is stretched. */
  elastic: 0.12,
  /** Slope of the writing: mean and deviation, to the right at the top. */
  slant: { mean: 0.12, deviation: 0.2 },
  /** Turn of the whole glyph, as the tangent of half the angle. */
  halfTurn: 0.045,
  /** Width against height. */
  aspect: { low: 0.68, high: 1.25 },
  /** How much wider the head is than the foot. */
  taper: 0.16,
  /** How far the waist moves up or down. */
  waist: 0.16,
};

/** The pen's paths for one drawing of `digit`. */
export function writeDigit(digit: number, dice: Chance): Point[][] {
  const styles = glyphs[digit] as readonly Style[];
  const style = styles[dice.pick(styles.map(({ weight }) => weight))] as Style;
  const warp = bodyWarp(dice);
  const stretch = elastic(dice, HAND.elastic);
  return style.strokes.map((text) => {
    const offset = { x: dice.bell(HAND.strokeOffset), y: dice.bell(HAND.strokeOffset) };
    const points = parseStroke(text).map((point) => stray(point, offset, dice));
    return tracePath(points).map((point) => warp(stretch(point)));
  });
}

function stray(point: ControlPoint, offset: Point, dice: Chance): ControlPoint {
  return {
    x: point.x + offset.x + dice.bell(HAND.jitter),
    y: point.y + offset.y + dice.bell(HAND.jitter),
    corner: point.corner,
  };
}

/** Waist, taper, aspect, slant and turn: what happens to the glyph as a whole. */
function bodyWarp(dice: Chance): (point: Point) => Point {
  const waist = dice.bell(HAND.waist);
  const taper = dice.bell(HAND.taper);
  const aspect = dice.between(HAND.aspect.low, HAND.aspect.high);
  const slant = HAND.slant.mean + dice.bell(HAND.slant.deviation);
  const t = dice.bell(HAND.halfTurn);
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  return (point) => {
    const y = point.y + waist * point.y * (1 - point.y) - 0.5;
    const x = (point.x - 0.4) * aspect * (1 - taper * y) - slant * y;
    return { x: cos * x - sin * y, y: sin * x + cos * y };
  };
}
