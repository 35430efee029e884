import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import { drawTiles } from "./drawTiles";
import { cornerOf, layTiles, tileAt } from "./layout";
import { type Patches, sheetOf } from "./patches";
import { roved } from "./rove";
import styles from "./TileGrid.module.css";

export interface TileGridProps {
  readonly count: number;
  /** Tiles in a row; as many as make them largest where it is left out. */
  readonly columns?: number;
  /** The picture of every code; absent where codes have none. */
  readonly patches: Patches | undefined;
  /** The code of each tile; its own number where it is left out. */
  readonly codes?: ArrayLike<number> | undefined;
  /** How full the bar under each tile is, in [0, 1]. A tile at 0 is dashed. */
  readonly shares?: ArrayLike<number> | undefined;
  /** The tile that is looked at, and those that belong to it. */
  readonly current: number | undefined;
  readonly linked?: ReadonlySet<number> | undefined;
  /** What the grid is, and how it is worked. */
  readonly label: string;
  readonly tileLabel: (tile: number) => string;
  /** Told what is under the mouse or has the focus; nothing when neither is here. */
  readonly onLook: (tile: number | undefined) => void;
  /** A click or tap on a tile; Enter or Space on the one that has the focus. */
  readonly onPress: (tile: number) => void;
  /** With it, a drag presses every tile that it comes over. */
  readonly paints?: boolean;
}

/**
 * Tiles in rows, from one to more than a thousand: one canvas for all, and one cell in the page, which is where the keyboard is.
 * Arrow keys go from tile to tile.
 */
export function TileGrid(props: TileGridProps) {
  const { count, columns, patches, codes, shares, current, linked, label, tileLabel, onLook, onPress } = props;
  const { paints = false } = props;
  const palette = usePalette();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = useRef<HTMLDivElement>(null);
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
          current,
          linked,
        },
        layout,
        palette,
        size,
      ),
    [count, sheet, codes, shares, current, linked, layout, palette],
  );

  const [roving, setRoving] = useState<number>();
  const active = Math.min(roving ?? current ?? 0, count - 1);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) cell.current?.focus();
    moved.current = false;
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = roved(event.key, active, { count, columns: layout.columns }, event.ctrlKey);
    if (to !== undefined) {
      moved.current = to !== active;
      setRoving(to);
      onLook(to);
    } else if (event.key === " " || event.key === "Enter") onPress(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const at = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const place = box.current?.getBoundingClientRect();
    return place && tileAt(layout, count, clientX - place.left, clientY - place.top);
  };
  const stroked = useRef<number>(undefined);
  const press = (tile: number | undefined) => {
    if (tile === undefined || tile === stroked.current) return;
    stroked.current = tile;
    setRoving(tile);
    onLook(tile);
    onPress(tile);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    stroked.current = undefined;
    if (paints) {
      event.currentTarget.setPointerCapture(event.pointerId);
      press(at(event));
    }
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!paints || !event.currentTarget.hasPointerCapture(event.pointerId)) {
      if (event.pointerType !== "touch") onLook(at(event));
      return;
    }
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) press(at(move));
  };

  const [x, y] = cornerOf(layout, active);
  return (
    <div ref={box} className={styles.box}>
      <canvas ref={canvas} className={styles.canvas} />
      {/* biome-ignore lint/a11y/useSemanticElements: one cell stands for up to a thousand, where the keyboard is */}
      <div
        className={`${styles.grid} ${paints ? styles.painting : ""}`}
        role="grid"
        aria-label={label}
        aria-rowcount={layout.rows}
        aria-colcount={layout.columns}
        tabIndex={-1}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onLook(undefined)}
        onClick={(event) => {
          if (!paints) press(at(event));
        }}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be of one cell that moves */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: its cell has the focus */}
        <div role="row" aria-rowindex={Math.floor(active / layout.columns) + 1}>
          {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be of one cell that moves */}
          <div
            key={active}
            ref={cell}
            className={styles.cell}
            role="gridcell"
            tabIndex={0}
            aria-colindex={(active % layout.columns) + 1}
            aria-selected={active === current}
            aria-label={tileLabel(active)}
            style={{ left: x, top: y, width: layout.tile, height: layout.tile }}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && onLook(active)}
            onBlur={() => onLook(undefined)}
          />
        </div>
      </div>
    </div>
  );
}
