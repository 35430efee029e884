/** Rows in which levels lie one after the other, the coarsest first. */
import {
  add,
  concat,
  div,
  matMul,
  reshape,
  split,
  sum,
  type Tensor1D,
  type Tensor2D,
  tile,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { Codebook } from "../nn/codebook";
import { type CodeGrid, cellsIn, type DiscreteModel } from "./model";

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

/**
 * z of codes on some levels only, [B, Σ cells · D]: on a level without codes every cell has their mean, each counted as often as it is chosen.
 * @param choices int32 [B · cells] of each level, the coarsest first, or nothing
 */
export function zOfLevels(model: DiscreteModel, choices: readonly (Tensor1D | undefined)[], batch: number): Tensor2D {
  const { dimensions } = model.code;
  const rows = model.levels.map(({ codebook, ...grid }, i): Tensor2D => {
    const own = choices[i];
    const z = own ? codebook.lookup(own) : tile(meanCode(codebook), [batch * cellsIn(grid), 1]);
    return reshape(z, [batch, cellsIn(grid) * dimensions]);
  });
  return joinLevels(rows);
}

/** Chosen so often before any step. */
const BEFORE = 1e-6;

/** Σ N_k·e_k / Σ N_k, [1, D] */
function meanCode({ codes, usage }: Codebook): Tensor2D {
  const counts = add(usage as Variable & Tensor2D, BEFORE); // [K, 1]
  return div(matMul(counts, codes, true, false), sum(counts));
}
