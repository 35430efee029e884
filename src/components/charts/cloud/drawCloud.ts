import type { Palette } from "../../ui/theme";
import { strokeArrows } from "../arrows";

/** Everything in CSS pixels, x and y of each point after the other. */
export interface CloudPicture {
  readonly points: Float32Array;
  readonly labels: Uint16Array | undefined;
  /** Rebuilt points, over the others, which then step back. */
  readonly rebuilt: Float32Array | undefined;
  /** What a grid of latent points decodes to, row by row. */
  readonly grid: { readonly places: Float32Array; readonly columns: number } | undefined;
  /** Arrows from places to others. */
  readonly arrows?: { readonly from: Float32Array; readonly to: Float32Array } | undefined;
  /** Points that are on their way. */
  readonly walkers?: Float32Array | undefined;
  /** The way of the followed point from x to x̂. */
  readonly path?: Float32Array | undefined;
  /** The point that is followed, what the model is shown of it where that is another one, and what it is rebuilt as. */
  readonly x: Float32Array | undefined;
  readonly xTilde?: Float32Array | undefined;
  readonly xHat: Float32Array | undefined;
}

/** Width of a dot: of a small canvas, and of a large one (CSS pixels). */
const [SMALL_DOT, LARGE_DOT] = [1.8, 4];

export function drawCloud(
  context: CanvasRenderingContext2D,
  picture: CloudPicture,
  size: { width: number; height: number },
  palette: Palette,
): void {
  context.clearRect(0, 0, size.width, size.height);
  const { points, labels, rebuilt, grid, arrows, walkers, path, x, xTilde, xHat } = picture;
  const dot = Math.min(LARGE_DOT, Math.max(SMALL_DOT, Math.min(size.width, size.height) / 130));
  const behind = rebuilt !== undefined || grid !== undefined || walkers !== undefined;
  context.globalAlpha = behind ? 0.45 : 0.8;
  dots(context, points, dot, (i) => {
    if (behind) return palette.faint;
    const label = labels?.[i];
    return label === undefined ? palette.ink : (palette.classes[label % palette.classes.length] as string);
  });
  context.globalAlpha = 0.85;
  if (grid) drawGrid(context, grid, palette);
  if (rebuilt) dots(context, rebuilt, dot, () => palette.xhat);
  if (arrows) drawArrows(context, arrows, palette);
  if (walkers) dots(context, walkers, dot, () => palette.xtilde);
  context.globalAlpha = 1;
  if (path) drawPath(context, path, palette);
  else if (x && xHat) join(context, xTilde ?? x, xHat, palette.xhat);
  if (x && xTilde) join(context, x, xTilde, palette.xtilde);
  if (x) ring(context, x, palette.x, palette);
  if (xTilde) ring(context, xTilde, palette.xtilde, palette);
  if (xHat) ring(context, xHat, palette.xhat, palette);
}

function dots(
  context: CanvasRenderingContext2D,
  places: Float32Array,
  size: number,
  colourOf: (index: number) => string,
): void {
  for (let i = 0; 2 * i < places.length; i++) {
    context.fillStyle = colourOf(i);
    context.fillRect((places[2 * i] as number) - size / 2, (places[2 * i + 1] as number) - size / 2, size, size);
  }
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { places, columns }: { readonly places: Float32Array; readonly columns: number },
  palette: Palette,
): void {
  const rows = places.length / 2 / columns;
  context.strokeStyle = palette.z;
  context.lineWidth = rows === 1 ? 2.5 : 1.2;
  context.beginPath();
  const line = (indices: readonly number[]) => {
    for (const [i, at] of indices.entries()) {
      const [px, py] = [places[2 * at] as number, places[2 * at + 1] as number];
      if (i === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
  };
  for (let row = 0; row < rows; row++) line(Array.from({ length: columns }, (_, column) => row * columns + column));
  if (rows > 1) {
    for (let column = 0; column < columns; column++) {
      line(Array.from({ length: rows }, (_, row) => row * columns + column));
    }
  }
  context.stroke();
}

function drawArrows(
  context: CanvasRenderingContext2D,
  { from, to }: { readonly from: Float32Array; readonly to: Float32Array },
  palette: Palette,
): void {
  context.strokeStyle = palette.xhat;
  context.lineWidth = 1.2;
  strokeArrows(context, from, to);
}

function drawPath(context: CanvasRenderingContext2D, places: Float32Array, palette: Palette): void {
  context.strokeStyle = palette.xhat;
  context.lineWidth = 2;
  strokeArrows(context, places.subarray(0, -2), places.subarray(2));
}

function join(context: CanvasRenderingContext2D, from: Float32Array, to: Float32Array, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(from[0] as number, from[1] as number);
  context.lineTo(to[0] as number, to[1] as number);
  context.stroke();
  context.setLineDash([]);
}

function ring(context: CanvasRenderingContext2D, [x, y]: Float32Array, colour: string, palette: Palette): void {
  context.beginPath();
  context.arc(x as number, y as number, 6, 0, 2 * Math.PI);
  context.fillStyle = palette.panel;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.stroke();
}
