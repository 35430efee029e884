import { quadtree } from "d3";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Latents } from "../../../engine/training/evaluate";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import {
  type Backdrop,
  drawFocus,
  drawGround,
  drawPoints,
  HANDLE_RADIUS,
  type PlaneProbe,
  type Scene,
  type View,
} from "./draw";
import { type Fit, fitTo } from "./fit";
import styles from "./LatentPlane.module.css";
import type { Box } from "./paint";
import { NO_POINTS, planePoints } from "./points";
import { makeSprites } from "./sprites";
import { useZoom } from "./useZoom";

export interface LatentPlaneProps {
  readonly latents: Latents | undefined;
  readonly labels: Uint16Array | undefined;
  /** Where the same images lay before: drawn faintly below. */
  readonly skin?: Latents | undefined;
  /** What a class is called. */
  readonly nameOf: (label: number) => string;
  /** Which two dimensions are drawn, and their names. */
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
  /** Whether z has the prior N(0, I), drawn as rings. */
  readonly prior: boolean;
  readonly probe: PlaneProbe | undefined;
  /** Painted under everything else. */
  readonly backdrop?: Backdrop | undefined;
  /** Whether the points are only there for orientation: pale, and without their posteriors. */
  readonly dimmed?: boolean;
  /** Painted over everything else. */
  readonly overlay?: Backdrop | undefined;
  /** Told which part of the plane is in view, whenever that changes. */
  readonly onView?: (box: Box) => void;
  /** Told where the mouse is; nothing when it leaves. */
  readonly onPlace?: (place: [number, number] | undefined) => void;
  readonly hint: string;
  readonly zoomLabels: { readonly in: string; readonly out: string; readonly fit: string };
  /** What to show beside a hovered point. */
  readonly tooltip: (index: number) => ReactNode;
  readonly onHandle: (z: [number, number]) => void;
  readonly onRelease: () => void;
  readonly onPick: (index: number) => void;
}

const REACH = 10;
const GRAB = HANDLE_RADIUS + 10;

