/** Paints the latent plane: prior, posteriors, points, class names, and the image being followed. */
import { mean } from "d3";
import type { Palette } from "../../ui/theme";
import { classCentres, type PlanePoints } from "./points";
import { type Sprite, stamp } from "./sprites";

/** From latent units to CSS pixels, zoom included. */
export interface View {
  readonly width: number;
  readonly height: number;
  toX(x: number): number;
  toY(y: number): number;
  /** CSS pixels a latent unit. */
  readonly scale: number;
}

/** The image that is followed through the model, in the two drawn dimensions. */
export interface PlaneProbe {
  readonly mu: readonly [number, number];
  readonly sigma?: readonly [number, number];
  readonly z: readonly [number, number];
  /** Whether a hand holds z: then it is no draw from the posterior. */
  readonly held: boolean;
}

export interface Scene {
  readonly points: PlanePoints;
  /** Where the same images lay before. */
  readonly before: PlanePoints;
  readonly labels: Uint16Array | undefined;
  readonly nameOf: (label: number) => string;
  readonly prior: boolean;
  readonly axes: readonly [string, string];
}

/** Paints something of its own under the points. */
export type Backdrop = (context: CanvasRenderingContext2D, view: View, palette: Palette) => void;

/** What is looked at at this moment, over everything else. */
export interface Focus {
  readonly probe: PlaneProbe | undefined;
  readonly hovered: number | undefined;
}

/** Rings whose labels would be nearer than this have one in common (CSS pixels). */
const LABELS_APART = 20;
/** More ellipses than this would hide the points; wide ones would sooner, so that their lines are limited too (CSS pixels). */
const MOST_ELLIPSES = 160;
const FEWEST_ELLIPSES = 20;
const ELLIPSE_INK = 20_000;
/** The signs of so many classes are all written, wherever they fall; more than the other would cover the points. */
const FEW_CLASSES = 10;
const MOST_NAMES = 60;
const LONGEST_NAME = 12;
const NAME_HEIGHT = 17;
export const HANDLE_RADIUS = 8;

/** The lowest layer: a backdrop, axes, the prior's rings; and posteriors, unless the points are only there for orientation. */
export function drawGround(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { backdrop, dimmed }: { readonly backdrop: Backdrop | undefined; readonly dimmed: boolean },
  view: View,
  palette: Palette,
): void {
  context.clearRect(0, 0, view.width, view.height);
  backdrop?.(context, view, palette);
  drawSkin(context, scene, view, palette);
  drawAxes(context, scene, view, palette);
  if (!dimmed) drawEllipses(context, scene, view, palette);
}

/** The layer that changes with every hand movement and every training step: kept small. */
export function drawFocus(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { probe, hovered }: Focus,
  view: View,
  palette: Palette,
): void {
  context.clearRect(0, 0, view.width, view.height);
  drawNames(context, scene, view, palette);
  if (hovered !== undefined) drawHovered(context, scene, view, palette, hovered);
  if (probe) drawProbe(context, probe, view, palette);
}

function drawAxes(context: CanvasRenderingContext2D, { prior, axes }: Scene, view: View, palette: Palette): void {
  const [x0, y0] = [view.toX(0), view.toY(0)];
  context.strokeStyle = palette.line;
  context.fillStyle = palette.faint;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, y0);
  context.lineTo(view.width, y0);
  context.moveTo(x0, 0);
  context.lineTo(x0, view.height);
  context.stroke();
  context.font = '11.5px "Pretendard Variable", sans-serif';
  if (prior) {
    let free = 0;
    for (const sigma of [1, 2, 3]) {
      const radius = sigma * view.scale;
      context.beginPath();
      context.arc(x0, y0, radius, 0, 2 * Math.PI);
      context.stroke();
      if (radius < free) continue;
      context.fillText(`${sigma}σ`, x0 + radius + 3, y0 - 4);
      free = radius + LABELS_APART;
    }
  }
  const within = (value: number, size: number) => Math.min(size - 8, Math.max(18, value));
  writeName(context, axes[0], view.width - 4, within(y0, view.height) + 15);
  writeName(context, axes[1], within(x0, view.width) - 6, 14);
}

/** z12 as a letter and its number below, ending at x. */
function writeName(context: CanvasRenderingContext2D, name: string, x: number, y: number): void {
  const font = context.font;
  context.textAlign = "right";
  context.font = font.replace("11.5px", "9px");
  context.fillText(name.slice(1), x, y + 3);
  const width = context.measureText(name.slice(1)).width;
  context.font = font;
  context.fillText(name.slice(0, 1), x - width, y);
  context.textAlign = "left";
}

