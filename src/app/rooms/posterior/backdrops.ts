import type { Backdrop } from "../../../components/charts/plane/draw";
import { type Field, paintContours, paintHeat } from "../../../components/charts/plane/heat";
import type { PosteriorGrid } from "../../../engine/metrics/posteriorGrid";

/** The true posterior on the places of its grid, 1 at its peak. */
export function posteriorField({ side, low, high, logJoint }: PosteriorGrid): Field {
  const most = logJoint.reduce((a, b) => Math.max(a, b));
  return { side, low, high, values: logJoint.map((value) => Math.exp(value - most)) };
}

export function posteriorBackdrop(grid: PosteriorGrid | undefined): Backdrop | undefined {
  if (!grid) return undefined;
  const field = posteriorField(grid);
  return (context, view, palette) => paintHeat(context, field, view, palette.z);
}

/** As dense as N(0, I) is at 3, 2 and 1 standard deviations in the plane. */
const LEVELS = [3, 2, 1].map((radius) => Math.exp(-0.5 * radius * radius) / (2 * Math.PI));

export function densityBackdrop(field: Field | undefined): Backdrop | undefined {
  return field && ((context, view, palette) => paintContours(context, field, LEVELS, view, palette.z));
}