/** The latent space as a plane: held-out images as points, and a handle whose place is decoded. */
export function LatentPlane(props: LatentPlaneProps) {
  const { latents, labels, skin, nameOf, axes, axisNames, prior, probe, onHandle, onRelease, onPick } = props;
  const { backdrop, dimmed = false, overlay, onView, onPlace } = props;
  const palette = usePalette();
  const ground = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  // Near the handle a press takes hold of that.
  const zoom = useZoom(canvas, (place) => !nearHandle(place));
  const { transform } = zoom;
  const [hovered, setHovered] = useState<number>();
  const [dragging, setDragging] = useState(false);
  const [first, second] = axes;

  const points = useMemo(
    () => (latents ? planePoints(latents, [first, second], labels) : NO_POINTS),
    [latents, labels, first, second],
  );
  const before = useMemo(
    () => (skin && Math.max(first, second) < skin.dimensions ? planePoints(skin, [first, second], labels) : NO_POINTS),
    [skin, labels, first, second],
  );
  // Read when the points change, not when the handle does: a view that follows the hand would run away from it.
  const held = useRef<readonly [number, number]>(undefined);
  held.current = probe?.held ? probe.z : undefined;
  const lastFit = useRef<Fit>(undefined);
  const [refits, setRefits] = useState(0);
  const fit = useMemo(() => {
    lastFit.current = fitTo(points, prior, latents ? lastFit.current : undefined, held.current);
    return lastFit.current;
  }, [points, prior, latents, refits]);

  const view = useMemo((): View & { fromX(px: number): number; fromY(px: number): number } => {
    const base = Math.max(1, Math.min(size.width, size.height)) / (2 * fit.radius);
    const { k, x, y } = transform;
    const scale = base * k;
    const left = k * (size.width / 2 - fit.x * base) + x;
    const top = k * (size.height / 2 + fit.y * base) + y;
    return {
      ...size,
      scale,
      toX: (value) => left + value * scale,
      toY: (value) => top - value * scale,
      fromX: (px) => (px - left) / scale,
      fromY: (px) => (top - px) / scale,
    };
  }, [size, fit, transform]);

  useEffect(() => {
    if (view.width === 0) return;
    onView?.({
      left: view.fromX(0),
      right: view.fromX(view.width),
      bottom: view.fromY(view.height),
      top: view.fromY(0),
    });
  }, [view, onView]);

  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  const markSize = Math.min(7, 4 + Math.log2(Math.max(1, transform.k)));
  const sprites = useMemo(() => makeSprites(palette, markSize, pixelRatio), [palette, markSize, pixelRatio]);

  const scene = useMemo(
    (): Scene => ({ points, before, labels, nameOf, prior, axes: axisNames }),
    [points, before, labels, nameOf, prior, axisNames],
  );
  usePainter(ground, size, pixelRatio, (context) => drawGround(context, scene, { backdrop, dimmed }, view, palette), [
    scene,
    backdrop,
    dimmed,
    view,
    palette,
  ]);
  usePainter(marks, size, pixelRatio, (context) => drawPoints(context, scene, view, sprites, pixelRatio), [
    scene,
    view,
    sprites,
  ]);
  const focus = { probe, hovered: hovered !== undefined && hovered < points.xs.length ? hovered : undefined };
  const paintFocus = (context: CanvasRenderingContext2D) => {
    drawFocus(context, scene, focus, view, palette);
    overlay?.(context, view, palette);
  };
  usePainter(canvas, size, pixelRatio, paintFocus, [scene, probe, hovered, overlay, view, palette]);

  // The search tree is built when a pointer first looks for a point, not at every evaluation.
  const tree = useMemo(() => {
    let built: ReturnType<typeof build> | undefined;
    const build = () =>
      quadtree<number>()
        .x((i) => points.xs[i] as number)
        .y((i) => points.ys[i] as number)
        .addAll([...points.xs.keys()]);
    return (x: number, y: number, radius: number) => {
      built ??= build();
      return built.find(x, y, radius);
    };
  }, [points]);
  const pointAt = ([px, py]: [number, number]) => tree(view.fromX(px), view.fromY(py), REACH / view.scale);

  const nearHandle = ([px, py]: [number, number]) =>
    probe !== undefined && Math.hypot(view.toX(probe.z[0]) - px, view.toY(probe.z[1]) - py) < GRAB;
  const refit = () => {
    lastFit.current = undefined;
    setRefits((count) => count + 1);
    zoom.reset();
  };

  const place = (event: { clientX: number; clientY: number }): [number, number] => {
    const box = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const moveHandleTo = ([px, py]: [number, number]) => onHandle([view.fromX(px), view.fromY(py)]);

  const onKeyDown = (event: KeyboardEvent) => {
    const stride = (event.shiftKey ? 0.1 : 0.02) * fit.radius;
    const strides: Record<string, [number, number]> = {
      ArrowLeft: [-stride, 0],
      ArrowRight: [stride, 0],
      ArrowUp: [0, stride],
      ArrowDown: [0, -stride],
    };
    const move = strides[event.key];
    if (move && probe) onHandle([probe.z[0] + move[0], probe.z[1] + move[1]]);
    else if (event.key === "+" || event.key === "=") zoom.by(1.4);
    else if (event.key === "-") zoom.by(1 / 1.4);
    else if (event.key === "0") refit();
    else if (event.key === "Escape") onRelease();
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.plane}>
      <canvas ref={ground} className={styles.layer} />
      <canvas ref={marks} className={`${styles.layer} ${dimmed ? styles.dimmed : ""}`} />
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a two-dimensional slider, for which there is no role */}
      <canvas
        ref={canvas}
        className={styles.layer}
        tabIndex={0}
        role="application"
        aria-label={props.hint}
        style={{ cursor: dragging ? "grabbing" : "crosshair" }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0 || !nearHandle(place(event))) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={(event) => {
          if (dragging) moveHandleTo(place(event));
          else if (event.pointerType === "mouse" && event.buttons === 0) {
            const [px, py] = place(event);
            setHovered(pointAt([px, py]));
            onPlace?.([view.fromX(px), view.fromY(py)]);
          }
        }}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onPointerLeave={() => {
          setHovered(undefined);
          onPlace?.(undefined);
        }}
        onClick={(event) => {
          if (nearHandle(place(event))) return;
          const point = pointAt(place(event));
          if (point === undefined) moveHandleTo(place(event));
          else onPick(point);
        }}
      />
      {focus.hovered !== undefined && (
        <div
          className={styles.tooltip}
          style={{
            left: Math.min(size.width - 96, Math.max(0, view.toX(points.xs[focus.hovered] as number) + 14)),
            top: Math.min(size.height - 110, Math.max(0, view.toY(points.ys[focus.hovered] as number) + 14)),
          }}
        >
          {props.tooltip(focus.hovered)}
        </div>
      )}
      <div className={styles.zoom}>
        {([1.5, 1 / 1.5] as const).map((factor) => {
          const label = factor > 1 ? props.zoomLabels.in : props.zoomLabels.out;
          return (
            <button
              key={label}
              type="button"
              aria-label={label}
              title={label}
              disabled={zoom.isMissing}
              onClick={() => zoom.by(factor)}
            >
              {factor > 1 ? "+" : "−"}
            </button>
          );
        })}
        <button type="button" className={styles.fit} onClick={refit}>
          {props.zoomLabels.fit}
        </button>
      </div>
    </div>
  );
}
