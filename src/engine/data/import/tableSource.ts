import { ImportProblem } from "../importProblem";
import type { ImportChoices } from "./choices";
import { classesOf, MOST_CLASSES } from "./classes";
import { describe } from "./describe";
import type { Entry, ImportOptions } from "./entry";
import { isUsual, rangeOf, toByteRange } from "./range";
import type { Classes, Cloud, Source, Stock } from "./stock";
import { isIgnored, labelColumnsOf, likelyLabel, pixelColumns } from "./tableColumns";
import { badCell, checkLength, type Scan, scanTable, toNumber } from "./tableScan";
import { eachRow } from "./textRows";
import { channelsOf, tileOfNumbers } from "./tile";
import type { ImportWarning, LabelColumn, NumberRange } from "./understood";

/** A table: each row an image with its label, or a point of a plane or of space. Errors: always ImportProblem. */
export async function tableSource(entry: Entry, options: ImportOptions): Promise<Source> {
  const scan = await scanTable(entry, options);
  const table = new Table(entry, scan);
  const labelColumn = likelyLabel(scan, table.labelColumns, (label) => table.numbers(label).length);
  const pixels = table.numbers(labelColumn);
  const wrong = pixels.flatMap((i) => scan.columns[i]?.firstBad ?? []).sort((a, b) => a.row - b.row)[0];
  if (wrong) throw new ImportProblem(entry.name, "bad-cell", wrong);
  if (pixels.length === 0) throw new ImportProblem(entry.name, "no-numbers", { rows: scan.rows });
  const tile = tileOfNumbers(pixels.length);
  const suggest = {
    samples: isCloud(pixels.length) ? ("points" as const) : ("images" as const),
    labelColumn,
    header: scan.header,
  };
  const { rows, columns, delimiter } = scan;
  const { labelColumns, ignored } = table;
  const described = describe({
    kind: "table",
    parts: [{ name: entry.name, count: rows, heldOut: false }],
    sizes: [{ ...tile, count: rows }],
    channels: channelsOf(pixels.length, tile) ?? 1,
    workingBytes: table.workingBytes,
    warnings: table.warnings({ ...suggest, tile: null }),
    range: table.range(labelColumn),
    table: { rows, columns: columns.length, delimiter, labelColumns, ignored },
    suggest,
  });
  const distinct = labelColumn === null ? undefined : columns[labelColumn]?.distinct;
  const named = distinct && classesOf([...distinct.keys()]);
  return {
    understood: {
      ...described,
      ...(named && { classes: named.count, labelNames: named.names, perClass: countEach(distinct, named) }),
    },
    warnings: (choices) => table.warnings(choices),
    cloud: (choices, reading) => table.cloud(choices, reading),
    stock: async (choices) => table.stock(choices),
  };
}

/** Fewer numbers than this are measurements, and no picture that anybody would save as a table: 8 × 8 is the smallest known. */
const FEWEST_PIXELS = 64;

const isCloud = (numbers: number): numbers is 2 | 3 => numbers === 2 || numbers === 3;

/** A table that was looked through once, read as the choices have it. */
class Table {
  readonly labelColumns: readonly LabelColumn[];
  readonly ignored: readonly number[];
  readonly workingBytes: number;

  constructor(
    private readonly entry: Entry,
    private readonly scan: Scan,
  ) {
    this.labelColumns = labelColumnsOf(scan);
    this.ignored = scan.columns.flatMap((column, i) => (isIgnored(column, i, scan) ? [i] : []));
    this.workingBytes = 4 * scan.rows + 4 * 1024 * 1024;
  }

  /** Columns of pixels or coordinates, with this column for the label. */
  numbers(label: number | null): number[] {
    return pixelColumns(this.scan.columns.length, this.ignored, label);
  }

  range(label: number | null): NumberRange {
    const columns = this.numbers(label).map((i) => this.scan.columns[i]);
    const least = Math.min(...columns.map((column) => column?.min ?? 0));
    const most = Math.max(...columns.map((column) => column?.max ?? 0));
    return rangeOf(least, most);
  }

