import { useMemo, useRef } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "../canvas.module.css";
import { drawTiles } from "./drawTiles";
import { GridCells, type GridCellsProps } from "./GridCells";
import { layTiles } from "./layout";
import { type Patches, sheetOf } from "./patches";

export interface TileGridProps extends Omit<GridCellsProps, "layout" | "cellLabel"> {
  /** Tiles in a row; as many as make them largest where it is left out. */
  readonly columns?: number;
  /** The picture of every code; absent where codes have none. */
  readonly patches: Patches | undefined;
  /** The code of each tile; its own number where it is left out. */
  readonly codes?: ArrayLike<number> | undefined;
  /** How full the bar under each tile is, in [0, 1]. */
  readonly shares?: ArrayLike<number> | undefined;
  /** Tiles whose code is dead: pale and dashed. */
  readonly dead?: readonly boolean[] | undefined;
  /** Those that belong to the tile that is looked at. */
  readonly linked?: ReadonlySet<number> | undefined;
  readonly tileLabel: (tile: number) => string;
}

/**
 * Tiles in rows, from one to more than a thousand: one canvas for all, and one cell in the page, which is where the keyboard is.
 * Arrow keys go from tile to tile.
 */
export function TileGrid(props: TileGridProps) {
  const { count, columns, patches, codes, shares, dead, current, linked, label, tileLabel, onLook, onPress } = props;
  const { paints = false } = props;
  const palette = usePalette();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const hasBars = shares !== undefined;
  const layout = useMemo(() => layTiles(count, size, hasBars, columns), [count, size, hasBars, columns]);
  const sheet = useMemo(() => patches && sheetOf(patches, palette.ink), [patches, palette]);
  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  usePainter(
    canvas,
    size,
    pixelRatio,
    (context) =>
      drawTiles(
        context,
        {
          count,
          sheet,
          patch: patches ?? { width: 1, height: 1 },
          codeOf: (tile) => codes?.[tile] ?? tile,
          shareOf: shares && ((tile) => shares[tile] ?? 0),
          isDead: (tile) => dead?.[tile] ?? false,
          current,
          linked,
        },
        layout,
        palette,
        size,
      ),
    [count, sheet, codes, shares, dead, current, linked, layout, palette],
  );

  return (
    <div ref={box} className={styles.box}>
      <canvas ref={canvas} className={styles.canvas} />
      <GridCells {...{ count, layout, current, label, onLook, onPress, paints }} cellLabel={tileLabel} />
    </div>
  );
}
