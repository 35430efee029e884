import type { Palette } from "../../ui/theme";

/** Everything in CSS pixels, x and y of each point after the other. */
export interface CloudPicture {
  readonly points: Float32Array;
  readonly labels: Uint16Array | undefined;
  /** Rebuilt points, over the others, which then step back. */
  readonly rebuilt: Float32Array | undefined;
  /** What a grid of latent points decodes to, row by row. */
  readonly grid: { readonly places: Float32Array; readonly columns: number } | undefined;
  /** The point that is followed, and what it is rebuilt as. */
  readonly x: Float32Array | undefined;
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
  const { points, labels, rebuilt, grid, x, xHat } = picture;
  const dot = Math.min(LARGE_DOT, Math.max(SMALL_DOT, Math.min(size.width, size.height) / 130));
  const behind = rebuilt !== undefined || grid !== undefined;
  context.globalAlpha = behind ? 0.45 : 0.8;
  dots(context, points, dot, (i) => {
    if (behind) return palette.faint;
    const label = labels?.[i];
    return label === undefined ? palette.ink : (palette.classes[label % palette.classes.length] as string);
  });
  context.globalAlpha = 0.85;
  if (grid) drawGrid(context, grid, palette);
  if (rebuilt) dots(context, rebuilt, dot, () => palette.xhat);
  context.globalAlpha = 1;
  if (x && xHat) join(context, x, xHat, palette);
  if (x) ring(context, x, palette.x, palette);
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

function join(context: CanvasRenderingContext2D, from: Float32Array, to: Float32Array, palette: Palette): void {
  context.strokeStyle = palette.xhat;
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
