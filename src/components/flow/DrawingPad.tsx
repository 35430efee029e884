import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import styles from "./DrawingPad.module.css";
import { PixelImage } from "./PixelImage";
import { dab } from "./sheet";

export interface DrawingPadProps extends ImageShape {
  /** The image that is seen. */
  readonly pixels: Uint8Array | undefined;
  /** What a stroke's ink goes on: the same, or a clean sheet in its place. */
  readonly sheetToDrawOn: () => Uint8Array;
  /** Radius of the pen in pixels of a 28-pixel image. */
  readonly pen: number;
  readonly label: string;
  readonly hint: string;
  /** The sheet with more ink on it; `isNew` at the first ink of a stroke. */
  readonly onDraw: (sheet: Uint8Array, isNew: boolean) => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Laid over the image. */
  readonly over?: ReactNode;
  /** Told where the mouse is, in shares of the image; nothing when it leaves. */
  readonly onPlace?: ((place: { x: number; y: number } | undefined) => void) | undefined;
}

/** The input image, which can be drawn on with mouse, pen, finger or keyboard. */
export function DrawingPad(props: DrawingPadProps) {
  const { pixels, sheetToDrawOn, pen, label, hint, onDraw, onClear, onUndo, onRedo, over, onPlace, ...shape } = props;
  const { width, height } = shape;
  /** The sheet under the pen, from the beginning of a stroke to its end. */
  const inked = useRef<Uint8Array>(undefined);
  const last = useRef<{ x: number; y: number }>(undefined);
  const [cursor, setCursor] = useState<{ x: number; y: number }>();
  const radius = (pen * Math.max(width, height)) / 28;

  const lift = () => {
    inked.current = undefined;
    last.current = undefined;
  };
  const ink = (x: number, y: number) => {
    const isNew = inked.current === undefined;
    const on = (inked.current ?? sheetToDrawOn()).slice();
    const from = last.current ?? { x, y };
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - from.x, y - from.y)));
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      dab(on, shape, from.x + t * (x - from.x), from.y + t * (y - from.y), radius);
    }
    last.current = { x, y };
    inked.current = on;
    onDraw(on, isNew);
  };
  const toPixel = (event: { clientX: number; clientY: number }, box: DOMRect) => ({
    x: ((event.clientX - box.left) / box.width) * width,
    y: ((event.clientY - box.top) / box.height) * height,
  });

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    lift();
    setCursor(undefined);
    const { x, y } = toPixel(event, event.currentTarget.getBoundingClientRect());
    ink(x, y);
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (onPlace && event.pointerType !== "touch") {
      const { x, y } = toPixel(event, event.currentTarget.getBoundingClientRect());
      onPlace({ x: x / width, y: y / height });
    }
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
      lift();
      setCursor(at);
      ink(at.x, at.y);
    } else if (event.key === "Backspace" || event.key === "Delete") onClear();
    else if (isUndo(event)) onUndo();
    else if (isRedo(event)) onRedo();
    else return;
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
      onPointerLeave={() => onPlace?.(undefined)}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(undefined)}
    >
      <PixelImage className={styles.image} pixels={pixels} {...shape} label="" />
      {over}
      {cursor && (
        <span
          className={styles.cursor}
          style={{ left: `${(100 * cursor.x) / width}%`, top: `${(100 * cursor.y) / height}%` }}
        />
      )}
    </button>
  );
}

const isUndo = (event: KeyboardEvent) => isHeld(event) && !event.shiftKey && letterOf(event) === "z";
const isRedo = (event: KeyboardEvent) => isHeld(event) && letterOf(event) === (event.shiftKey ? "z" : "y");

const isHeld = ({ ctrlKey, metaKey }: KeyboardEvent) => ctrlKey || metaKey;

/** The letter on the key, or the one at its place where the keyboard writes another script. */
const letterOf = ({ key, code }: KeyboardEvent) => (/^[a-z]$/i.test(key) ? key : code.slice(-1)).toLowerCase();

const clamp = (value: number, size: number) => Math.min(size - 0.5, Math.max(0.5, value));
