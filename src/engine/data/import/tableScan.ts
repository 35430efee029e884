import { ImportProblem, type ImportProblemDetails } from "../importProblem";
import { MOST_CLASSES } from "./classes";
import type { Entry, ImportOptions } from "./entry";
import { type Encoding, eachRow } from "./textRows";

export type BadCell = ImportProblemDetails["bad-cell"];

/** What a column holds, over all rows but the header. */
interface Column {
  readonly name: string;
  min: number;
  max: number;
  whole: boolean;
  /** Every number is the one above it and 1: a row number. */
  counts: boolean;
  last: number;
  bad: number;
  firstBad: BadCell | undefined;
  /** Different cells, of columns at the edges or with a telling name; undefined of others and over 1,000. */
  distinct: Map<string, number> | undefined;
}

export interface Scan {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly header: boolean;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Most columns: a picture of 128 × 128 pixels in colours and with alpha, and some more. */
const MOST_COLUMNS = 128 * 128 * 4 + 64;
/** Columns at either edge in which labels are looked for, wherever their name says nothing. */
const EDGE = 6;
export const LABEL_NAME =
  /^(label|labels|class|classes|target|category|species|digit|variety|레이블|라벨|정답|클래스|분류)$/i;

/**
 * Looks at every cell of a table once; once more as CP949 where it is not UTF-8.
 * Errors: ImportProblem "row-length", "empty", "no-numbers" and of `eachRow`.
 */
export async function scanTable(entry: Entry, options: ImportOptions): Promise<Scan> {
  try {
    return await scanAs("utf-8", entry, options);
  } catch (error) {
    const isOther = (reason: unknown) => reason instanceof ImportProblem && reason.code === "not-utf8";
    if (!isOther(error)) throw error;
    return scanAs("euc-kr", entry, options).catch((reason: unknown) => {
      throw isOther(reason) ? error : reason;
    });
  }
}

async function scanAs(encoding: Encoding, entry: Entry, options: ImportOptions): Promise<Scan> {
  let delimiter = ",";
  let first: string[] | undefined;
  let header = false;
  let columns: Column[] = [];
  let rows = 0;
  const add = (cells: readonly string[], row: number) => {
    rows++;
    for (let i = 0; i < columns.length; i++) look(columns[i] as Column, cells[i] as string, row, i);
  };
  await eachRow(entry, { ...options, encoding, onDelimiter: (found) => (delimiter = found) }, (cells, row) => {
    if (!first) {
      first = cells;
      if (cells.length > MOST_COLUMNS) {
        throw new ImportProblem(entry.name, "row-length", { row, expected: MOST_COLUMNS, actual: cells.length });
      }
      return true;
    }
    checkLength(entry, cells, first.length, row);
    if (columns.length === 0) {
      header = first.some((cell, i) => toNumber(cell) === undefined && toNumber(cells[i] as string) !== undefined);
      columns = first.map((name, i) => newColumn(header ? name.trim() : "", i, first?.length ?? 0));
      if (!header) add(first, row - 1);
    }
    add(cells, row);
    return true;
  });
  if (!first) throw new ImportProblem(entry.name, "empty", {});
  if (columns.length === 0) {
    columns = first.map((_, i) => newColumn("", i, first?.length ?? 0));
    add(first, 1);
  }
  if (columns.every(({ bad }) => bad === rows)) throw new ImportProblem(entry.name, "no-numbers", { rows });
  return { encoding, delimiter, header, rows, columns };
}

export function checkLength(entry: Entry, cells: readonly string[], expected: number, row: number): void {
  if (cells.length === expected) return;
  throw new ImportProblem(entry.name, "row-length", { row, expected, actual: cells.length });
}

/** The number in a cell; undefined where it is none. NaN and infinities are numbers here. */
export function toNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (text === "") return undefined;
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (/^[-+]?nan$/i.test(text)) return value;
  return /^[-+]?inf(inity)?$/i.test(text) ? Number.POSITIVE_INFINITY : undefined;
}

/** What is wrong with a cell that should be a number. */
export function badCell(cell: string, row: number, column: number): BadCell {
  const reason = cell.trim() === "" ? "empty" : toNumber(cell) === undefined ? "text" : "not-finite";
  return { row, column: column + 1, value: cell.slice(0, 40), reason };
}

function newColumn(name: string, index: number, columns: number): Column {
  const edge = index < EDGE || index >= columns - EDGE || LABEL_NAME.test(name);
  return {
    name,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    whole: true,
    counts: index === 0,
    last: Number.NaN,
    bad: 0,
    firstBad: undefined,
    distinct: edge ? new Map() : undefined,
  };
}

function look(column: Column, cell: string, row: number, index: number): void {
  const value = toNumber(cell);
  if (column.distinct) {
    column.distinct.set(cell, (column.distinct.get(cell) ?? 0) + 1);
    if (column.distinct.size > MOST_CLASSES) column.distinct = undefined;
  }
  if (value === undefined || !Number.isFinite(value)) {
    column.bad++;
    column.firstBad ??= badCell(cell, row, index);
    return;
  }
  if (value < column.min) column.min = value;
  if (value > column.max) column.max = value;
  if (column.whole && !Number.isInteger(value)) column.whole = false;
  if (column.counts && !Number.isNaN(column.last) && value !== column.last + 1) column.counts = false;
  column.last = value;
}
