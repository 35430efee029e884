/** Arrow keys on a grid of tiles. */

export interface Roving {
  readonly count: number;
  readonly columns: number;
}

/** The tile that a key goes to from another; none for a key that does not move. Home and End stay in the row, with Ctrl they do not. */
export function roved(key: string, from: number, { count, columns }: Roving, ctrl = false): number | undefined {
  const rowStart = from - (from % columns);
  const rowEnd = Math.min(count, rowStart + columns) - 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(rowStart, from - 1);
    case "ArrowRight":
      return Math.min(rowEnd, from + 1);
    case "ArrowUp":
      return from >= columns ? from - columns : from;
    case "ArrowDown":
      return from + columns < count ? from + columns : from;
    case "Home":
      return ctrl ? 0 : rowStart;
    case "End":
      return ctrl ? count - 1 : rowEnd;
    default:
      return undefined;
  }
}