/** The plane before, as an onion skin: rings in the classes' colours, too faint to be taken for the present. */
function drawSkin(context: CanvasRenderingContext2D, { before, labels }: Scene, view: View, palette: Palette): void {
  context.globalAlpha = 0.3;
  context.lineWidth = 1;
  for (let i = 0; i < before.xs.length; i++) {
    context.strokeStyle = colourOf(palette, labels?.[i]);
    context.beginPath();
    context.arc(view.toX(before.xs[i] as number), view.toY(before.ys[i] as number), 2.5, 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 1;
}

const colourOf = (palette: Palette, label: number | undefined) =>
  label === undefined ? palette.ink : (palette.classes[label % palette.classes.length] as string);

function drawEllipses(
  context: CanvasRenderingContext2D,
  { points, labels }: Scene,
  view: View,
  palette: Palette,
): void {
  const { xs, ys, sigmaX, sigmaY } = points;
  if (!sigmaX || !sigmaY) return;
  const every = ellipseStride(points, view);
  context.globalAlpha = 0.28;
  context.lineWidth = 1;
  for (let i = 0; i < xs.length; i += every) {
    context.strokeStyle = colourOf(palette, labels?.[i]);
    ellipse(context, view, xs[i] as number, ys[i] as number, sigmaX[i] as number, sigmaY[i] as number);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Every how many points an ellipse is drawn: a power of two, so that fewer ellipses are some of the same ones. */
function ellipseStride({ xs, sigmaX, sigmaY }: PlanePoints, view: View): number {
  const radius = (sigma: number) => Math.min(sigma * view.scale, view.width);
  const perimeter = Math.PI * ((mean(sigmaX ?? [], radius) ?? 0) + (mean(sigmaY ?? [], radius) ?? 0));
  const most = Math.max(FEWEST_ELLIPSES, Math.min(MOST_ELLIPSES, ELLIPSE_INK / perimeter));
  return 2 ** Math.ceil(Math.log2(Math.max(1, xs.length / most)));
}

function ellipse(
  context: CanvasRenderingContext2D,
  view: View,
  x: number,
  y: number,
  sigmaX: number,
  sigmaY: number,
): void {
  const limit = 4 * Math.max(view.width, view.height); // an untrained σ may be astronomically wide
  const radius = (sigma: number) => Math.min(limit, sigma * view.scale);
  context.beginPath();
  context.ellipse(view.toX(x), view.toY(y), radius(sigmaX), radius(sigmaY), 0, 0, 2 * Math.PI);
}

/** The middle layer: every held-out image as a mark. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  { points, labels }: Scene,
  view: View,
  sprites: readonly Sprite[],
  pixelRatio: number,
): void {
  const { xs, ys } = points;
  const { width, height } = context.canvas;
  const picture = context.createImageData(width, height);
  const opacity = xs.length > 4000 ? 0.6 : 0.75;
  const unlabelled = sprites.length - 1;
  for (let i = 0; i < xs.length; i++) {
    const sprite = sprites[labels ? (labels[i] as number) % unlabelled : unlabelled];
    const x = Math.round(view.toX(xs[i] as number) * pixelRatio);
    const y = Math.round(view.toY(ys[i] as number) * pixelRatio);
    if (sprite) stamp(picture, sprite, x, y, opacity);
  }
  context.putImageData(picture, 0, 0);
}

function drawNames(context: CanvasRenderingContext2D, scene: Scene, view: View, palette: Palette): void {
  context.font = '650 15px "Pretendard Variable", sans-serif';
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = palette.panel;
  for (const { label, name, x, y } of legibleNames(context, scene, view)) {
    context.strokeText(name, x, y);
    context.fillStyle = colourOf(palette, label);
    context.fillText(name, x, y);
  }
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
}

/** All names of a few classes, if they are signs like digits; of many, or of words, the first that leave each other room. */
function legibleNames(context: CanvasRenderingContext2D, { points, labels, nameOf }: Scene, view: View) {
  const centres = classCentres(points, labels);
  const names = centres.slice(0, MOST_NAMES).map(({ label, x, y }) => {
    const name = shorten(nameOf(label));
    return { label, name, x: view.toX(x), y: view.toY(y), width: context.measureText(name).width };
  });
  const areSigns = names.every(({ name }) => name.length <= 2);
  if (areSigns && centres.length <= FEW_CLASSES) return names;
  const placed: typeof names = [];
  for (const name of names) {
    const crowded = placed.some(
      ({ x, y, width }) => Math.abs(x - name.x) < (width + name.width) / 2 + 4 && Math.abs(y - name.y) < NAME_HEIGHT,
    );
    if (!crowded) placed.push(name);
  }
  return placed;
}

const shorten = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

function drawHovered(
  context: CanvasRenderingContext2D,
  { points, labels }: Scene,
  view: View,
  palette: Palette,
  i: number,
): void {
  const { xs, ys, sigmaX, sigmaY } = points;
  const [x, y] = [xs[i] as number, ys[i] as number];
  context.strokeStyle = colourOf(palette, labels?.[i]);
  context.lineWidth = 2;
  if (sigmaX && sigmaY) {
    ellipse(context, view, x, y, sigmaX[i] as number, sigmaY[i] as number);
    context.stroke();
  }
  context.beginPath();
  context.arc(view.toX(x), view.toY(y), 6, 0, 2 * Math.PI);
  context.stroke();
}

function drawProbe(
  context: CanvasRenderingContext2D,
  { mu, sigma, z, held }: PlaneProbe,
  view: View,
  palette: Palette,
): void {
  const [muX, muY, zX, zY] = [view.toX(mu[0]), view.toY(mu[1]), view.toX(z[0]), view.toY(z[1])];
  if (sigma) {
    context.strokeStyle = palette.sigma;
    context.lineWidth = 2.5;
    ellipse(context, view, mu[0], mu[1], sigma[0], sigma[1]);
    context.stroke();
  }
  if (!held) {
    context.strokeStyle = palette.eps;
    context.lineWidth = 1.5;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(muX, muY);
    context.lineTo(zX, zY);
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = palette.mu;
  context.beginPath();
  context.arc(muX, muY, 3.5, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = palette.panel;
  context.strokeStyle = palette.z;
  context.lineWidth = 3;
  context.beginPath();
  context.arc(zX, zY, HANDLE_RADIUS, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
