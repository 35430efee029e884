import { useMemo, useRef } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "../canvas.module.css";
import { GridCells, type GridCellsProps } from "../codes/GridCells";
import { layTiles } from "../codes/layout";
import { sheetOf } from "../codes/patches";
import { type CellFaces, type CellMarks, drawCells } from "./drawCells";

export interface CellGridProps extends Omit<GridCellsProps, "count" | "layout" | "current" | "paints"> {
  readonly height: number;
  readonly width: number;
  /** The same object as long as cells look the same. */
  readonly faces: CellFaces;
  readonly marks: CellMarks;
}

/** What a prior draws, cell by cell: pixels or codes in rows, those that are not there yet, and what is said of them. */
export function CellGrid({ height, width, faces, marks, ...hands }: CellGridProps) {
  const palette = usePalette();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const count = height * width;
  const layout = useMemo(() => layTiles(count, size, false, width), [count, size, width]);
  const { patches } = faces;
  const sheet = useMemo(() => patches && sheetOf(patches, palette.ink), [patches, palette]);
  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  usePainter(
    canvas,
    size,
    pixelRatio,
    (context) => drawCells(context, { count, faces, sheet, marks }, layout, palette, size),
    [count, faces, sheet, marks, layout, palette],
  );
  return (
    <div ref={box} className={styles.box}>
      <canvas ref={canvas} className={styles.canvas} />
      <GridCells count={count} layout={layout} current={marks.current} {...hands} />
    </div>
  );
}
