import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { usePalette } from "../../ui/theme";
import { shortened } from "../arrows";
import { usePainter, useSize } from "../canvas";
import styles from "./CloudView.module.css";
import { drawCloud } from "./drawCloud";
import { project, reachOf, type Turn, unproject } from "./project";

export interface CloudViewProps {
  readonly dimensions: 2 | 3;
  /** Coordinates, point by point, as all below. */
  readonly points: Float32Array | undefined;
  readonly labels?: Uint16Array | undefined;
  readonly rebuilt?: Float32Array | undefined;
  /** What a grid of latent points decodes to, row by row. */
  readonly grid?: { readonly positions: Float32Array; readonly columns: number } | undefined;
  /** Arrows from points to others; on the screen none is longer than a share of the frame. */
  readonly arrows?: { readonly from: Float32Array; readonly to: Float32Array; readonly longest: number } | undefined;
  /** Points that are on their way. */
  readonly walkers?: Float32Array | undefined;
  /** The way of the followed point, place by place. */
  readonly path?: Float32Array | undefined;
  /** The point that is followed, what the model is shown of it where that is another one, and what it is rebuilt as. */
  readonly x?: ArrayLike<number> | undefined;
  readonly xTilde?: ArrayLike<number> | undefined;
  readonly xHat?: ArrayLike<number> | undefined;
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
  /** Follows this point of the plane, wherever it lies. */
  readonly onPoint?: (point: [number, number]) => void;
  /** Follows the point with this index. */
  readonly onPick?: (index: number) => void;
  readonly label: string;
  readonly hint: string;
}

/** Radians a CSS pixel, and a press of an arrow key. */
const DRAG_TURN = 0.01;
const KEY_TURN = 0.15;
const STRIDE = 0.03;
/** Less than this is a click rather than a drag (CSS pixels). */
const STILL = 4;

/** A cloud of points: in the plane the followed point is dragged, in space the cloud is turned and a point picked. */
export function CloudView(props: CloudViewProps) {
  const { dimensions, points, labels, rebuilt, grid, arrows, walkers, path, x, xTilde, xHat } = props;
  const { turn, onTurn, onPoint, onPick, label, hint } = props;
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  const reach = useMemo(() => reachOf(points ?? [], dimensions), [points, dimensions]);
  const picture = useMemo(() => {
    const scale = Math.min(size.width, size.height) / (2 * reach);
    const place = (positions: ArrayLike<number>) => project(positions, dimensions, { ...size, scale }, turn);
    const from = arrows && place(arrows.from);
    return {
      frame: { ...size, scale },
      points: place(points ?? []),
      labels,
      rebuilt: rebuilt && place(rebuilt),
      grid: grid && { places: place(grid.positions), columns: grid.columns },
      arrows: arrows &&
        from && { from, to: shortened(from, place(arrows.to), arrows.longest * Math.min(size.width, size.height)) },
      walkers: walkers && place(walkers),
      path: path && place(path),
      x: x && x.length === dimensions ? place(x) : undefined,
      xTilde: xTilde && xTilde.length === dimensions ? place(xTilde) : undefined,
      xHat: xHat && xHat.length === dimensions ? place(xHat) : undefined,
    };
  }, [dimensions, points, labels, rebuilt, grid, arrows, walkers, path, x, xTilde, xHat, turn, size, reach]);
  usePainter(canvas, size, pixelRatio, (context) => drawCloud(context, picture, size, palette), [picture, palette]);

  const pressed = useRef<{ x: number; y: number; turn: Turn; moved: boolean }>(undefined);
  const place = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pull = (event: PointerEvent) => {
    const start = pressed.current;
    if (!start) return;
    const [across, down] = [event.clientX - start.x, event.clientY - start.y];
    start.moved ||= Math.hypot(across, down) >= STILL;
    if (dimensions === 2) onPoint?.(unproject(...place(event), picture.frame));
    else if (start.moved) {
      onTurn({ yaw: start.turn.yaw + DRAG_TURN * across, pitch: upright(start.turn.pitch + DRAG_TURN * down) });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const [across, up] = arrows[event.key] ?? [0, 0];
    if (across === 0 && up === 0) return;
    event.preventDefault();
    if (dimensions === 3) {
      onTurn({ yaw: turn.yaw + KEY_TURN * across, pitch: upright(turn.pitch - KEY_TURN * up) });
    } else if (x) onPoint?.([(x[0] as number) + STRIDE * across, (x[1] as number) + STRIDE * up]);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a two-dimensional slider, for which there is no role */}
      <canvas
        ref={canvas}
        className={styles.cloud}
        tabIndex={0}
        role="application"
        aria-label={`${label}. ${hint}`}
        title={hint}
        style={{ cursor: dimensions === 3 ? "grab" : onPoint ? "crosshair" : "default" }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = { x: event.clientX, y: event.clientY, turn, moved: false };
          pull(event);
        }}
        onPointerMove={pull}
        onPointerUp={(event) => {
          const clicked = pressed.current && !pressed.current.moved;
          pressed.current = undefined;
          if (clicked && dimensions === 3) onPick?.(nearest(picture.points, place(event)));
        }}
        onPointerCancel={() => {
          pressed.current = undefined;
        }}
      />
    </>
  );
}

/** Nobody wants to see a cloud upside down. */
const upright = (pitch: number) => Math.min(Math.PI / 2, Math.max(-Math.PI / 2, pitch));

function nearest(places: Float32Array, [px, py]: [number, number]): number {
  let [best, distance] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; 2 * i < places.length; i++) {
    const here = Math.hypot((places[2 * i] as number) - px, (places[2 * i + 1] as number) - py);
    if (here < distance) [best, distance] = [i, here];
  }
  return best;
}
