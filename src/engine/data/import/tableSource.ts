import { ImportProblem } from "../importProblem";
import type { ImportChoices } from "./choices";
import { classesOf } from "./classes";
import { describe } from "./describe";
import type { Entry, ImportOptions } from "./entry";
import { isUsual, rangeOf, toByteRange } from "./range";
import type { Classes, Cloud, Sink, Source, Stock } from "./stock";
import { badCell, checkLength, LABEL_NAME, type Scan, scanTable, toNumber } from "./tableScan";
import { eachRow } from "./textRows";
import { channelsOf, tileOfNumbers } from "./tile";
import type { ImportWarning, LabelColumn } from "./understood";

/** Most examples of a label column. */
const EXAMPLES = 5;
/** A column of whole numbers without a telling name is taken for labels up to this many different ones. */
const LIKELY_CLASSES = 100;

/** A table: each row an image with its label, or a point of a plane or of space. Errors: always ImportProblem. */
export async function tableSource(entry: Entry, options: ImportOptions): Promise<Source> {
  const scan = await scanTable(entry, options);
  const labelColumns = labelColumnsOf(scan);
  const ignored = scan.columns.flatMap((column, i) => (isIgnored(column, i, scan) ? [i] : []));
  const numbers = (label: number | null) => pixelColumns(scan.columns.length, ignored, label);
  const labelColumn = likelyLabel(scan, labelColumns, (label) => numbers(label).length);
  const pixels = numbers(labelColumn);
  const wrong = pixels.flatMap((i) => scan.columns[i]?.firstBad ?? []).sort((a, b) => a.row - b.row)[0];
  if (wrong) throw new ImportProblem(entry.name, "bad-cell", wrong);
  if (pixels.length === 0) throw new ImportProblem(entry.name, "no-numbers", { rows: scan.rows });
  const range = rangeOf(
    Math.min(...pixels.map((i) => scan.columns[i]?.min ?? 0)),
    Math.max(...pixels.map((i) => scan.columns[i]?.max ?? 0)),
  );
  const points = pixels.length === 2 || pixels.length === 3 ? pixels.length : undefined;
  const tile = tileOfNumbers(pixels.length);
  const chosen = labelColumns.find(({ column }) => column === labelColumn);
  const warnings: ImportWarning[] = [];
  if (!points && !isUsual(range)) warnings.push({ code: "scaled", low: range.low, high: range.high });
  if (!points && tile.width !== tile.height) warnings.push({ code: "guessed-tile", ...tile });
  if (chosen?.classes === 1) warnings.push({ code: "one-class", name: chosen.examples[0] ?? "" });
  const distinct = labelColumn === null ? undefined : scan.columns[labelColumn]?.distinct;
  const described = describe({
    kind: points ? "points" : "table",
    parts: [{ name: entry.name, count: scan.rows, heldOut: false }],
    sizes: points ? [] : [{ ...tile, count: scan.rows }],
    channels: channelsOf(pixels.length, tile) ?? 1,
    workingBytes: 4 * scan.rows + 4 * 1024 * 1024,
    warnings,
    range,
    ...(points && { dimensions: points }),
    table: { rows: scan.rows, columns: scan.columns.length, delimiter: scan.delimiter, labelColumns, ignored },
    suggest: { labelColumn, header: scan.header },
  });
  const named = distinct && classesOf([...distinct.keys()]);
  const understood = {
    ...described,
    ...(named && { classes: named.count, labelNames: named.names, perClass: countEach(distinct, named) }),
  };
  const read = async (
    choices: ImportChoices,
    take: (values: Float64Array, index: number) => boolean,
    reading: ImportOptions,
  ) => {
    const columns = pixelColumns(scan.columns.length, ignored, choices.labelColumn);
    const labels: string[] = [];
    const values = new Float64Array(columns.length);
    let index = 0;
    let seen = 0;
    await eachRow(entry, { ...reading, onProgress: undefined, delimiter: scan.delimiter }, (cells, row) => {
      if (seen++ === 0 && choices.header) return true;
      checkLength(entry, cells, scan.columns.length, row);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const value = toNumber(cells[column] as string) ?? Number.NaN;
        if (value - value !== 0)
          throw new ImportProblem(entry.name, "bad-cell", badCell(cells[column] as string, row, column));
        values[i] = value;
      }
      if (choices.labelColumn !== null) labels.push((cells[choices.labelColumn] as string).trim());
      return take(values, index++);
    });
    return labels;
  };
  const checkColumn = ({ labelColumn }: ImportChoices) => {
    if (labelColumn === null || labelColumn < scan.columns.length) return;
    throw new ImportProblem(entry.name, "bad-choice", { choice: "labelColumn" });
  };
  if (points) {
    return {
      understood,
      async cloud(choices, reading): Promise<Cloud> {
        checkColumn(choices);
        const dimensions = pixelColumns(scan.columns.length, ignored, choices.labelColumn).length;
        if (dimensions !== 2 && dimensions !== 3)
          throw new ImportProblem(entry.name, "bad-choice", { choice: "labelColumn" });
        const count = scan.rows + rowsGained(scan, choices);
        const positions = new Float32Array(count * dimensions);
        const take = (values: Float64Array, index: number) => {
          positions.set(values, index * dimensions);
          return true;
        };
        const labels = await read(choices, take, reading);
        return { dimensions, positions, ...(choices.labelColumn !== null && { classes: classesOf(labels) }) };
      },
    };
  }
  return {
    understood,
    async stock(choices): Promise<Stock> {
      checkColumn(choices);
      const count = pixelColumns(scan.columns.length, ignored, choices.labelColumn).length;
      const size = choices.tile ?? tileOfNumbers(count);
      const channels = channelsOf(count, size);
      if (!channels) throw new ImportProblem(entry.name, "tile-shape", { ...size, available: `${count}` });
      let classes: Classes | undefined;
      return {
        parts: [{ name: entry.name, count: scan.rows + rowsGained(scan, choices), heldOut: false }],
        workingBytes: understood.workingBytes,
        classes: () => classes,
        async read(sink: Sink, reading) {
          const take = (values: Float64Array, index: number) => {
            if (sink.wants(index)) sink.put(index, { ...size, channels, pixels: toByteRange(values, range) });
            return true;
          };
          const labels = await read(
            choices,
            (values, index) => take(values, index) && !(sink.full && index > 64 && choices.labelColumn === null),
            reading,
          );
          if (choices.labelColumn !== null) classes = classesOf(labels);
        },
      };
    },
  };
}

