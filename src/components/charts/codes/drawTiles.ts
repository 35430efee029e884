/** Paints a grid of tiles: each with the picture of its code, its number where there is room, and how much it is used. */
import type { Palette } from "../../ui/theme";
import { cornerOf, type TileLayout } from "./layout";

export interface Tiles {
  readonly count: number;
  /** The pictures of all codes, one below the other; absent where codes have none. */
  readonly sheet: OffscreenCanvas | undefined;
  readonly patch: { readonly width: number; readonly height: number };
  readonly codeOf: (tile: number) => number;
  /** How full the bar under a tile is, in [0, 1]; 0 is a code that nothing uses. */
  readonly shareOf: ((tile: number) => number) | undefined;
  /** The tile that is looked at, and those that belong to it. */
  readonly current: number | undefined;
  readonly linked: ReadonlySet<number> | undefined;
}

/** Tiles from this size on have their number, and an outline that is dashed where nothing uses them (CSS pixels). */
const NUMBERED = 26;
const OUTLINED = 10;
const DEAD_OPACITY = 0.3;
/** What a code without a picture is coloured with: quiet, so that the rings are seen. */
const TINT = 0.3;

export function drawTiles(
  context: CanvasRenderingContext2D,
  tiles: Tiles,
  layout: TileLayout,
  palette: Palette,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < tiles.count; i++) drawTile(context, tiles, layout, palette, i);
  for (const i of tiles.linked ?? []) if (i !== tiles.current) ring(context, layout, i, palette.ek, 1.5);
  if (tiles.current !== undefined) ring(context, layout, tiles.current, palette.ek, 3);
}

function drawTile(
  context: CanvasRenderingContext2D,
  { sheet, patch, codeOf, shareOf }: Tiles,
  layout: TileLayout,
  palette: Palette,
  i: number,
): void {
  const { tile, bar, gap } = layout;
  const [x, y] = cornerOf(layout, i);
  const code = codeOf(i);
  const share = shareOf?.(i);
  const isDead = share === 0;
  const radius = Math.min(6, tile / 6);
  context.save();
  context.beginPath();
  context.roundRect(x, y, tile, tile, radius);
  context.fillStyle = palette.sunken;
  context.fill();
  context.globalAlpha = isDead ? DEAD_OPACITY : 1;
  context.clip();
  if (sheet) context.drawImage(sheet, 0, code * patch.height, patch.width, patch.height, x, y, tile, tile);
  else {
    context.globalAlpha *= TINT;
    context.fillStyle = tintOf(code, palette);
    context.fillRect(x, y, tile, tile);
  }
  context.restore();
  if (tile >= OUTLINED) {
    context.beginPath();
    context.roundRect(x + 0.5, y + 0.5, tile - 1, tile - 1, radius);
    context.setLineDash(isDead ? [3, 3] : []);
    context.lineWidth = 1;
    context.strokeStyle = isDead ? palette.faint : palette.line;
    context.stroke();
    context.setLineDash([]);
  }
  if (tile >= NUMBERED) writeNumber(context, String(code), x + tile, y + tile, palette);
  if (share) {
    const thick = Math.max(1, Math.min(4, bar - gap + 1));
    context.fillStyle = palette.ek;
    context.fillRect(x, y + tile + Math.min(2, gap), Math.max(1, share * tile), thick);
  }
}

/** A code's number in the lower right corner of its tile, on a patch of the panel so that it can be read on any picture. */
function writeNumber(
  context: CanvasRenderingContext2D,
  text: string,
  right: number,
  bottom: number,
  palette: Palette,
): void {
  context.font = "600 11px system-ui, sans-serif";
  const width = context.measureText(text).width + 5;
  context.globalAlpha = 0.86;
  context.fillStyle = palette.panel;
  context.beginPath();
  context.roundRect(right - width - 1.5, bottom - 15, width, 13.5, 3);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(text, right - width / 2 - 1.5, bottom - 4.5);
}

function ring(
  context: CanvasRenderingContext2D,
  layout: TileLayout,
  i: number,
  colour: string,
  lineWidth: number,
): void {
  const [x, y] = cornerOf(layout, i);
  const { tile, gap } = layout;
  const out = Math.min(gap / 2, lineWidth / 2);
  context.beginPath();
  context.roundRect(x - out, y - out, tile + 2 * out, tile + 2 * out, Math.min(7, tile / 5));
  context.strokeStyle = colour;
  context.lineWidth = Math.min(lineWidth, Math.max(1.5, tile / 5));
  context.stroke();
}

/** A colour for a code that has no picture. There are more codes than colours: its number says which it is. */
export const tintOf = (code: number, { classes }: Palette): string => classes[code % classes.length] as string;
