import type { Grid } from "../../engine/priors/prior";
import { numbersIn } from "./grid";

/** Numbers that may be drawn for one picture: more would keep the training waiting. */
const MOST_NUMBERS = 32_000;
const MOST_ROWS = 10;
const MOST_COLUMNS = 6;

/** Rows and columns of samples, as many as can be drawn at once. With classes each has a row, as long as there are few. */
export function samplesIn(grid: Grid, classes: number): { rows: number; columns: number } {
  const most = Math.max(4, Math.floor(MOST_NUMBERS / numbersIn(grid)));
  if (classes === 0) {
    const side = Math.min(MOST_COLUMNS, Math.floor(Math.sqrt(most)));
    return { rows: side, columns: side };
  }
  const rows = Math.min(classes, MOST_ROWS);
  return { rows, columns: Math.min(MOST_COLUMNS, Math.max(1, Math.floor(most / rows))) };
}