function rowsGained(scan: Scan, { header }: ImportChoices): number {
  return (scan.header ? 1 : 0) - (header ? 1 : 0);
}

function pixelColumns(columns: number, ignored: readonly number[], label: number | null): number[] {
  const left = new Set(ignored);
  if (label !== null) left.add(label);
  return Array.from({ length: columns }, (_, i) => i).filter((i) => !left.has(i));
}

/** Row numbers in an unnamed or so-named first column, and columns of texts. */
function isIgnored(
  { bad, counts, name }: Scan["columns"][number],
  index: number,
  { rows, header, columns }: Scan,
): boolean {
  if (bad > rows / 2) return true;
  return (
    index === 0 &&
    header &&
    counts &&
    rows > 2 &&
    columns.length > 2 &&
    /^(|id|index|no\.?|unnamed: 0|번호)$/i.test(name)
  );
}

function labelColumnsOf({ columns, rows }: Scan): LabelColumn[] {
  const found = columns.flatMap(({ name, distinct, whole, bad }, column): (LabelColumn & { score: number })[] => {
    if (!distinct) return [];
    const text = bad > rows / 2;
    if (!whole && !text) return [];
    const score = LABEL_NAME.test(name) ? 3 : text ? 2 : distinct.size > 1 && distinct.size <= LIKELY_CLASSES ? 1 : 0;
    return [{ column, name, classes: distinct.size, examples: [...distinct.keys()].slice(0, EXAMPLES), score }];
  });
  return found.sort((a, b) => b.score - a.score || a.column - b.column).map(({ score: _, ...column }) => column);
}

/** A column with a telling name or with texts; else one at the edge without which the others are a square. */
function likelyLabel(
  { columns, rows }: Scan,
  candidates: readonly LabelColumn[],
  numbersWithout: (label: number | null) => number,
): number | null {
  const [first] = candidates;
  const square = (numbers: number) => tileOfNumbers(numbers).width === tileOfNumbers(numbers).height;
  if (!first) return null;
  if (LABEL_NAME.test(first.name)) return first.column;
  const texts = (columns[first.column]?.bad ?? 0) > rows / 2;
  if (texts) return first.classes < rows || rows < 3 ? first.column : null;
  if (square(numbersWithout(null)) || numbersWithout(null) <= 3) return null;
  const ends = candidates.filter(
    ({ column, classes }) => (column === 0 || column === columns.length - 1) && classes <= LIKELY_CLASSES,
  );
  const likely = ends.find(({ column, classes }) => classes > 1 && square(numbersWithout(column)));
  return likely?.column ?? ends.find(({ column }) => square(numbersWithout(column)))?.column ?? null;
}

function countEach(
  distinct: ReadonlyMap<string, number>,
  { labels, count }: { labels: Uint16Array; count: number },
): number[] {
  const counts = Array<number>(count).fill(0);
  for (const [i, times] of [...distinct.values()].entries())
    counts[labels[i] as number] = (counts[labels[i] as number] as number) + times;
  return counts;
}
