/** Which part of the latent plane is in view before anyone zooms. */
import type { PlanePoints } from "./points";

export interface Fit {
  readonly x: number;
  readonly y: number;
  /** Half the side of the square that must be visible. */
  readonly radius: number;
}

/** N(0, 1) has all but 0.1 % of its mass within this many standard deviations. */
const PRIOR_RADIUS = 3.3;
const MARGIN = 1.15;

/**
 * The square that holds nearly all points. It keeps the one before while that still serves,
 * so that the picture does not breathe with every evaluation.
 *
 * @param prior centres on the origin and shows at least the standard normal prior
 * @param held a handle in view stays in view when the points shrink; one far outside does not widen what is in view
 */
export function fitTo(
  { xs, ys }: PlanePoints,
  prior: boolean,
  before: Fit | undefined,
  held?: readonly [number, number],
): Fit {
  if (xs.length === 0) return before ?? { x: 0, y: 0, radius: PRIOR_RADIUS };
  const [left, right] = mostOf(xs);
  const [bottom, top] = mostOf(ys);
  const x = prior ? 0 : (left + right) / 2;
  const y = prior ? 0 : (bottom + top) / 2;
  const reach = Math.max(right - x, x - left, top - y, y - bottom);
  const handle = held ? Math.max(Math.abs(held[0] - x), Math.abs(held[1] - y)) : 0;
  const needed = Math.max(prior ? PRIOR_RADIUS : 1e-3, reach, Math.min(handle, before?.radius ?? handle));
  const serves =
    before &&
    needed > before.radius / 1.8 &&
    Math.max(Math.abs(right - before.x), Math.abs(left - before.x)) <= before.radius &&
    Math.max(Math.abs(top - before.y), Math.abs(bottom - before.y)) <= before.radius;
  return serves ? before : { x, y, radius: needed * MARGIN };
}

function mostOf(values: Float32Array): [low: number, high: number] {
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(0.003), at(0.997)];
}
