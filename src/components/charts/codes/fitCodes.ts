/** Which part of the plane of codes is in view. */

/** From units of the plane to CSS pixels. */
export interface CodeView {
  toX(x: number): number;
  toY(y: number): number;
  fromX(px: number): number;
  fromY(px: number): number;
}

/** What is in view: a square around (x, y). */
export interface CodeFit {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const MARGIN = 1.12;
/** A view is kept while what there is to see fills at least this share of it. */
const LEAST_FILLED = 0.5;

/**
 * The square with all codes and nearly all vectors. It keeps the one before while that still serves, so that the picture does
 * not breathe with every step.
 * @param codes [K × 2] and `vectors` [N × 2]; what is not finite is left out
 */
export function fitCodes(codes: ArrayLike<number>, vectors: ArrayLike<number>, before?: CodeFit): CodeFit {
  const [left, right] = extentOf(codes, vectors, 0);
  const [bottom, top] = extentOf(codes, vectors, 1);
  if (left > right) return before ?? { x: 0, y: 0, radius: 1 };
  const serves =
    before &&
    left >= before.x - before.radius &&
    right <= before.x + before.radius &&
    bottom >= before.y - before.radius &&
    top <= before.y + before.radius &&
    Math.max(right - left, top - bottom) >= 2 * LEAST_FILLED * before.radius;
  if (serves) return before;
  const radius = (MARGIN * Math.max(right - left, top - bottom, 1e-6)) / 2;
  return { x: (left + right) / 2, y: (bottom + top) / 2, radius };
}

/** The view of a square in a box, as large as fits. */
export function viewOf({ x, y, radius }: CodeFit, width: number, height: number): CodeView {
  const scale = Math.max(1, Math.min(width, height)) / (2 * radius);
  return {
    toX: (value) => width / 2 + (value - x) * scale,
    toY: (value) => height / 2 - (value - y) * scale,
    fromX: (px) => x + (px - width / 2) / scale,
    fromY: (px) => y - (px - height / 2) / scale,
  };
}

function extentOf(codes: ArrayLike<number>, vectors: ArrayLike<number>, axis: 0 | 1): [low: number, high: number] {
  const along = (values: ArrayLike<number>) =>
    Float64Array.from({ length: values.length / 2 }, (_, i) => values[2 * i + axis] as number)
      .filter(Number.isFinite)
      .sort();
  const [ofCodes, ofVectors] = [along(codes), along(vectors)];
  const at = (share: number) => ofVectors[Math.round(share * (ofVectors.length - 1))];
  const lows = [ofCodes[0], at(0.005)].filter((value) => value !== undefined);
  const highs = [ofCodes.at(-1), at(0.995)].filter((value) => value !== undefined);
  return [Math.min(...lows), Math.max(...highs)];
}
