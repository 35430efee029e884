/** A drawing with its past: every stroke leaves a sheet, and undo and redo walk along them. */
export interface Sketch {
  /** The oldest first, none of them ever changed. */
  readonly sheets: readonly Uint8Array[];
  /** The one that is seen; those after it can be redone. */
  readonly at: number;
}

/** So many sheets are remembered, the one that is seen among them. */
const MOST_SHEETS = 64;

export function beginSketch(sheet: Uint8Array): Sketch {
  return { sheets: [sheet], at: 0 };
}

export function sheetOf({ sheets, at }: Sketch): Uint8Array {
  return sheets[at] as Uint8Array;
}

/** The sheet after something new was done to it. What had been undone is gone. */
export function addSheet({ sheets, at }: Sketch, sheet: Uint8Array): Sketch {
  const kept = [...sheets.slice(0, at + 1), sheet].slice(-MOST_SHEETS);
  return { sheets: kept, at: kept.length - 1 };
}

/** The sheet while a stroke goes on. */
export function replaceSheet({ sheets, at }: Sketch, sheet: Uint8Array): Sketch {
  return { sheets: sheets.with(at, sheet), at };
}

export const canUndo = ({ at }: Sketch): boolean => at > 0;
export const canRedo = ({ sheets, at }: Sketch): boolean => at < sheets.length - 1;

export const undo = (sketch: Sketch): Sketch => (canUndo(sketch) ? { ...sketch, at: sketch.at - 1 } : sketch);
export const redo = (sketch: Sketch): Sketch => (canRedo(sketch) ? { ...sketch, at: sketch.at + 1 } : sketch);
