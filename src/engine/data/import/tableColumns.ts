import { LABEL_NAME, type Scan } from "./tableScan";
import { tileOfNumbers } from "./tile";
import type { LabelColumn } from "./understood";

/** Most examples of a label column. */
const EXAMPLES = 5;
/** A column of whole numbers without a telling name is taken for labels up to this many different ones. */
const LIKELY_CLASSES = 100;

/** Columns of pixels or coordinates: all but the label and those that are left out. */
export function pixelColumns(columns: number, ignored: readonly number[], label: number | null): number[] {
  const left = new Set(ignored);
  if (label !== null) left.add(label);
  return Array.from({ length: columns }, (_, i) => i).filter((i) => !left.has(i));
}

/** Row numbers in an unnamed or so-named first column, and columns of texts. */
export function isIgnored(
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

/** Columns that could be labels, the likeliest first. */
export function labelColumnsOf({ columns, rows }: Scan): LabelColumn[] {
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
export function likelyLabel(
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
