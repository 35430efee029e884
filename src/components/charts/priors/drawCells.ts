/** Paints a grid of cells: what each holds, which are not there yet, and what is said of them. */
import type { Palette } from "../../ui/theme";
import { tintOf } from "../codes/drawTiles";
import { cornerOf, type TileLayout } from "../codes/layout";
import type { Patches } from "../codes/patches";

/** What cells hold: pixels of one or three colours, or codes. */
export interface CellFaces {
  /** Numbers in the order in which they are drawn, cell by cell; −1 where there is none. */
  readonly values: ArrayLike<number>;
  readonly colours: 1 | 3;
  readonly levels: number;
  /** Of codes: what each looks like, once it is known. */
  readonly patches?: Patches | undefined;
  readonly ofCodes: boolean;
  /** Shows them as no more than a background. */
  readonly faint?: boolean;
}

export interface CellMarks {
  /** The cell that it is about, and that which comes next. */
  readonly current?: number | undefined;
  readonly next?: number | undefined;
  readonly byHand?: ReadonlySet<number> | undefined;
  /** How much each counts, in [0, 1]. */
  readonly heat?: ArrayLike<number> | undefined;
  /** Cells that should be seen and are not. */
  readonly blind?: ReadonlySet<number> | undefined;
  /** Shows the way from row to row, and the numbers of the cells where there is room. */
  readonly order?: boolean;
}

interface Cells {
  readonly count: number;
  readonly faces: CellFaces;
  /** The pictures of all codes, one below the other. */
  readonly sheet: OffscreenCanvas | undefined;
  readonly marks: CellMarks;
}

const FAINT = 0.3;
const LEAST_HEAT = 0.14;
/** Cells from this size on have their number in them (CSS pixels). */
const NUMBERED = 22;

export function drawCells(
  context: CanvasRenderingContext2D,
  cells: Cells,
  layout: TileLayout,
  palette: Palette,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  const { marks, faces } = cells;
  for (let cell = 0; cell < cells.count; cell++) drawFace(context, cells, layout, palette, cell);
  for (let cell = 0; cell < cells.count; cell++) drawWash(context, cells, layout, palette, cell);
  if (marks.order) drawOrder(context, cells, layout, palette);
  for (const place of marks.byHand ?? []) ring(context, layout, Math.floor(place / faces.colours), palette.xhat, 2);
  if (marks.next !== undefined) ring(context, layout, marks.next, palette.faint, 1.5);
  if (marks.current !== undefined) ring(context, layout, marks.current, palette.ek, 3);
}

function drawFace(
  context: CanvasRenderingContext2D,
  { faces, sheet }: Cells,
  layout: TileLayout,
  palette: Palette,
  cell: number,
): void {
  const { values, colours, levels, patches, ofCodes, faint } = faces;
  const [x, y] = cornerOf(layout, cell);
  const { tile } = layout;
  const first = values[cell * colours] ?? -1;
  context.fillStyle = palette.sunken;
  context.fillRect(x, y, tile, tile);
  if (first < 0) {
    const dot = Math.max(1, tile / 9);
    context.fillStyle = palette.line;
    context.fillRect(x + (tile - dot) / 2, y + (tile - dot) / 2, dot, dot);
    return;
  }
  if (!faint) {
    context.fillStyle = palette.panel;
    context.fillRect(x, y, tile, tile);
  }
  context.globalAlpha = faint ? FAINT : 1;
  if (ofCodes && sheet && patches) {
    context.drawImage(sheet, 0, first * patches.height, patches.width, patches.height, x, y, tile, tile);
  } else if (colours === 3) {
    const bytes = [0, 1, 2].map((c) => Math.round((255 * Math.max(0, values[cell * 3 + c] ?? 0)) / (levels - 1)));
    context.fillStyle = `rgb(${bytes.join(" ")})`;
    context.fillRect(x, y, tile, tile);
  } else {
    context.globalAlpha *= ofCodes ? FAINT : first / (levels - 1);
    context.fillStyle = ofCodes ? tintOf(first, palette) : palette.ink;
    context.fillRect(x, y, tile, tile);
  }
  context.globalAlpha = 1;
  if (ofCodes && tile >= NUMBERED && !faint) write(context, String(first), x + tile / 2, y + tile - 4, palette);
}

function drawWash(
  context: CanvasRenderingContext2D,
  { marks: { heat, blind } }: Cells,
  layout: TileLayout,
  palette: Palette,
  cell: number,
): void {
  const [x, y] = cornerOf(layout, cell);
  const { tile } = layout;
  const warmth = heat?.[cell] ?? 0;
  if (warmth > 0) {
    context.globalAlpha = LEAST_HEAT + (1 - LEAST_HEAT) * warmth;
    context.fillStyle = palette.mu;
    context.fillRect(x, y, tile, tile);
    context.globalAlpha = 1;
  }
  if (!blind?.has(cell)) return;
  context.strokeStyle = palette.eps;
  context.lineWidth = Math.max(1, tile / 9);
  context.beginPath();
  context.moveTo(x, y + tile);
  context.lineTo(x + tile, y);
  context.stroke();
  context.strokeRect(x + 0.5, y + 0.5, tile - 1, tile - 1);
}

/** The way that drawing takes: along each row, and on to the next. */
function drawOrder(context: CanvasRenderingContext2D, { count }: Cells, layout: TileLayout, palette: Palette): void {
  const { columns, rows, tile } = layout;
  if (tile >= NUMBERED) {
    for (let cell = 0; cell < count; cell++) {
      const [x, y] = cornerOf(layout, cell);
      write(context, String(cell + 1), x + tile / 2, y + tile / 2 + 4, palette);
    }
    return;
  }
  context.strokeStyle = palette.ek;
  context.fillStyle = palette.ek;
  context.lineWidth = Math.max(1, tile / 10);
  const head = Math.max(2.5, tile / 3.5);
  for (let row = 0; row < rows; row++) {
    const [left, top] = cornerOf(layout, row * columns);
    const [right] = cornerOf(layout, row * columns + columns - 1);
    const y = top + tile / 2;
    context.beginPath();
    context.moveTo(left + tile / 2, y);
    context.lineTo(right + tile / 2, y);
    context.stroke();
    context.beginPath();
    context.moveTo(right + tile / 2 + head, y);
    context.lineTo(right + tile / 2 - head / 2, y - head);
    context.lineTo(right + tile / 2 - head / 2, y + head);
    context.fill();
  }
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, palette: Palette): void {
  context.font = "600 10.5px system-ui, sans-serif";
  context.textAlign = "center";
  const width = context.measureText(text).width + 4;
  context.globalAlpha = 0.84;
  context.fillStyle = palette.panel;
  context.fillRect(x - width / 2, y - 9.5, width, 12);
  context.globalAlpha = 1;
  context.fillStyle = palette.ink;
  context.fillText(text, x, y);
}

function ring(context: CanvasRenderingContext2D, layout: TileLayout, cell: number, colour: string, line: number): void {
  const [x, y] = cornerOf(layout, cell);
  const { tile } = layout;
  context.strokeStyle = colour;
  context.lineWidth = Math.min(line, Math.max(1.5, tile / 4));
  context.strokeRect(x - 0.5, y - 0.5, tile + 1, tile + 1);
}
