import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "./CloudView.module.css";
import { drawCloud } from "./drawCloud";
import { FIRST_TURN, type Frame, project, unproject } from "./project";
import { cloudOf, type Dot, extend, type Stroke } from "./strokes";

export interface CloudPadProps {
  readonly strokes: readonly Stroke[];
  readonly onDraw: (strokes: readonly Stroke[]) => void;
  /** What it is and how it is drawn on. */
  readonly label: string;
}

/** How far the sheet reaches from its middle, a little further than the ink may. */
const REACH = 1.05;
const KEY_STRIDE = 0.04;

/** A sheet of the plane to draw a cloud on, with mouse, pen, finger or keyboard; every stroke is a class of its own. */
export function CloudPad({ strokes, onDraw, label }: CloudPadProps) {
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const frame: Frame = { ...size, scale: Math.min(size.width, size.height) / (2 * REACH) };
  const [cursor, setCursor] = useState<Dot>();
  const cloud = useMemo(() => cloudOf(strokes), [strokes]);
  const paint = (context: CanvasRenderingContext2D) => {
    const place = (positions: ArrayLike<number>) => project(positions, 2, frame, FIRST_TURN);
    const picture = { points: place(cloud.positions), labels: cloud.strokes, x: cursor && place(cursor) };
    drawCloud(context, { ...picture, rebuilt: undefined, grid: undefined, xHat: undefined }, size, palette);
  };
  usePainter(canvas, size, Math.min(2, globalThis.devicePixelRatio || 1), paint, [cloud, cursor, palette]);

  const dotAt = (event: { clientX: number; clientY: number }, box: DOMRect): Dot =>
    unproject(event.clientX - box.left, event.clientY - box.top, frame);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setCursor(undefined);
    onDraw([...strokes, extend([], dotAt(event, event.currentTarget.getBoundingClientRect()))]);
  };
  const onPointerMove = (event: PointerEvent) => {
    const last = strokes.at(-1);
    if (!last || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const drawn = (moves.length ? moves : [event]).reduce((stroke, move) => extend(stroke, dotAt(move, box)), last);
    onDraw([...strokes.slice(0, -1), drawn]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, Dot> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const at = cursor ?? [0, 0];
    const move = moves[event.key];
    if (move) setCursor([at[0] + KEY_STRIDE * move[0], at[1] + KEY_STRIDE * move[1]]);
    else if (event.key === " ") {
      setCursor(at);
      // Dots put one after the other are one stroke.
      onDraw([[...(strokes[0] ?? []), ...extend([], at)], ...strokes.slice(1)]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a sheet to draw on, for which there is no role */}
      <canvas
        ref={canvas}
        className={styles.cloud}
        tabIndex={0}
        role="application"
        aria-label={label}
        style={{ cursor: "crosshair" }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(undefined)}
      />
    </>
  );
}
