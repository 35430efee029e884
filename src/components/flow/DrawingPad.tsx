import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import styles from "./DrawingPad.module.css";
import { PixelImage } from "./PixelImage";

export interface DrawingPadProps {
  /** The image to draw on: a drawing goes on, anything else makes way for a clean sheet. */
  readonly pixels: Uint8Array | undefined;
  readonly isDrawing: boolean;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly hint: string;
  readonly onDraw: (pixels: Uint8Array) => void;
}

/** Radius of the pen in pixels of a 28-pixel image: about the stroke of a handwritten digit. */
const PEN = 1.35;

/** The input image, which can be drawn on with mouse, pen, finger or keyboard. */
export function DrawingPad({ pixels, isDrawing, width, height, label, hint, onDraw }: DrawingPadProps) {
  const sheet = useRef<Uint8Array>(undefined);
  const last = useRef<{ x: number; y: number }>(undefined);
  const [cursor, setCursor] = useState<{ x: number; y: number }>();
  const pen = (PEN * Math.max(width, height)) / 28;

  const start = () => {
    sheet.current = isDrawing && pixels ? pixels.slice() : new Uint8Array(width * height);
  };
  const ink = (x: number, y: number) => {
    if (!sheet.current) start();
    const from = last.current ?? { x, y };
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - from.x, y - from.y)));
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      dab(sheet.current as Uint8Array, width, height, from.x + t * (x - from.x), from.y + t * (y - from.y), pen);
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
      onDraw(new Uint8Array(width * height));
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
      <PixelImage className={styles.image} pixels={pixels} width={width} height={height} label="" />
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

/** Ink with a soft edge one pixel wide; ink on ink stays ink. */
function dab(pixels: Uint8Array, width: number, height: number, x: number, y: number, radius: number): void {
  for (let row = Math.max(0, Math.floor(y - radius - 1)); row < Math.min(height, y + radius + 1); row++) {
    for (let column = Math.max(0, Math.floor(x - radius - 1)); column < Math.min(width, x + radius + 1); column++) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const value = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
      const at = row * width + column;
      pixels[at] = Math.max(pixels[at] as number, value);
    }
  }
}
