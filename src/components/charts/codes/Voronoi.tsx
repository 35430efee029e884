import { type PointerEvent, useMemo, useRef } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "../canvas.module.css";
import { type CodePlane, type CodePlaneFocus, drawVoronoi, triangulate } from "./drawVoronoi";
import { type CodeFit, fitCodes, viewOf } from "./fitCodes";

export interface VoronoiProps {
  /** Absent while it is not known. */
  readonly plane: CodePlane | undefined;
  readonly focus: CodePlaneFocus;
  /** What the picture shows, in words and numbers. The codes are reached by keyboard in the codebook. */
  readonly label: string;
  /** Told whose region the mouse is in; nothing when it leaves. */
  readonly onLook: (code: number | undefined) => void;
  readonly onPress: (code: number) => void;
}

const EMPTY: CodePlane = { codes: [], vectors: [], nearest: [], usage: [] };

/** Codes as sites, each with all places that are nearer to it than to any other, and what the encoder makes of samples. */
export function Voronoi({ plane = EMPTY, focus, label, onLook, onPress }: VoronoiProps) {
  const palette = usePalette();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const lastFit = useRef<CodeFit>(undefined);
  const view = useMemo(() => {
    lastFit.current = fitCodes(plane.codes, plane.vectors, lastFit.current);
    return viewOf(lastFit.current, size.width, size.height);
  }, [plane, size]);
  const delaunay = useMemo(() => triangulate(plane.codes, view), [plane, view]);
  usePainter(
    canvas,
    size,
    Math.min(2, globalThis.devicePixelRatio || 1),
    (context) => drawVoronoi(context, plane, focus, delaunay, view, palette, size),
    [plane, focus.code, focus.cell, delaunay, palette],
  );
  const at = (event: PointerEvent) => {
    const place = box.current?.getBoundingClientRect();
    if (!place || plane.codes.length === 0) return undefined;
    return delaunay.find(event.clientX - place.left, event.clientY - place.top);
  };
  return (
    <div ref={box} className={styles.box}>
      <canvas
        ref={canvas}
        className={styles.round}
        role="img"
        aria-label={label}
        onPointerMove={(event) => onLook(at(event))}
        onPointerLeave={() => onLook(undefined)}
        onPointerUp={(event) => {
          const code = at(event);
          if (code !== undefined) onPress(code);
        }}
      />
    </div>
  );
}
