/** Densities over latent places, painted as heat or as contours. */
import { color, contours } from "d3";
import type { View } from "./draw";

/** Values at even places from `low` to `high`, `side` a dimension, the first changing fastest: of one dimension or two. */
export interface Field {
  readonly side: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly values: ArrayLike<number>; // [side ^ D]
}

/** How strong the highest value is painted. */
const STRONGEST = 0.9;
/** Below 1: what is low shows too. */
const GAMMA = 0.7;

/** The higher, the more of the colour. A field of one dimension is painted as bands over the whole height. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  { side, low, high, values }: Field,
  view: View,
  ink: string,
) {
  const rows = low.length > 1 ? side : 1;
  const { r = 0, g = 0, b = 0 } = color(ink)?.rgb() ?? {};
  const tile = document.createElement("canvas");
  tile.width = side;
  tile.height = rows;
  const tileContext = tile.getContext("2d");
  if (!tileContext) return;
  const picture = tileContext.createImageData(side, rows);
  let most = 0;
  for (let i = 0; i < side * rows; i++) most = Math.max(most, values[i] as number);
  for (let i = 0; i < side * rows; i++) {
    const row = rows - 1 - Math.floor(i / side);
    const share = most > 0 ? (values[i] as number) / most : 0;
    picture.data.set([r, g, b, 255 * STRONGEST * share ** GAMMA], 4 * (row * side + (i % side)));
  }
  tileContext.putImageData(picture, 0, 0);
  // Each place is the middle of a pixel.
  const half = (d: number) => ((high[d] as number) - (low[d] as number)) / (side - 1) / 2;
  const [left, right] = [view.toX((low[0] as number) - half(0)), view.toX((high[0] as number) + half(0))];
  const [top, bottom] =
    rows > 1 ? [view.toY((high[1] as number) + half(1)), view.toY((low[1] as number) - half(1))] : [0, view.height];
  context.imageSmoothingEnabled = true;
  context.drawImage(tile, left, top, right - left, bottom - top);
}

/** Where a field of two dimensions reaches each level, filled so that what is higher is darker. */
export function paintContours(
  context: CanvasRenderingContext2D,
  { side, low, high, values }: Field,
  levels: readonly number[],
  view: View,
  ink: string,
) {
  const place = (d: 0 | 1, at: number) =>
    (low[d] as number) + (((high[d] as number) - (low[d] as number)) * (at - 0.5)) / (side - 1);
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = 1.5;
  for (const { coordinates } of contours()
    .size([side, side])
    .thresholds([...levels])(Array.from(values))) {
    context.beginPath();
    for (const ring of coordinates.flat()) {
      ring.forEach(([x = 0, y = 0], i) => {
        const [px, py] = [view.toX(place(0, x)), view.toY(place(1, y))];
        if (i === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      });
      context.closePath();
    }
    context.globalAlpha = 0.12;
    context.fill("evenodd");
    context.globalAlpha = 0.9;
    context.stroke();
  }
  context.globalAlpha = 1;
}
