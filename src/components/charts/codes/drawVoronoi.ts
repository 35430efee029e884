/** Paints the plane that codes divide among themselves: every place belongs to the code nearest to it. */
import { Delaunay } from "d3";
import type { Palette } from "../../ui/theme";
import { tintOf } from "./drawTiles";
import type { CodeView } from "./fitCodes";

export interface CodePlane {
  /** Codes [K × 2]. */
  readonly codes: ArrayLike<number>;
  /** What the encoder makes of samples [N × 2], and the code of each [N]. */
  readonly vectors: ArrayLike<number>;
  readonly nearest: ArrayLike<number>;
  /** How much each code is used [K]; those at 0 are hollow. */
  readonly usage: ArrayLike<number>;
  /** The cells of the sample that is followed [cells × 2], and the code of each; absent where the plane is a projection. */
  readonly own?: { readonly vectors: ArrayLike<number>; readonly codes: ArrayLike<number> } | undefined;
}

export interface CodePlaneFocus {
  readonly code: number | undefined;
  /** A cell of the followed sample. */
  readonly cell: number | undefined;
}

const REGION_OPACITY = 0.13;
const FOCUS_OPACITY = 0.4;
const POINT = 1.3;
const OWN = 3.2;
const SITE = 4.5;
/** More codes than this have no numbers: they would be a carpet. */
const MOST_NUMBERS = 64;

/** The triangulation of the codes in CSS pixels; what is not finite lies where nobody looks. */
export function triangulate(codes: ArrayLike<number>, view: CodeView): Delaunay<ArrayLike<number>> {
  const places = Float64Array.from({ length: codes.length }, (_, i) => {
    const at = i % 2 === 0 ? view.toX(codes[i] as number) : view.toY(codes[i] as number);
    return Number.isFinite(at) ? at : -1e6;
  });
  return new Delaunay(places) as Delaunay<ArrayLike<number>>;
}

export function drawVoronoi(
  context: CanvasRenderingContext2D,
  plane: CodePlane,
  focus: CodePlaneFocus,
  delaunay: Delaunay<ArrayLike<number>>,
  view: CodeView,
  palette: Palette,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.clearRect(0, 0, width, height);
  const count = plane.codes.length / 2;
  const voronoi = delaunay.voronoi([-1, -1, width + 1, height + 1]);
  for (let k = 0; k < count; k++) {
    context.beginPath();
    voronoi.renderCell(k, context);
    context.globalAlpha = k === focus.code ? FOCUS_OPACITY : REGION_OPACITY;
    context.fillStyle = k === focus.code ? palette.ek : tintOf(k, palette);
    context.fill();
  }
  context.globalAlpha = 1;
  context.beginPath();
  voronoi.render(context);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.stroke();
  drawVectors(context, plane, view, palette);
  if (plane.own) drawOwn(context, plane, plane.own, focus, view, palette);
  drawSites(context, plane, focus, view, palette);
}

function drawVectors(
  context: CanvasRenderingContext2D,
  { vectors, nearest }: CodePlane,
  view: CodeView,
  palette: Palette,
): void {
  context.globalAlpha = 0.55;
  for (let i = 0; 2 * i < vectors.length; i++) {
    context.fillStyle = tintOf(nearest[i] as number, palette);
    const [x, y] = [view.toX(vectors[2 * i] as number), view.toY(vectors[2 * i + 1] as number)];
    context.fillRect(x - POINT, y - POINT, 2 * POINT, 2 * POINT);
  }
  context.globalAlpha = 1;
}

/** The followed sample: each cell's z_e, with a line to the code that it becomes. */
function drawOwn(
  context: CanvasRenderingContext2D,
  { codes: places }: CodePlane,
  { vectors, codes }: NonNullable<CodePlane["own"]>,
  focus: CodePlaneFocus,
  view: CodeView,
  palette: Palette,
): void {
  for (let i = 0; 2 * i < vectors.length; i++) {
    const code = codes[i] as number;
    const [x, y] = [view.toX(vectors[2 * i] as number), view.toY(vectors[2 * i + 1] as number)];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(view.toX(places[2 * code] as number), view.toY(places[2 * code + 1] as number));
    context.strokeStyle = palette.z;
    context.lineWidth = i === focus.cell ? 2.5 : 1;
    context.globalAlpha = i === focus.cell ? 1 : 0.5;
    context.stroke();
    context.globalAlpha = 1;
    dot(context, x, y, i === focus.cell ? 1.6 * OWN : OWN, palette.z, palette.panel);
  }
}

function drawSites(
  context: CanvasRenderingContext2D,
  { codes, usage }: CodePlane,
  focus: CodePlaneFocus,
  view: CodeView,
  palette: Palette,
): void {
  const count = codes.length / 2;
  const radius = count > 256 ? SITE / 2 : SITE;
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (let k = 0; k < count; k++) {
    const [x, y] = [view.toX(codes[2 * k] as number), view.toY(codes[2 * k + 1] as number)];
    const isFocus = k === focus.code;
    const isDead = !(usage[k] as number);
    dot(
      context,
      x,
      y,
      isFocus ? 1.5 * radius : radius,
      isDead ? palette.panel : palette.ek,
      isDead ? palette.ek : palette.panel,
    );
    if (count > MOST_NUMBERS && !isFocus) continue;
    context.lineWidth = 3;
    context.strokeStyle = palette.panel;
    context.strokeText(String(k), x + radius + 3, y);
    context.fillStyle = isFocus ? palette.ink : palette.faint;
    context.fillText(String(k), x + radius + 3, y);
  }
}

function dot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  fill: string,
  edge: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = edge;
  context.stroke();
}
