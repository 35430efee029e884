/** Rows in which levels lie one after the other, the coarsest first. */
import { concat, reshape, split, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { type CodeGrid, cellsIn } from "./model";

/** [B, Σ cells · n] → [B, cells · n] of each level. */
export function splitLevels(rows: Tensor2D, levels: readonly CodeGrid[]): Tensor2D[] {
  if (levels.length === 1) return [rows];
  const cells = levels.map(cellsIn);
  const each = rows.shape[1] / cells.reduce((sum, count) => sum + count, 0);
  return split(
    rows,
    cells.map((count) => count * each),
    1,
  );
}

/** The reverse. */
export const joinLevels = (rows: readonly Tensor2D[]): Tensor2D =>
  rows.length === 1 ? (rows[0] as Tensor2D) : concat(rows.slice(), 1);

/** Choices of samples, int32 [B · Σ cells] → [B · cells] of each level. */
export function splitChoices(choices: Tensor1D, levels: readonly CodeGrid[]): Tensor1D[] {
  const cells = levels.reduce((sum, level) => sum + cellsIn(level), 0);
  return splitLevels(reshape(choices, [-1, cells]), levels).map((rows) => reshape(rows, [-1]));
}

/** The reverse. */
export function joinChoices(choices: readonly Tensor1D[], levels: readonly CodeGrid[]): Tensor1D {
  const rows = choices.map((each, i): Tensor2D => reshape(each, [-1, cellsIn(levels[i] as CodeGrid)]));
  return reshape(joinLevels(rows), [-1]);
}
