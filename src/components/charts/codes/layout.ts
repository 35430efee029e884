/** Where the tiles of a grid lie in the place that there is. */

export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  /** Side of a tile, and space between two, in CSS pixels. */
  readonly tile: number;
  readonly gap: number;
  /** Height of the bar under a tile, with the space above it; 0 without bars. */
  readonly bar: number;
  /** The grid's own corner: it stands in the middle of its place. */
  readonly left: number;
  readonly top: number;
}

export interface Place {
  readonly width: number;
  readonly height: number;
}

/** Tiles are at most this large: one alone need not fill the page. */
const LARGEST = 200;

/**
 * The largest tiles of which all fit.
 * @param columns so many in a row, where that is given; else as many as make the tiles largest
 */
export function layTiles(count: number, { width, height }: Place, hasBars: boolean, columns?: number): TileLayout {
  const tries = columns ? [columns] : Array.from({ length: count }, (_, i) => i + 1);
  let best: { columns: number; pitch: number } = { columns: 1, pitch: 0 };
  for (const across of tries) {
    const down = Math.ceil(count / across);
    const pitch = Math.min(width / across, (hasBars ? BAR_SHARE : 1) * (height / down), LARGEST);
    if (pitch > best.pitch) best = { columns: across, pitch };
  }
  const rows = Math.ceil(count / best.columns);
  // Whole pixels keep small tiles sharp; where there are hundreds in a row, the place decides.
  const pitch = best.pitch >= 6 ? Math.floor(best.pitch) : best.pitch;
  const gap = gapOf(pitch);
  const bar = hasBars ? pitch / BAR_SHARE - pitch : 0;
  return {
    columns: best.columns,
    rows,
    tile: pitch - gap,
    gap,
    bar,
    left: (width - best.columns * pitch + gap) / 2,
    top: (height - rows * (pitch + bar) + gap) / 2,
  };
}

/** A tile with its bar is this much of the height of both: the bar takes a seventh of a tile. */
const BAR_SHARE = 7 / 8;
const gapOf = (pitch: number) => (pitch < 5 ? 0 : pitch < 14 ? 1 : Math.min(5, Math.round(pitch * 0.12)));

/** The corner of a tile. */
export function cornerOf({ columns, tile, gap, bar, left, top }: TileLayout, index: number): [x: number, y: number] {
  const pitch = tile + gap;
  return [left + (index % columns) * pitch, top + Math.floor(index / columns) * (pitch + bar)];
}

/** The tile at a place, if there is one; the space around a tile is its own. */
export function tileAt(layout: TileLayout, count: number, x: number, y: number): number | undefined {
  const pitch = layout.tile + layout.gap;
  const column = Math.floor((x - layout.left + layout.gap / 2) / pitch);
  const row = Math.floor((y - layout.top + layout.gap / 2) / (pitch + layout.bar));
  const index = row * layout.columns + column;
  return column < 0 || column >= layout.columns || row < 0 || index >= count ? undefined : index;
}
