/** Ink on a grid: paths of a given width become grey pixels with soft edges. */
import type { InkPoint } from "./nib";

/** Width and height of a drawing, in pixels. */
export const SIDE = 28;

/** How dark each pixel of a SIDE × SIDE sheet is, 0 to 1; an edge fades over `softness` pixels. */
export function rasterise(paths: readonly (readonly InkPoint[])[], softness: number): Float64Array {
  const sheet = new Float64Array(SIDE * SIDE);
  for (const path of paths) {
    for (let i = 1; i < path.length; i++) {
      inkSegment(sheet, path[i - 1] as InkPoint, path[i] as InkPoint, softness);
    }
  }
  return sheet;
}

/** One straight piece of a stroke, round at both ends. Where pieces overlap, the darker one counts. */
function inkSegment(sheet: Float64Array, from: InkPoint, to: InkPoint, softness: number): void {
  const reach = Math.max(from.radius, to.radius) + softness / 2;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  const left = Math.max(Math.ceil(Math.min(from.x, to.x) - reach), 0);
  const right = Math.min(Math.floor(Math.max(from.x, to.x) + reach), SIDE - 1);
  const top = Math.max(Math.ceil(Math.min(from.y, to.y) - reach), 0);
  const bottom = Math.min(Math.floor(Math.max(from.y, to.y) + reach), SIDE - 1);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const projected = squared === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / squared;
      const t = Math.min(Math.max(projected, 0), 1);
      const awayX = x - from.x - t * dx;
      const awayY = y - from.y - t * dy;
      const radius = from.radius + t * (to.radius - from.radius);
      const darkness = 0.5 + (radius - Math.sqrt(awayX * awayX + awayY * awayY)) / softness;
      const at = y * SIDE + x;
      if (darkness > (sheet[at] as number)) sheet[at] = Math.min(darkness, 1);
    }
  }
}
