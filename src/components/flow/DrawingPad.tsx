import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import styles from "./DrawingPad.module.css";
import { PixelImage } from "./PixelImage";
import { blankSheet, dab } from "./sheet";

export interface DrawingPadProps extends ImageShape {
  /** The image to draw on: a drawing goes on, and so does a coloured picture; a grey one makes way for a clean sheet. */
  readonly pixels: Uint8Array | undefined;
  readonly isDrawing: boolean;
  readonly label: string;
  readonly hint: string;
  readonly onDraw: (pixels: Uint8Array) => void;
}

/** Radius of the pen in pixels of a 28-pixel image: about the stroke of a handwritten digit. */
const PEN = 1.35;

/** The input image, which can be drawn on with mouse, pen, finger or keyboard. */
export function DrawingPad({ pixels, isDrawing, label, hint, onDraw, ...shape }: DrawingPadProps) {
  const { width, height, channels } = shape;
  const sheet = useRef<Uint8Array>(undefined);
  const last = useRef<{ x: number; y: number }>(undefined);
  const [cursor, setCursor] = useState<{ x: number; y: number }>();
  const pen = (PEN * Math.max(width, height)) / 28;

  const start = () => {
    sheet.current = pixels && (isDrawing || channels === 3) ? pixels.slice() : blankSheet(shape);
  };
  const ink = (x: number, y: number) => {
    if (!sheet.current) start();
    const from = last.current ?? { x, y };
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - from.x, y - from.y)));
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      dab(sheet.current as Uint8Array, shape, from.x + t * (x - from.x), from.y + t * (y - from.y), pen);
    }
    last.current = { x, y };
    onDraw((sheet.current as Uint8Array).slice());
  };
  const toPixel = (event: { clientX: number; clientY: number }, box: DOMRect) => ({
    x: ((event.clientX - box.left) / box.width) * width,
    y: ((event.clientY - box.top) / box.height) * height,
  });

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start();
    last.current = undefined;
    setCursor(undefined);
    const { x, y } = toPixel(event, event.currentTarget.getBoundingClientRect());
    ink(x, y);
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) {
      const { x, y } = toPixel(move, box);
      ink(x, y);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? { x: width / 2, y: height / 2 };
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const move = moves[event.key];
    if (move) {
      setCursor({ x: clamp(at.x + move[0], width), y: clamp(at.y + move[1], height) });
    } else if (event.key === " ") {
      if (!isDrawing) start();
      last.current = undefined;
      setCursor(at);
      ink(at.x, at.y);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      sheet.current = undefined;
      onDraw(blankSheet(shape));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <button
      type="button"
      className={styles.pad}
      aria-label={`${label}. ${hint}`}
      title={hint}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(undefined)}
    >
      <PixelImage className={styles.image} pixels={pixels} {...shape} label="" />
      {cursor && (
        <span
          className={styles.cursor}
          style={{ left: `${(100 * cursor.x) / width}%`, top: `${(100 * cursor.y) / height}%` }}
        />
      )}
    </button>
  );
}

const clamp = (value: number, size: number) => Math.min(size - 0.5, Math.max(0.5, value));
