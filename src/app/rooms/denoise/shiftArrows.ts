import { strokeArrows } from "../../../components/charts/arrows";
import type { Backdrop } from "../../../components/charts/plane/draw";
import { planePoints } from "../../../components/charts/plane/points";
import type { Effect } from "./useEffectOfNoise";

/** More arrows than this would hide one another. */
export const MOST_ARROWS = 80;

/** Arrows from z(x) to z(x̃) in the plane of two dimensions. With one dimension, every class has its line. */
export function shiftArrows(
  { dimensions, z, zTilde, count }: Effect,
  axes: readonly [number, number],
  labels: Uint16Array | undefined,
): Backdrop {
  const shown = Math.min(MOST_ARROWS, count) * dimensions;
  const at = (codes: Float32Array) => planePoints({ dimensions, mu: codes.subarray(0, shown) }, axes, labels);
  const [from, to] = [at(z), at(zTilde)];
  return (context, view, palette) => {
    const places = ({ xs, ys }: typeof from) =>
      Float32Array.from({ length: 2 * xs.length }, (_, i) =>
        i % 2 === 0 ? view.toX(xs[i / 2] as number) : view.toY(ys[(i - 1) / 2] as number),
      );
    context.strokeStyle = palette.xtilde;
    context.lineWidth = 1.4;
    strokeArrows(context, places(from), places(to));
  };
}