  warnings({ samples, labelColumn, tile }: Pick<ImportChoices, "samples" | "labelColumn" | "tile">): ImportWarning[] {
    const warnings: ImportWarning[] = this.scan.encoding === "utf-8" ? [] : [{ code: "read-as-cp949" }];
    if (samples === "images") {
      const { low, high, ...rest } = this.range(labelColumn);
      const numbers = this.numbers(labelColumn).length;
      const guess = tileOfNumbers(numbers);
      if (!tile && !isCloud(numbers) && numbers < FEWEST_PIXELS)
        warnings.push({ code: "numbers-as-image", numbers, ...guess });
      if (!isUsual({ low, high, ...rest })) warnings.push({ code: "scaled", low, high });
      if (!tile && guess.width !== guess.height) warnings.push({ code: "guessed-tile", ...guess });
    }
    if (labelColumn === null) return warnings;
    const label = this.labelColumns.find(({ column }) => column === labelColumn);
    if (!label) warnings.push({ code: "too-many-classes", limit: MOST_CLASSES });
    if (label?.classes === 1) warnings.push({ code: "one-class", name: label.examples[0] ?? "" });
    return warnings;
  }

  async cloud(choices: ImportChoices, reading: ImportOptions): Promise<Cloud> {
    const dimensions = this.columnsOf(choices).length;
    if (!isCloud(dimensions)) throw new ImportProblem(this.entry.name, "bad-choice", { choice: "samples" });
    const positions = new Float32Array(this.count(choices) * dimensions);
    const take = (values: Float64Array, index: number) => {
      positions.set(values, index * dimensions);
      return true;
    };
    const labels = await this.read(choices, take, reading);
    return { dimensions, positions, ...(choices.labelColumn !== null && { classes: classesOf(labels) }) };
  }

  stock(choices: ImportChoices): Stock {
    const count = this.columnsOf(choices).length;
    const size = choices.tile ?? tileOfNumbers(count);
    const channels = channelsOf(count, size);
    if (!channels) throw new ImportProblem(this.entry.name, "tile-shape", { ...size, available: `${count}` });
    const range = this.range(choices.labelColumn);
    let classes: Classes | undefined;
    return {
      parts: [{ name: this.entry.name, count: this.count(choices), heldOut: false }],
      workingBytes: this.workingBytes,
      classes: () => classes,
      read: async (sink, reading) => {
        const take = (values: Float64Array, index: number) => {
          if (sink.wants(index)) sink.put(index, { ...size, channels, pixels: toByteRange(values, range) });
          // Behind the last image that is wanted there may be labels of more classes.
          return !(sink.full && (sink.quick || choices.labelColumn === null));
        };
        const labels = await this.read(choices, take, reading);
        if (choices.labelColumn !== null) classes = classesOf(labels);
      },
    };
  }

  private columnsOf({ labelColumn }: ImportChoices): number[] {
    if (labelColumn !== null && labelColumn >= this.scan.columns.length)
      throw new ImportProblem(this.entry.name, "bad-choice", { choice: "labelColumn" });
    return this.numbers(labelColumn);
  }

  /** Rows that are read: one more or less where the first is taken for something else than it seemed. */
  private count({ header }: ImportChoices): number {
    return this.scan.rows + (this.scan.header ? 1 : 0) - (header ? 1 : 0);
  }

  /** Reads until `take` says no; gives the labels of the rows that were read. */
  private async read(
    choices: ImportChoices,
    take: (values: Float64Array, index: number) => boolean,
    reading: ImportOptions,
  ): Promise<string[]> {
    const { entry, scan } = this;
    const columns = this.columnsOf(choices);
    const labels: string[] = [];
    const values = new Float64Array(columns.length);
    let index = 0;
    let seen = 0;
    const { delimiter, encoding } = scan;
    await eachRow(entry, { ...reading, onProgress: undefined, delimiter, encoding }, (cells, row) => {
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
  }
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
