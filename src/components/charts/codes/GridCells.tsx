import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import styles from "./GridCells.module.css";
import { cornerOf, type TileLayout, tileAt } from "./layout";
import { roved } from "./rove";

export interface GridCellsProps {
  readonly count: number;
  readonly layout: TileLayout;
  /** The cell that is looked at. */
  readonly current: number | undefined;
  /** What the grid is, and how it is worked. */
  readonly label: string;
  readonly cellLabel: (cell: number) => string;
  /** Told what is under the mouse or has the focus; nothing when neither is here. */
  readonly onLook: (cell: number | undefined) => void;
  /** A click or tap on a cell; Enter or Space on the one that has the focus. */
  readonly onPress: (cell: number) => void;
  /** With it, a drag presses every cell that it comes over. */
  readonly paints?: boolean;
}

/** The hands of a grid that a canvas below it shows: mouse, finger, and one cell in the page, which is where the keyboard is. */
export function GridCells(props: GridCellsProps) {
  const { count, layout, current, label, cellLabel, onLook, onPress, paints = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const cell = useRef<HTMLDivElement>(null);
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
    // biome-ignore lint/a11y/useSemanticElements: one cell stands for up to a thousand, where the keyboard is
    <div
      ref={box}
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
          aria-label={cellLabel(active)}
          style={{ left: x, top: y, width: layout.tile, height: layout.tile }}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && onLook(active)}
          onBlur={() => onLook(undefined)}
        />
      </div>
    </div>
  );
}
